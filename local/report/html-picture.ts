/**
 * The picture of the weekend: a row for each cell, time from left to right, a bar for each window in which the cell owed
 * nodes, split by verdict. Under a bar, a tick for each install at the moment when it began, on a rail that ends at the cutoff.
 * Positions are percentages, so that the same picture fits a phone without scaling its letters.
 */
import { VERDICTS, type VerdictKind } from '../../shared/domain/window/verdict.ts';
import { type Html, html } from '../../shared/html/html.ts';
import { dayAndTime, localTime } from '../organization/zoned-time.ts';
import { counted } from './counted.ts';
import type { Run, RunNode, RunWindow } from './run.ts';
import { verdictWords } from './timeline.ts';
import { VERDICT_LOOKS } from './verdict-look.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
/** A window id is `schedule@date`; hours between two labelled lines of the axis. */
const AXIS_HOURS = 6;

export function pictureOf(run: Run): Html {
  const left = scaleOf(run);
  const lines = axisLines(run);
  const cells = cellsOf(run);
  return html`<figure class="picture">
<div class="row axis" aria-hidden="true"><div class="cell"></div><div class="track">${lines.map(
    ({ at, day, label, major }) =>
      html`<span class="${major ? 'hour major' : 'hour'}" style="left:${left(at)}%">${day === '' ? html`` : html`<b>${day}</b> `}<span>${label}</span></span>`,
  )}</div></div>
<div class="row names"><div class="cell">windows</div><div class="track">${run.windows.map(
    (window) =>
      html`<span class="name ${window.state}" style="${span(window, run, left)}" title="${window.id}, ${window.state}: ${verdictWords(window)}">${window.schedule}</span>`,
  )}</div></div>
${cells.map((cell) => cellRow(cell, run, { left, lines }))}
<figcaption>${legend(run)}</figcaption>
</figure>`;
}

interface PictureCell {
  readonly account: string;
  readonly accountName: string;
  readonly region: string;
  readonly nodes: readonly RunNode[];
}

interface AxisLine {
  readonly at: number;
  readonly day: string;
  readonly label: string;
  readonly major: boolean;
}

interface Frame {
  readonly left: (instantMs: number) => string;
  readonly lines: readonly AxisLine[];
}

function cellRow(cell: PictureCell, run: Run, { left, lines }: Frame): Html {
  const { account, accountName, region, nodes } = cell;
  const count = new Set(nodes.map(({ id }) => id)).size;
  const ticks = run.installs.filter((install) => install.account === account && install.region === region);
  return html`<div class="row"><div class="cell"><b>${accountName}</b> <span>${region}</span> <i>${counted(count, 'node')}</i></div><div class="track">${lines.map(
    ({ at, major }) => html`<i class="${major ? 'line major' : 'line'}" style="left:${left(at)}%"></i>`,
  )}${run.windows.map((window) => bar(window, cell, run, left))}${ticks.map(
    ({ at }) => html`<i class="tick" style="left:${left(Date.parse(at))}%"></i>`,
  )}</div></div>
`;
}

function bar(window: RunWindow, { accountName, region, nodes }: PictureCell, run: Run, left: Frame['left']): Html {
  const owed = nodes.filter((node) => node.window === window.id);
  if (owed.length === 0) return html``;
  const parts = VERDICTS.map((kind) => ({ kind, count: owed.filter(({ verdict }) => verdict === kind).length }));
  const open = owed.filter(({ verdict }) => verdict === null).length;
  const words = [...parts.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${kind}`)];
  if (open > 0) words.push(`${open} without a verdict yet`);
  const label = `${window.id} in ${accountName}, ${region}: ${words.join(', ')}`;
  return html`<div class="bar" role="img" aria-label="${label}" title="${label}" style="${span(window, run, left)};--cutoff:${cutoffShare(window)}%">${parts.map(
    ({ kind, count }) => segment(kind, VERDICT_LOOKS[kind].sign, count),
  )}${segment('open', '…', open)}</div>`;
}

function segment(kind: VerdictKind | 'open', sign: string, count: number): Html {
  return count === 0 ? html`` : html`<span class="part ${kind}" style="flex-grow:${count}">${sign}${count}</span>`;
}

function legend({ windows }: Run): Html {
  const seen = VERDICTS.filter((kind) => windows.some(({ verdicts }) => verdicts[kind] > 0));
  return html`<ul class="legend">${seen.map(
    (kind) =>
      html`<li><span class="part ${kind}">${VERDICT_LOOKS[kind].sign}</span> <b>${kind}</b> ${VERDICT_LOOKS[kind].meaning}</li>`,
  )}<li><i class="tick sample"></i> <b>install</b> begins on a node</li><li><i class="rail sample"></i> <b>until the cutoff</b> installs may begin</li></ul>`;
}

function cellsOf({ nodes, organization }: Run): PictureCell[] {
  const names = new Map(organization.accounts.map(({ id, name }) => [id, name]));
  const order = organization.accounts.map(({ id }) => id);
  const cells = new Map<string, PictureCell & { nodes: RunNode[] }>();
  for (const node of nodes) {
    const { account, region } = node;
    const known = cells.get(`${account} ${region}`);
    if (known === undefined) {
      cells.set(`${account} ${region}`, { account, accountName: names.get(account) ?? account, region, nodes: [node] });
    } else known.nodes.push(node);
  }
  return [...cells.values()].sort(
    (a, b) => order.indexOf(a.account) - order.indexOf(b.account) || (a.region < b.region ? -1 : 1),
  );
}

/** Local midnights are found by walking: days of 23 and 25 hours exist, and zones that change at midnight. */
function axisLines({ from, to, organization: { zone } }: Run): AxisLine[] {
  const lines: AxisLine[] = [];
  for (let at = Math.ceil(Date.parse(from) / QUARTER_MS) * QUARTER_MS; at < Date.parse(to); at += QUARTER_MS) {
    const { time, weekday } = localTime(new Date(at), zone);
    const [hour, minute] = time.split(':').map(Number);
    if (minute !== 0 || hour === undefined || hour % AXIS_HOURS !== 0) continue;
    lines.push({ at, day: hour === 0 || lines.length === 0 ? weekday : '', label: time, major: hour === 0 });
  }
  return lines;
}

function scaleOf(run: Run): Frame['left'] {
  const start = Date.parse(run.from);
  return (instantMs) => share(instantMs - start, run);
}

/** How much of the run some time is, in percent. */
function share(ms: number, { from, to }: Pick<Run, 'from' | 'to'>): string {
  return ((ms / (Date.parse(to) - Date.parse(from))) * 100).toFixed(3);
}

function span({ opensAt, closesAt }: RunWindow, run: Run, left: Frame['left']): string {
  return `left:${left(Date.parse(opensAt))}%;width:${share(Date.parse(closesAt) - Date.parse(opensAt), run)}%`;
}

function cutoffShare({ opensAt, cutoffAt, closesAt }: RunWindow): string {
  const opens = Date.parse(opensAt);
  return (((Date.parse(cutoffAt) - opens) / (Date.parse(closesAt) - opens)) * 100).toFixed(1);
}

export function stretchText({ from, to, organization: { zone } }: Run): string {
  const end = (text: string) => `${localTime(new Date(text), zone).date} ${dayAndTime(new Date(text), zone)}`;
  return `${end(from)} to ${end(to)}, ${zone}`;
}
