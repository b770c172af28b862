import { describe, expect, it } from '@jest/globals';
import { wrapText } from './wrap-text.ts';

describe('wrapText()', () => {
  it('fills lines, and breaks between words only', () => {
    expect(wrapText('one two three incomprehensible end', 9)).toEqual(['one two', 'three', 'incomprehensible', 'end']);
    expect(wrapText('one two', 7)).toEqual(['one two']);
  });
});
