/**
 * P5. What could not be read does not move, and neither does what nobody let through: a calendar that is not there, an
 * account or environment that is not to be installed yet, a ring whose predecessor has not proved itself.
 */
import type { Breach } from './breach.ts';
import { entriesOf, modeIn, settingsOf } from './catalogue.ts';
import { type Evidence, instants, type OurRun, ourRuns } from './evidence.ts';
import { isReleased } from './intents.ts';
import { toldEnds } from './told.ts';
import { emergencyOf, type OwedWindow, windowsOf } from './windows.ts';

const HOUR_MS = 3_600_000;

export function failClosed(evidence: Evidence): Breach[] {
  const windows = windowsOf(evidence);
  return ourRuns(evidence).flatMap((run) => {
    const window = windows.get(run.comment) ?? emergencyOf(evidence, run.comment);
    if (window === undefined) return []; // The first law says so.
    return [
      ...notLetThrough(evidence, run, window),
      ...(window.emergency || run.operation === 'Scan'
        ? []
        : [...unreadCalendars(evidence, run, window), ...unproven(evidence, run, window, windows)]),
    ];
  });
}

function notLetThrough(evidence: Evidence, run: OurRun, { id, entry }: OwedWindow): Breach[] {
  const mode = modeIn(settingsOf(evidence), run.account, entry);
  const install = run.operation === 'Install';
  const what = `${run.operation} on ${run.nodeId} in ${id} at ${instants(run.begunAt)}`;
  return [
    ...(mode === 'observe' || (mode === 'scan' && install) ? [breach(`${what}, where the mode is ${mode}`)] : []),
    ...(entry.operation === 'Scan' && install ? [breach(`${what}, whose entry only scans`)] : []),
  ];
}

function unreadCalendars({ record }: Evidence, run: OurRun, { id, entry }: OwedWindow): Breach[] {
  const known = record.calendars.filter(({ at }) => at <= run.begunAt);
  return entry.calendars
    .filter((name) => !known.some((calendar) => name === calendar.name || name.endsWith(`document/${calendar.name}`)))
    .map((name) =>
      breach(`${run.nodeId} began to install in ${id} at ${instants(run.begunAt)}, and there is no calendar ${name}`),
    );
}

/** The ring before: its last window that opened earlier must have been told final, good enough and long enough ago. */
function unproven(
  evidence: Evidence,
  run: OurRun,
  { id, entry: { after }, opensAt }: OwedWindow,
  windows: ReadonlyMap<string, OwedWindow>,
): Breach[] {
  if (after === undefined || isReleased(evidence, id, run.begunAt)) return [];
  const began = `${run.nodeId} began to install in ${id} at ${instants(run.begunAt)}`;
  if (!entriesOf(evidence).has(after.schedule))
    return [breach(`${began}, and the ring before, ${after.schedule}, has no entry`)];
  const before = [...windows.values()].findLast((one) => one.schedule === after.schedule && one.opensAt < opensAt);
  const end = toldEnds(evidence).find(({ window, kind, at }) => {
    return kind === 'window-final' && window === before?.id && at <= run.begunAt;
  });
  if (before === undefined || end?.digest === undefined)
    return [breach(`${began}, before the digest of ${before?.id ?? after.schedule} was told`)];
  const { roster, counts } = end.digest;
  const owed = roster - counts.skipped - counts.excepted;
  const percent = owed === 0 ? 0 : (100 * counts.patched) / owed;
  if (percent < after.minSuccessPercent)
    return [
      breach(
        `${began}, though ${before.id} patched ${percent.toFixed(0)} % of its nodes, wanted ${after.minSuccessPercent} %`,
      ),
    ];
  const hours = (run.begunAt.getTime() - before.closesAt.getTime()) / HOUR_MS;
  return hours >= after.soakHours
    ? []
    : [breach(`${began}, ${hours.toFixed(1)} h after ${before.id} closed, wanted ${after.soakHours} h`)];
}

function breach(says: string): Breach {
  return { law: 'P5', says };
}
