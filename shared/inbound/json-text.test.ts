import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { jsonText } from './json-text.ts';

describe('jsonText', () => {
  it('parses once, not twice', () => {
    expect(z.parse(jsonText, '{"a":1}')).toEqual({ a: 1 });
    expect(z.parse(jsonText, '"{}"')).toBe('{}');
  });

  it.each(['{', '', 'undefined', { a: 1 }, null])('refuses %j', (value) => {
    expect(z.safeParse(jsonText, value).success).toBe(false);
  });
});
