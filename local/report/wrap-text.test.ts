import { describe, expect, it } from '@jest/globals';
import { wrapText } from './wrap-text.ts';

describe('wrapText()', () => {
  it.each([
    ['short', ['short']],
    ['', ['']],
    ['one two three', ['one two', 'three']],
    ['- one two three', ['- one', '  two', '  three']],
    ['incomprehensibilities', ['incomprehensibilities']],
  ])('breaks %j', (line, lines) => {
    expect(wrapText(line, 8)).toEqual(lines);
  });
});
