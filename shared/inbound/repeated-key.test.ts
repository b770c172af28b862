import { describe, expect, it } from '@jest/globals';
import { repeatedKey } from './repeated-key.ts';

describe('repeatedKey()', () => {
  it.each([
    ['{}'],
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}'],
    ['{"a":"a","b":"a\\": {\\"a"}'],
    ['{"a":"\\\\","b":"{[","A":1}'],
    ['["a","a"]'],
  ])('finds none in %s', (json) => {
    expect(() => JSON.parse(json)).not.toThrow();
    expect(repeatedKey(json)).toBeUndefined();
  });

  it.each([
    ['{"a":1,"a":1}', 'a', 1],
    ['{\n  "zone": "UTC",\n  "owner": "x",\n  "zone" : "Asia/Tokyo"\n}', 'zone', 4],
    ['{"zone":1,\n"z\\u006fne":2}', 'zone', 2],
    ['{"cells":{"errors":"1",\r\n"errors":"2"}}', 'errors', 2],
    ['[{"x":[],"y":{"x":1},"x":0}]', 'x', 1],
    ['{"__proto__":1,"__proto__":2}', '__proto__', 1],
    ['{"":1,"":2}', '', 1],
    ['{"a\\"b":1,"a\\"b":2}', 'a"b', 1],
  ])('finds the one in %s', (json, key, line) => {
    expect(() => JSON.parse(json)).not.toThrow();
    expect(repeatedKey(json)).toEqual({ key, line });
  });
});
