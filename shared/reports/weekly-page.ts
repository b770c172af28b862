import { STANDINGS, type Standing, WANTING } from '../domain/reports/standing.ts';
import { type Tally, WINDOW_ENDS } from '../domain/reports/tally.ts';
import type { WeeklyCompliance, WeeklyNode, WeeklyWindow } from '../domain/reports/weekly-compliance.ts';
import { VERDICTS } from '../domain/window/verdict.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, reportPage, section, table } from './report-page.ts';

/** The week as a page. */
export function weeklyPage(report: WeeklyCompliance): string {
  const { from, to, total, standings, nodes, unread } = report;
  const wanting = nodes.filter(({ standing }) => WANTING.has(standing));
  return reportPage({
    title: 'Patch compliance of the week',
    period: { from, to },
    totals: [
      { count: nodes.length, what: 'nodes' },
      ...KINDS.map((kind) => ({ count: standings[kind], what: kind, wanting: WANTING.has(kind) })).filter(
        ({ count }) => count > 0,
      ),
    ],
    unread,
    sections: [
      section(
        'What is wanting',
        html`${table(nodeColumns, wanting, 'Every node that is owed patches has them, or its first windows are yet to come.')}${meanings(nodes)}`,
      ),
      section('By schedule', table(tallyColumns('schedule'), [...report.schedules, total], 'No window opened.')),
      section('By account', table(tallyColumns('account'), report.accounts, 'No window had a node.')),
      section('By owner', table(tallyColumns('owner'), report.owners, 'No window had a node.')),
      section('Windows', table(windowColumns, report.windows, 'No window opened.')),
    ],
  });
}

const KINDS = Object.keys(STANDINGS).filter((kind): kind is Standing => Object.hasOwn(STANDINGS, kind));

const nodeColumns: readonly Column<WeeklyNode>[] = [
  { name: 'node', of: ({ id }) => html`<code>${id}</code>` },
  { name: 'name', of: ({ name }) => name },
  { name: 'owner', of: ({ owner }) => owner },
  { name: 'account', of: ({ account }) => account },
  { name: 'Region', of: ({ region }) => html`<span class="whole">${region}</span>` },
  { name: 'schedule', of: ({ value }) => value },
  { name: 'standing', of: ({ standing }) => standing },
  { name: 'windows without a patch', of: ({ unpatchedWindows }) => unpatchedWindows },
  { name: 'last patched in', of: ({ lastPatched = 'never seen' }) => html`<span class="whole">${lastPatched}</span>` },
  {
    name: 'last verdict',
    of: ({ lastVerdict, lastReason }) => (lastVerdict === undefined ? undefined : `${lastVerdict}: ${lastReason}`),
  },
];

function tallyColumns(what: string): readonly Column<Tally>[] {
  return [
    { name: what, of: ({ name }) => (name === '' ? 'nobody' : name) },
    ...WINDOW_ENDS.map((end) => ({ name: `windows ${end}`, of: ({ windows }: Tally) => windows[end] })),
    { name: 'roster', of: ({ roster }) => roster },
    ...VERDICTS.map((kind) => ({ name: kind, of: ({ verdicts }: Tally) => verdicts[kind] })),
    { name: 'to come', of: ({ unjudged }) => unjudged },
  ];
}

const windowColumns: readonly Column<WeeklyWindow>[] = [
  { name: 'window', of: ({ id }) => id },
  { name: 'opens', of: ({ opensAt }) => opensAt },
  { name: 'state', of: ({ state, reason }) => (reason === undefined ? state : `${state}: ${reason}`) },
  { name: 'roster', of: ({ tally }) => tally.roster },
  ...VERDICTS.map((kind) => ({ name: kind, of: ({ tally }: WeeklyWindow) => tally.verdicts[kind] })),
];

/** What the standings that occur mean. */
function meanings(nodes: readonly WeeklyNode[]): Html {
  const there = new Set(nodes.map(({ standing }) => standing));
  return html`<p class="fine">${KINDS.filter((kind) => there.has(kind)).map(
    (kind) => html`<b>${kind}</b>: ${STANDINGS[kind]}. `,
  )}</p>`;
}
