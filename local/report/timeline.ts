/** What happened, one line each, in the order in which a person at the console would have seen it. */
import { isReason, REASONS } from '../../shared/domain/reporting/reasons.ts';
import { VERDICTS } from '../../shared/domain/window/verdict.ts';
import { dayAndTime } from '../organization/zoned-time.ts';
import type { Observation } from './build-run.ts';
import { counted } from './counted.ts';
import type { Run, RunMoment, RunNotice, RunWindow } from './run.ts';

/** A sweep comes every five minutes; what opens later than that is late. */
const LATE_MINUTES = 6;
/** The digest and the missed-window notice say again what the window's own line says. */
const TOLD_BY_THE_WINDOW = ['window-final', 'window-missed'];

type Told = Pick<Run, 'windows' | 'nodes' | 'notices'>;

export function timelineOf(
  run: Told,
  observation: Pick<Observation, 'organization' | 'withoutTicks' | 'to'>,
): RunMoment[] {
  const moments = [
    ...withheld(observation),
    ...retagged(observation),
    ...run.notices.filter(({ kind }) => !TOLD_BY_THE_WINDOW.includes(kind)).map(noticeMoment),
    ...run.windows.flatMap((window) => windowMoments(window, run)),
  ];
  return moments.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
}

function withheld({ organization, withoutTicks }: Pick<Observation, 'organization' | 'withoutTicks'>): RunMoment[] {
  if (withoutTicks === undefined) return [];
  const { from, to } = withoutTicks;
  const text = `no sweep comes until ${dayAndTime(to, organization.zone)}`;
  return [{ at: from.toISOString(), kind: 'withheld', severity: 'warning', subject: 'sweeps', text }];
}

function retagged({ organization, to }: Pick<Observation, 'organization' | 'to'>): RunMoment[] {
  const names = new Map(organization.nodes.map(({ id, name }) => [id, name]));
  return (organization.changes ?? [])
    .filter(({ at }) => at < to)
    .map(({ at, nodeId, tags }) => ({
      at: at.toISOString(),
      kind: 'retagged',
      severity: 'info',
      subject: names.get(nodeId) ?? nodeId,
      text: `somebody sets ${Object.entries(tags)
        .map(([key, value]) => `${key} = ${value}`)
        .join(', ')}`,
    }));
}

function noticeMoment({ at, kind, severity, subject }: RunNotice): RunMoment {
  return { at, kind: 'notice', severity: severityOf(severity), subject: kind, text: subject };
}

function windowMoments(window: RunWindow, run: Told): RunMoment[] {
  const { schedule, openedAt, endedAt, state } = window;
  const moments: RunMoment[] = [];
  if (openedAt !== null) moments.push({ ...opening(window, openedAt, run), at: openedAt, subject: schedule });
  if (endedAt !== null && state === 'missed') {
    const text = `window missed, ${counted(window.roster, 'node')}: ${reasonText(window.reason)}`;
    moments.push({ at: endedAt, kind: 'missed', severity: 'critical', subject: schedule, text });
  }
  if (endedAt !== null && state === 'final') {
    const bad = window.verdicts.failed + window.verdicts.missed > 0;
    const severity = bad ? 'warning' : 'info';
    moments.push({ at: endedAt, kind: 'final', severity, subject: schedule, text: `final: ${verdictWords(window)}` });
  }
  return moments;
}

function opening({ id, opensAt, cutoffAt, roster }: RunWindow, openedAt: string, { nodes }: Told) {
  const cells = new Set(
    nodes.filter(({ window }) => window === id).map(({ account, region }) => `${account} ${region}`),
  );
  const lateMinutes = Math.floor((Date.parse(openedAt) - Date.parse(opensAt)) / 60_000);
  const hoursLeft = Math.round((Date.parse(cutoffAt) - Date.parse(openedAt)) / 360_000) / 10;
  const late = lateMinutes >= LATE_MINUTES;
  return {
    kind: 'opened',
    severity: late ? 'warning' : 'info',
    text: `window opens${late ? ` ${lateMinutes} minutes late` : ''}: ${counted(roster, 'node')} in ${counted(cells.size, 'cell')}, ${hoursLeft} h to the cutoff`,
  } as const;
}

export function verdictWords({ verdicts }: Pick<RunWindow, 'verdicts'>): string {
  const words = VERDICTS.filter((kind) => verdicts[kind] > 0).map((kind) => `${verdicts[kind]} ${kind}`);
  return words.length === 0 ? 'nothing was owed' : words.join(', ');
}

export function reasonText(reason: string | null): string {
  if (reason === null) return 'no reason was given';
  return isReason(reason) ? REASONS[reason] : reason;
}

function severityOf(severity: string): RunMoment['severity'] {
  return severity === 'critical' || severity === 'warning' ? severity : 'info';
}
