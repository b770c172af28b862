/** A run in words for the terminal: what it was, what happened, what people were told, and what it came to. */
import { VERDICTS } from '../../shared/domain/window/verdict.ts';
import { dayAndTime } from '../organization/zoned-time.ts';
import { counted } from './counted.ts';
import { firstOf } from './first-of.ts';
import { stretchText } from './html-picture.ts';
import { nodesOwedByNone } from './owed-by-none.ts';
import type { Paint } from './paint.ts';
import { printTable } from './print-table.ts';
import type { Run, RunMoment, RunNotice } from './run.ts';
import { reasonText } from './timeline.ts';
import { wrapText } from './wrap-text.ts';

/** A digest of a large window is long; the report has all of it. */
const BODY_LINES_MAX = 20;
const BODY_WIDTH = 100;

export function printRun(run: Run, paint: Paint): string {
  return [
    printHeader(run, paint),
    heading('What happened', paint),
    ...run.timeline.map((moment) => printMoment(moment, run.organization.zone, paint)),
    heading(`What people were told (${counted(run.notices.length, 'notice')})`, paint),
    ...run.notices.map((notice) => printNotice(notice, run.organization.zone, paint)),
    heading('Windows', paint),
    ...windowsTable(run, paint),
    heading('Owed by no window', paint),
    ...owedByNone(run),
    ...trouble(run, paint),
    '',
  ].join('\n');
}

export function printHeader(run: Run, paint: Paint): string {
  const { organization, seed } = run;
  const { accounts, regions, nodeCount } = organization;
  return [
    paint('bold', organization.name),
    stretchText(run),
    `${counted(accounts.length, 'account')}, ${counted(regions.length, 'Region')} (${regions.join(', ')}), ${counted(nodeCount, 'node')}, seed ${seed}`,
  ].join('\n');
}

export function printMoment({ at, kind, severity, subject, text }: RunMoment, zone: string, paint: Paint): string {
  const time = paint('dim', dayAndTime(new Date(at), zone));
  const name = subject.padEnd(18);
  const shown = kind === 'opened' ? paint('cyan', name) : paint('bold', name);
  return `  ${time}  ${mark(severity, paint)} ${severity === 'info' ? shown : paint(colourOf(severity), name)}  ${text}`;
}

export function printNotice({ at, severity, subject, topic, body }: RunNotice, zone: string, paint: Paint): string {
  const lines = body
    .trimEnd()
    .split('\n')
    .flatMap((line) => wrapText(line, BODY_WIDTH));
  const more = lines.length - BODY_LINES_MAX;
  const shown = more > 1 ? [...lines.slice(0, BODY_LINES_MAX), `… ${more} more lines in the report`] : lines;
  const time = paint('dim', dayAndTime(new Date(at), zone));
  const title = `  ${time}  ${mark(severity, paint)} ${paint('bold', subject)} ${paint('dim', `(${topic})`)}`;
  return [title, ...shown.map((line) => (line === '' ? '' : `               ${line}`)), ''].join('\n');
}

function windowsTable({ windows, organization: { zone } }: Run, paint: Paint): string[] {
  const sum = (of: (window: Run['windows'][number]) => number) =>
    windows.reduce((total, window) => total + of(window), 0);
  const kinds = VERDICTS.filter((kind) => kind !== 'excepted' || sum(({ verdicts }) => verdicts[kind]) > 0);
  const rows = windows.map(({ id, opensAt, state, reason, roster, verdicts }) => [
    id,
    dayAndTime(new Date(opensAt), zone),
    reason === null ? state : `${state}: ${reason}`,
    roster,
    ...kinds.map((kind) => verdicts[kind]),
  ]);
  const totals = [
    'total',
    '',
    '',
    sum(({ roster }) => roster),
    ...kinds.map((kind) => sum(({ verdicts }) => verdicts[kind])),
  ];
  return printTable(['window', 'opens', 'state', 'roster', ...kinds], [...rows, totals], paint);
}

function owedByNone(run: Run): string[] {
  const groups = nodesOwedByNone(run);
  if (groups.length === 0) return ['  every node was owed by a window'];
  return groups.map(
    ({ reason, names }) => `  ${String(names.length).padStart(4)}  ${reason.padEnd(17)} ${reasonText(reason)}`,
  );
}

function trouble({ problems }: Run, paint: Paint): string[] {
  if (problems.length === 0) return [];
  return [heading('The control plane broke', paint), ...firstOf(problems).map((problem) => `  ${problem}`)];
}

function heading(text: string, paint: Paint): string {
  return `\n${paint('bold', text)}`;
}

function mark(severity: string, paint: Paint): string {
  return severity === 'info' ? paint('dim', '·') : paint(colourOf(severity), '!');
}

function colourOf(severity: string): 'yellow' | 'red' {
  return severity === 'critical' ? 'red' : 'yellow';
}
