import { describe, expect, it } from '@jest/globals';
import { NOTICE_KINDS, SEVERITIES } from './notice.ts';

describe('NOTICE_KINDS', () => {
  it('are plain words that a subscription can filter on, each once', () => {
    expect(NOTICE_KINDS.filter((kind) => !/^[a-z]+(-[a-z]+)*$/.test(kind))).toEqual([]);
    expect(new Set(NOTICE_KINDS).size).toBe(NOTICE_KINDS.length);
  });
});

describe('SEVERITIES', () => {
  it('go from what may be read some day to what somebody must see now', () => {
    expect(SEVERITIES).toEqual(['info', 'warning', 'critical']);
  });
});
