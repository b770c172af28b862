/**
 * P2. A node gets at most one install a window, and none within the minimum gap of another. What its own hook refused, and
 * a run that found nothing missing, are no installs.
 */
import type { Breach } from './breach.ts';
import { settingsOf } from './catalogue.ts';
import { type Evidence, instants, type OurRun, ourCommands, ourRuns } from './evidence.ts';
import { grouped } from './grouped.ts';

const HOUR_MS = 3_600_000;
/** The gap that the hook on the node keeps, by the default of its document: settings cannot lengthen it. */
const HOOK_GAP_HOURS = 6;

export function atMostOnce(evidence: Evidence): Breach[] {
  const gapMs = Math.min(settingsOf(evidence).minimumGapHours, HOOK_GAP_HOURS) * HOUR_MS;
  const installs = grouped(
    ourRuns(evidence).filter(({ came }) => came === 'installing' || came === 'locked'),
    ({ account, region, nodeId }) => `${account}/${region}/${nodeId}`,
  );
  return [...[...installs.values()].flatMap((runs) => tooClose(runs, gapMs)), ...targetedTwice(evidence)];
}

function tooClose(runs: readonly OurRun[], gapMs: number): Breach[] {
  const inOrder = runs.toSorted((one, other) => one.begunAt.getTime() - other.begunAt.getTime());
  return inOrder.flatMap((run, index) => {
    const before = inOrder[index - 1];
    if (before === undefined) return [];
    const hours = (run.begunAt.getTime() - before.begunAt.getTime()) / HOUR_MS;
    const when = `at ${instants(before.begunAt, run.begunAt)}`;
    if (before.comment === run.comment) return [breach(`${run.nodeId} was installed twice in ${run.comment}, ${when}`)];
    if (hours * HOUR_MS >= gapMs) return [];
    return [
      breach(
        `${run.nodeId} was installed ${hours.toFixed(1)} h apart, wanted ${gapMs / HOUR_MS} h, ${when}, in ${before.comment} and ${run.comment}`,
      ),
    ];
  });
}

/** Two commands of one window for one node, whose tags nobody changed in between: a run that was started twice. */
function targetedTwice(evidence: Evidence): Breach[] {
  const sent = new Map<string, Date>();
  return ourCommands(evidence).flatMap(({ nodeIds, comment, at, account, region }) =>
    nodeIds.flatMap((nodeId) => {
      const key = `${comment} ${account} ${region} ${nodeId}`;
      const before = sent.get(key);
      sent.set(key, at);
      if (before === undefined || retagged(evidence, nodeId, before, at)) return [];
      return [breach(`${nodeId} was sent two commands for ${comment}, at ${instants(before, at)}`)];
    }),
  );
}

function retagged({ record }: Evidence, nodeId: string, from: Date, to: Date): boolean {
  return record.tagWrites.some((write) => write.nodeId === nodeId && write.at >= from && write.at <= to);
}

function breach(says: string): Breach {
  return { law: 'P2', says };
}
