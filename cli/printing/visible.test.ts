import { describe, expect, it } from '@jest/globals';
import { visible } from './visible.ts';

describe('visible()', () => {
  it.each([
    ['\u001B[31mred\u001B[0m', '\\u001b[31mred\\u001b[0m'],
    ['\u009B31m', '\\u009b31m'], // The same order in one character, which JSON leaves alone.
    ['\u0007\u007F\r', '\\u0007\\u007f\\u000d'],
    ['\u202Egpj.exe', '\\u202egpj.exe'],
  ])('spells out %j', (text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it.each(['', 'two\nlines\tand a tab', 'Zürich 東京 🕑'])('leaves %j alone', (text) => {
    expect(visible(text)).toBe(text);
  });
});
