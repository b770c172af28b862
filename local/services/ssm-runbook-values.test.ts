import { describe, expect, it } from '@jest/globals';
import { parseRunbook } from './ssm-runbook.ts';
import { filled, parameterValues } from './ssm-runbook-values.ts';

const runbook = parseRunbook('Doc', {
  schemaVersion: '0.3',
  parameters: {
    Waves: { type: 'StringList', maxItems: 3 },
    Count: { type: 'Integer', default: 3 },
    Loud: { type: 'Boolean', default: false },
    Map: { type: 'StringMap', default: {} },
  },
  mainSteps: [{ name: 'doze', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
});

describe('parameterValues()', () => {
  it('gives each parameter the type that it declares', () => {
    const given = { Waves: ['1', '2'], Count: ['7'], Loud: ['true'], Map: ['{"a":"b"}'] };
    expect(Object.fromEntries(parameterValues('Doc', runbook, given))).toEqual({
      Waves: ['1', '2'],
      Count: 7,
      Loud: true,
      Map: { a: 'b' },
    });
  });

  it('refuses a list that is longer than it may be', () => {
    expect(() => parameterValues('Doc', runbook, { Waves: ['1', '2', '3', '4'] })).toThrow(
      '"Waves" has 4 values, wanted at most 3',
    );
  });

  it('takes defaults, and names what has none', () => {
    expect(parameterValues('Doc', runbook, { Waves: [] }).get('Count')).toBe(3);
    expect(() => parameterValues('Doc', runbook, {})).toThrow('required parameter "Waves"');
  });

  it('refuses two values for one, and a name in another case', () => {
    expect(() => parameterValues('Doc', runbook, { Waves: [], Count: ['1', '2'] })).toThrow(
      '"Count" of type Integer has 2 values',
    );
    expect(() => parameterValues('Doc', runbook, { waves: [] })).toThrow('"waves" is not defined in Doc');
  });
});

describe('filled()', () => {
  const resolve = (name: string) =>
    new Map<string, unknown>([
      ['Waves', ['1', '2']],
      ['Name', 'web'],
    ]).get(name);

  it('keeps the type of a text that is one variable, and makes text of the others', () => {
    expect(filled({ a: '{{ Waves }}', b: ['{{Name}}'], c: 'x/{{ Name }}/{{ Waves }}', d: 4 }, resolve)).toEqual({
      a: ['1', '2'],
      b: ['web'],
      c: 'x/web/["1","2"]',
      d: 4,
    });
  });
});
