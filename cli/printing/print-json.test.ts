import { describe, expect, it } from '@jest/globals';
import { printJson } from './print-json.ts';

describe('printJson()', () => {
  it('puts a field on a line each, and a list of plain values on one', () => {
    const value = { a: [1, 'x', null], b: { c: true, d: undefined }, e: [], f: {}, g: [{ h: 1 }] };
    expect(printJson(value)).toBe(
      [
        ...['{', '  "a": [1, "x", null],', '  "b": {', '    "c": true', '  },', '  "e": [],', '  "f": {},'],
        ...['  "g": [', '    {', '      "h": 1', '    }', '  ]', '}', ''],
      ].join('\n'),
    );
    expect(JSON.parse(printJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it('breaks a list that would pass 120 columns with its comma', () => {
    const list = (length: number) => printJson({ list: ['x'.repeat(length)] }).split('\n');
    expect(list(120 - '  "list": [""],'.length)[1]).toHaveLength(119);
    expect(list(121 - '  "list": [""],'.length)[1]).toBe('  "list": [');
  });
});
