import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal-of.ts';
import { parseJsonOrRefuse } from './parse-json.ts';

describe('parseJsonOrRefuse()', () => {
  it('takes an object or a list', () => {
    expect(parseJsonOrRefuse('settings', '{"a":1}')).toEqual({ a: 1 });
    expect(parseJsonOrRefuse('settings', '[1]')).toEqual([1]);
  });

  it('names the thing that is not JSON, and keeps the cause', () => {
    const refusal = refusalOf(() => parseJsonOrRefuse('settings', '{"a":'));

    expect(refusal.message).toBe('Cannot parse settings: it is not JSON');
    expect(refusal.cause).toBeInstanceOf(SyntaxError);
  });

  it.each(['null', '4', '"text"', 'true'])('refuses %s', (json) => {
    expect(refusalOf(() => parseJsonOrRefuse('settings', json)).message).toBe(
      `Cannot parse settings: it is ${json}, wanted a JSON object or list`,
    );
  });

  it('refuses a key that comes twice, and says where', () => {
    expect(refusalOf(() => parseJsonOrRefuse('settings', '{"a":1,\n"a":2}')).message).toBe(
      'Cannot parse settings: it has "a" again in line 2, wanted each key once',
    );
  });

  it('quotes no more of it than a reader needs', () => {
    const { message } = refusalOf(() => parseJsonOrRefuse('settings', JSON.stringify('x'.repeat(1000))));

    expect(message).toHaveLength('Cannot parse settings: it is , wanted a JSON object or list'.length + 60);
  });
});
