import { describe, expect, it } from '@jest/globals';
import { spreadOf } from './spread.ts';

describe('spreadOf()', () => {
  it.each([
    [[14], '14'],
    [[35, 28, 28, 35], '28 or 35'],
    [[119, 63, 91, 63], '63 to 119'],
    [[9, 10, 100], '9 to 100'],
  ])('%j is %s', (numbers, text) => {
    expect(spreadOf(numbers)).toBe(text);
  });
});
