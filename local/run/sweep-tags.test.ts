/** The daily sweep over all tags, by the bundle, the role and the schedule that deploy. */
import { expect, it } from '@jest/globals';
import { playedRun } from './played-run.ts';

const PATIENCE_MS = 120_000;
/** From 04:30 on Saturday to 06:30 on Sunday: five of Saturday and two of Sunday. */
const WINDOWS_OF_THE_NEXT_DAY = 7;

it(
  'looks at the whole inventory once in the night, and finds nothing that was not told',
  async () => {
    const run = await playedRun(
      '--organization',
      'examples/single-account.json',
      '--from',
      '2026-03-07T04:30',
      '--to',
      '2026-03-07T06:30',
    );

    expect(run.problems).toEqual([]);
    // Each window asks the aggregator for its roster and a day ahead for its nodes, and the sweep over the tags asks once.
    const looks = run.windows.length + WINDOWS_OF_THE_NEXT_DAY;
    expect(run.calls['config']?.['SelectAggregateResourceConfig']).toBe(looks + 1);
    expect(run.notices.filter(({ kind }) => kind === 'tags-refused' || kind === 'cell-stale')).toEqual([]);
    const tagged = run.notices.filter(({ kind }) => kind.startsWith('tag-'));
    expect(tagged.map(({ kind }) => kind).sort()).toEqual(['tag-defaulted', 'tag-refused']);
  },
  PATIENCE_MS,
);
