/** One run from beginning to end: people retag, the clock runs, what it came to is read, and the referee judges it. */
import type { Cloud } from '../cloud.ts';
import { sayBreach } from '../referee/breach.ts';
import { checkLaws } from '../referee/check-laws.ts';
import { buildRun, type Observation } from '../report/build-run.ts';
import type { Run } from '../report/run.ts';
import { liveTags } from './live-tags.ts';
import type { Options } from './options.ts';
import { retagByHand } from './retag-by-hand.ts';
import { type Progress, runClock } from './run-clock.ts';

/** What a run needs of the embedded AWS. */
export interface Stage {
  readonly cloud: Cloud;
  /** Every row of the ledger, as plain values. */
  readonly ledgerRows: () => Promise<readonly unknown[]>;
}

export async function playWeekend({ cloud, ledgerRows }: Stage, options: Options, progress: Progress): Promise<Run> {
  const { organization, seed, withoutTicks } = options;
  const { from, to } = organization;
  retagByHand(cloud);
  await runClock(cloud.clock, to, progress);
  const [rows, tags] = [await ledgerRows(), await liveTags(cloud)];
  const observation: Observation = { organization, seed, from, to, withoutTicks, record: cloud.record, rows, tags };
  const run = buildRun(observation);
  return { ...run, problems: [...run.problems, ...checkLaws(cloud).map(sayBreach)] };
}
