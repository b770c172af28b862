/** The example of a troubled weekend comes to what `examples/README.md` says of it. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Run } from '../report/run.ts';
import { playedRun } from './played-run.ts';

const PATIENCE_MS = 120_000;

describe('examples/troubled.json', () => {
  let run: Run;
  beforeAll(async () => {
    run = await playedRun('--organization', 'examples/troubled.json');
  }, PATIENCE_MS);

  it('has each window end in its own way, and nothing broken', () => {
    const ends = run.windows.map(({ schedule, state, reason, verdicts }) => {
      const counts = Object.entries(verdicts).filter(([, count]) => count > 0);
      return [schedule, reason ?? state, ...counts.map(([kind, count]) => `${count} ${kind}`)].join(' ');
    });
    expect(ends).toEqual([
      '22FRI final 3 patched 1 failed',
      '6SAT ring-below-success 4 missed',
      '10SAT frozen 3 skipped',
      '14SAT final 2 patched 1 failed',
      '18SAT final 4 patched 1 pending-reboot 1 failed',
    ]);
    expect(run.problems).toEqual([]);
    const wrong = run.nodes.filter(({ reason }) => reason === 'wrong-baseline');
    expect(wrong.map(({ name }) => name)).toEqual(['cards-moved-01']);
    expect(reasonsIn('18SAT')).toEqual(expect.arrayContaining(['unknown-status', 'reboot-needed']));
  });

  it('has everything told, what the daily scan finds as well', () => {
    const told = run.notices.map(({ kind, key }) => (kind === 'noncompliant' ? kind : key));
    expect(told).toEqual(
      expect.arrayContaining([
        'window-final#22FRI@2026-03-06#again#1',
        'window-missed#6SAT@2026-03-07',
        'window-skipped#10SAT@2026-03-07',
        'cell-stale#18SAT@2026-03-07',
        'foreign-run#18SAT@2026-03-07#777788889999#eu-central-1',
      ]),
    );
    const found = run.notices.filter(({ kind }) => kind === 'noncompliant').map(({ at }) => at.slice(0, 13));
    expect(found).toEqual(['2026-03-07T11', '2026-03-07T11']);
  });

  function reasonsIn(name: string): string[] {
    return run.nodes.flatMap(({ schedule, reason }) => (schedule === name && reason !== null ? [reason] : []));
  }
});
