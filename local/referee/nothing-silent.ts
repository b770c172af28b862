/**
 * P4. Every window comes to an end that is told, no node counts as patched that was not, and nothing is told twice under
 * one key, unless a function died between publishing and recording.
 */
import type { Message } from '../record.ts';
import type { Breach } from './breach.ts';
import { settingsOf } from './catalogue.ts';
import { type Evidence, instants, ourRuns } from './evidence.ts';
import { grouped } from './grouped.ts';
import { type ToldEnd, toldEnds } from './told.ts';
import { windowsOf } from './windows.ts';

/** Sweeps come every five minutes; the last call, the verdicts and the digest take a few of them. */
const SWEEPS_TO_TELL = 6;
/** How long a function works on what it published before it records it, its retries included. */
const RECORDING_MS = 20 * 60_000;

export function nothingSilent(evidence: Evidence): Breach[] {
  const ends = toldEnds(evidence);
  return [...untold(evidence, ends), ...overstated(evidence, ends), ...toldTwice(evidence)];
}

function untold(evidence: Evidence, ends: readonly ToldEnd[]): Breach[] {
  const { organization, record, now } = evidence;
  const told = new Set(ends.map(({ window }) => window));
  const graceMs = settingsOf(evidence).graceMinutes * 60_000;
  const sweeps = record.completions.filter(({ functionArn }) => functionArn.endsWith('sweep-windows'));
  return [...windowsOf(evidence).values()]
    .filter(({ id, opensAt }) => opensAt > organization.from && !told.has(id))
    .flatMap(({ id, closesAt }) => {
      const due = new Date(closesAt.getTime() + graceMs);
      const since = sweeps.filter(({ at }) => at > due).length;
      if (since < SWEEPS_TO_TELL) return [];
      const until = `until ${instants(now)}, though ${since} sweeps came`;
      return [breach(`${id} was due to be final at ${instants(due)}, and nobody was told its end ${until}`)];
    });
}

/** A node was patched if a run of ours came to its end on it, and nothing was missing or had failed then. */
function overstated(evidence: Evidence, ends: readonly ToldEnd[]): Breach[] {
  const patched = grouped(
    ourRuns(evidence).filter(({ operation, end }) => operation === 'Install' && end?.missing === 0 && end.failed === 0),
    ({ comment }) => comment,
  );
  return ends.flatMap(({ window, at, digest }) => {
    if (digest === undefined) return [];
    const claimed = digest.counts.patched + digest.counts['pending-reboot'];
    const nodes = new Set(patched.get(window)?.map(({ nodeId }) => nodeId));
    if (claimed <= nodes.size) return [];
    return [
      breach(
        `${window} was told at ${instants(at)} with ${claimed} nodes patched, and only ${nodes.size} were: ${[...nodes].join(', ')}`,
      ),
    ];
  });
}

function toldTwice({ record }: Evidence): Breach[] {
  const copies = grouped(
    record.messages.filter(({ attributes }) => attributes['key'] !== undefined),
    ({ attributes, topicArn }) => `${attributes['key']} ${topicArn}`,
  );
  return [...copies.values()].flatMap((messages) =>
    messages.slice(1).flatMap((again, index) => {
      const before = messages[index];
      if (before === undefined || diedBetween(record, before, again)) return [];
      return [
        breach(`"${again.attributes['key']}" was told twice on ${again.topicArn}, at ${instants(before.at, again.at)}`),
      ];
    }),
  );
}

function diedBetween({ invocationErrors }: Evidence['record'], before: Message, again: Message): boolean {
  const from = before.at.getTime();
  const to = Math.min(again.at.getTime(), from + RECORDING_MS);
  return invocationErrors.some(({ at }) => at.getTime() >= from && at.getTime() <= to);
}

function breach(says: string): Breach {
  return { law: 'P4', says };
}
