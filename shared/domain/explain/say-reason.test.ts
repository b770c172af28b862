import { describe, expect, it } from '@jest/globals';
import { pageOf, sayReason } from './say-reason.ts';

describe('sayReason()', () => {
  it('says the sentence of a code, and quotes one that is not known', () => {
    expect(sayReason('installed')).toBe('Every patch that its baseline approves is installed.');
    expect(sayReason('fell-over')).toBe('The reason is "fell-over", which this version does not know.');
    expect(sayReason(undefined)).toBe('No reason is kept.');
  });
});

describe('pageOf()', () => {
  it('names the page of a reason', () => {
    expect(pageOf('no-wave')).toBe('docs/reasons/no-wave.md');
  });
});
