import { describe, expect, it } from '@jest/globals';
import { noticeKeys } from './notice-keys.ts';

const nodeId = 'i-0a1b2c3d4e5f60718';
const now = new Date('2026-03-08T23:59:59Z');
const window = { id: '22FRI@2026-03-06', account: '444455556666', region: 'eu-west-1', executionIds: ['run-1'] };

describe('noticeKeys()', () => {
  it('looks for the last ten changes of the tag, the present one first', () => {
    const refusals = (changes: number) =>
      noticeKeys({ nodeId, now, changes, window: undefined }).filter((key) => key.startsWith('tag-refused#'));

    expect(refusals(0)).toEqual([`tag-refused#${nodeId}#0`]);
    expect(refusals(1)).toEqual([`tag-refused#${nodeId}#1`, `tag-refused#${nodeId}#0`]);
    expect(refusals(12)).toHaveLength(10);
    expect(refusals(12).at(-1)).toBe(`tag-refused#${nodeId}#3`);
  });

  it.each([
    'window-final#22FRI@2026-03-06',
    'window-missed#22FRI@2026-03-06',
    'window-skipped#22FRI@2026-03-06',
    'window-waiting#22FRI@2026-03-06#held',
    'window-waiting#22FRI@2026-03-06#ring-soaking',
    'window-stopped#22FRI@2026-03-06#held#cancelled',
    'window-stopped#22FRI@2026-03-06#held#none#444455556666',
    'window-stopped#22FRI@2026-03-06#cutoff#none',
    'window-stopped#22FRI@2026-03-06#frozen#cancelled',
    'cell-stale#22FRI@2026-03-06',
    'scans-unread#22FRI@2026-03-06',
    'cell-unread#22FRI@2026-03-06#444455556666#eu-west-1',
    'cutoff-refused#22FRI@2026-03-06#444455556666#eu-west-1',
    'foreign-run#22FRI@2026-03-06#444455556666#eu-west-1',
    'cutoff-refused#22FRI@2026-03-06#run-1',
    'run-cancelled#22FRI@2026-03-06#run-1',
    'node-not-back#22FRI@2026-03-06#444455556666#eu-west-1',
    `reboot-overdue#22FRI@2026-03-06#${nodeId}`,
    `reboot-loop#22FRI@2026-03-06#${nodeId}`,
  ])('looks for %s', (key) => {
    expect(noticeKeys({ nodeId, now, changes: 0, window })).toContain(key);
  });

  it('looks for alerts of the last fourteen days', () => {
    const dates = noticeKeys({ nodeId, now, changes: 0, window: undefined }).flatMap(
      (key) => /^noncompliant#.*#production#(.*)$/.exec(key)?.[1] ?? [],
    );
    expect([dates.length, dates[0], dates.at(-1)]).toEqual([14, '2026-03-08', '2026-02-23']);
  });

  it('looks for no key twice', () => {
    const keys = noticeKeys({ nodeId, now, changes: 3, window });
    expect(new Set(keys).size).toBe(keys.length);
  });
});
