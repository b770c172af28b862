import { describe, expect, it } from '@jest/globals';
import { plainItem } from './plain-item.ts';

describe('plainItem()', () => {
  it('unwraps every type that the ledger stores', () => {
    const item = {
      s: { S: 'a' },
      n: { N: '1.5' },
      b: { BOOL: false },
      z: { NULL: true },
      l: { L: [{ S: 'x' }] },
      m: { M: { k: { N: '0' } } },
    };

    expect(plainItem(item)).toEqual({ s: 'a', n: 1.5, b: false, z: null, l: ['x'], m: { k: 0 } });
  });

  it('refuses a type that it does not know', () => {
    expect(() => plainItem({ x: { NS: ['1'] } })).toThrow('Cannot read DynamoDB value {"NS":["1"]}');
  });
});
