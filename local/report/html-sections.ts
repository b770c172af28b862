/** The parts of the report under the picture: timeline, notices, tables. */
import { VERDICTS } from '../../shared/domain/window/verdict.ts';
import { type Html, html } from '../../shared/html/html.ts';
import { dayAndTime } from '../organization/zoned-time.ts';
import { counted } from './counted.ts';
import { nodesOwedByNone } from './owed-by-none.ts';
import type { Run, RunMoment, RunNode, RunNotice, RunWindow } from './run.ts';
import { reasonText } from './timeline.ts';
import { VERDICT_LOOKS } from './verdict-look.ts';

/** A list of names is to recognise one's own in; the table of nodes has them all. */
const NAMES_MAX = 40;

export function timelineSection({ timeline, organization: { zone } }: Run): Html {
  const line = ({ at, severity, kind, subject, text }: RunMoment) =>
    html`<li class="${severity} ${kind}"><time datetime="${at}">${dayAndTime(new Date(at), zone)}</time><b>${subject}</b><span>${text}</span></li>
`;
  return html`<ol class="timeline">${timeline.map(line)}</ol>`;
}

export function noticesSection({ notices, organization: { zone } }: Run): Html {
  const notice = ({ at, severity, kind, subject, topic, key, body }: RunNotice) =>
    html`<details class="${severity}"><summary><time datetime="${at}">${dayAndTime(new Date(at), zone)}</time><b>${subject}</b></summary>
<pre>${body}</pre>
<p class="fine">${kind} · ${severity} · to ${topic} · key <code>${key}</code></p></details>
`;
  return html`<div class="notices">${notices.map(notice)}</div>`;
}

export function windowsSection({ windows, organization: { zone } }: Run): Html {
  const total = (kind: (typeof VERDICTS)[number]) => windows.reduce((sum, { verdicts }) => sum + verdicts[kind], 0);
  const row = ({ id, opensAt, openedAt, state, reason, roster, verdicts }: RunWindow) =>
    html`<tr><th scope="row">${id}</th><td>${dayAndTime(new Date(opensAt), zone)}</td><td>${openedAt === null ? '' : dayAndTime(new Date(openedAt), zone)}</td><td${reason === null ? html`` : html` title="${reasonText(reason)}"`}>${state}${reason === null ? '' : `: ${reason}`}</td><td class="number">${roster}</td>${VERDICTS.map((kind) => count(verdicts[kind], kind))}</tr>
`;
  return html`<div class="wide" role="region" aria-label="Windows" tabindex="0"><table class="windows"><thead><tr><th scope="col">window</th><th scope="col">opens</th><th scope="col">opened</th><th scope="col">state</th><th scope="col" class="number">roster</th>${VERDICTS.map(
    (kind) => html`<th scope="col" class="number">${kind}</th>`,
  )}</tr></thead><tbody>
${windows.map(row)}</tbody><tfoot><tr><th scope="row">${counted(windows.length, 'window')}</th><td></td><td></td><td></td><td class="number">${windows.reduce((sum, { roster }) => sum + roster, 0)}</td>${VERDICTS.map((kind) => count(total(kind), kind))}</tr></tfoot></table></div>`;
}

export function nodesSection(run: Run): Html {
  const names = new Map(run.organization.accounts.map(({ id, name }) => [id, name]));
  const row = ({ id, name, account, region, schedule, window, verdict, reason }: RunNode) =>
    html`<tr><th scope="row">${name} <code>${id}</code></th><td>${names.get(account) ?? account} <span>${region}</span></td><td>${window ?? schedule ?? ''}</td><td>${verdict === null ? html`<span class="fine">${window === null ? 'owed by none' : 'open'}</span>` : verdictMark(verdict)}</td><td title="${reasonText(reason)}">${reason ?? ''}</td></tr>
`;
  return html`<p class="filter"><label>Filter <input type="search" id="filter" placeholder="payments missed" autocomplete="off"></label> <output id="shown" for="filter">${run.nodes.length} of ${run.nodes.length}</output></p>
<table class="nodes" id="nodes"><thead><tr><th scope="col">node</th><th scope="col">cell</th><th scope="col">window or tag</th><th scope="col">verdict</th><th scope="col">reason</th></tr></thead><tbody>
${run.nodes.map(row)}</tbody></table>`;
}

export function owedByNoneSection(run: Run): Html {
  const line = ({ reason, names }: ReturnType<typeof nodesOwedByNone>[number]) =>
    html`<li><b>${names.length} ${reason}</b> <span>${reasonText(reason)}</span> <i>${listed(names)}</i></li>`;
  return html`<ul class="plain">${nodesOwedByNone(run).map(line)}</ul>`;
}

export function callsSection({ calls }: Run): Html {
  const service = ([name, operations]: [string, Run['calls'][string]]) =>
    html`<div><h3>${name}</h3><dl>${Object.entries(operations).map(([operation, count]) => html`<dt>${operation}</dt><dd>${count}</dd>`)}</dl></div>`;
  return html`<div class="calls">${Object.entries(calls).map(service)}</div>`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - NAMES_MAX;
  return rest > 0 ? `${names.slice(0, NAMES_MAX).join(', ')} and ${rest} more` : names.join(', ');
}

function count(value: number, kind: (typeof VERDICTS)[number]): Html {
  return html`<td class="number">${value === 0 ? html`<span class="zero">0</span>` : html`<span class="part ${kind}">${value}</span>`}</td>`;
}

function verdictMark(kind: (typeof VERDICTS)[number]): Html {
  return html`<span class="part ${kind}">${VERDICT_LOOKS[kind].sign}</span> ${kind}`;
}
