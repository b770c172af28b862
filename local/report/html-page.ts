/** The report of a run as one self-contained page: no network, no framework, light and dark. */
import { VERDICTS } from '../../shared/domain/window/verdict.ts';
import { type Html, html, trusted } from '../../shared/html/html.ts';
import { counted } from './counted.ts';
import { firstOf } from './first-of.ts';
import { pictureOf, stretchText } from './html-picture.ts';
import { pageScript } from './html-script.ts';
import {
  callsSection,
  nodesSection,
  noticesSection,
  owedByNoneSection,
  timelineSection,
  windowsSection,
} from './html-sections.ts';
import { pageStyle } from './html-style.ts';
import type { Run } from './run.ts';
import { VERDICT_LOOKS } from './verdict-look.ts';

export function htmlPage(run: Run): string {
  const { organization, notices, windows } = run;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${organization.name}: ${counted(windows.length, 'window')}</title>
<style>${trusted(pageStyle)}</style></head>
<body><header><p class="fine">Patchplane · a run of the embedded AWS</p>
<h1>${organization.name}</h1>
<p>${stretchText(run)}. ${counted(organization.accounts.length, 'account')}, ${counted(organization.regions.length, 'Region')}, ${counted(organization.nodeCount, 'node')}; seed ${run.seed}.</p>
${alarm('The control plane broke', run.problems)}
${totals(run)}</header>
<main>
${section('weekend', 'The weekend by cell', pictureOf(run))}
<div class="columns">
${section('timeline', 'What happened', timelineSection(run))}
${section('notices', `What people were told (${notices.length})`, noticesSection(run))}
</div>
${section('windows', 'Windows', windowsSection(run))}
${section('none', 'Owed by no window', owedByNoneSection(run))}
${section('all-nodes', 'Nodes', nodesSection(run))}
${section('calls', 'Calls to AWS', callsSection(run))}
</main><script>${trusted(pageScript)}</script></body></html>
`.html;
}

function totals({ windows, nodes }: Run): Html {
  const tile = (count: number, kind: string, sign: string) =>
    html`<li><span class="part ${kind}">${sign}</span><b>${count}</b> ${kind}</li>`;
  const counts = VERDICTS.map((kind) => ({
    kind,
    count: windows.reduce((sum, { verdicts }) => sum + verdicts[kind], 0),
  })).filter(({ count }) => count > 0);
  const none = nodes.filter(({ window }) => window === null).length;
  return html`<ul class="totals"><li><b>${windows.length}</b> windows</li>${counts.map(({ kind, count }) =>
    tile(count, kind, VERDICT_LOOKS[kind].sign),
  )}<li><b>${none}</b> owed by none</li></ul>`;
}

function section(id: string, title: string, content: Html): Html {
  return html`<section id="${id}"><h2>${title}</h2>${content}</section>`;
}

function alarm(title: string, lines: readonly string[]): Html {
  if (lines.length === 0) return html``;
  return html`<div class="alarm" role="alert"><h2>${title}</h2><ul>${firstOf(lines).map((line) => html`<li>${line}</li>`)}</ul></div>`;
}
