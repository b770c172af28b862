import { describe, expect, it } from '@jest/globals';
import { paintFor } from './paint.ts';

describe('paintFor()', () => {
  it.each([
    [true, {}, true],
    [true, { TERM: 'xterm-256color', NO_COLOR: '' }, true], // Empty asks for nothing.
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
  ])('terminal %s with %j: %s', (terminal, environment, coloured) => {
    expect(paintFor({ terminal, environment })('red', 'no')).toBe(coloured ? '\u001B[31mno\u001B[39m' : 'no');
  });
});
