/** The frame of a report's page: self-contained, without a script, and shut to anything from outside. */
import { type Html, html, trusted } from '../html/html.ts';
import { reportStyle } from './report-style.ts';

export interface ReportPage {
  readonly title: string;
  readonly period: { readonly from: Date; readonly to: Date };
  readonly totals: readonly Total[];
  /** What could not be read, or does not add up. */
  readonly unread: readonly string[];
  readonly sections: readonly Html[];
}

export interface Total {
  readonly count: number;
  readonly what: string;
  /** Somebody has to do something about them. */
  readonly wanting?: boolean;
}

/** Nothing is loaded, from anywhere; the style stands in the page itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function reportPage({ title, period, totals, unread, sections }: ReportPage): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(reportStyle)}</style></head>
<body><header><p class="fine">Patchplane</p><h1>${title}</h1>
<p>${minuteOf(period.from)} to ${minuteOf(period.to)}</p>
<ul class="totals">${totals.map(({ count, what, wanting = false }) =>
    wanting && count > 0
      ? html`<li class="wanting"><b>${count}</b> ${what}</li>`
      : html`<li><b>${count}</b> ${what}</li>`,
  )}</ul>
${unread.length === 0 ? html`` : html`<div class="alarm" role="alert"><b>Not all of it is known</b><ul>${unread.map((line) => html`<li>${line}</li>`)}</ul></div>`}</header>
<main>
${sections}
</main></body></html>
`.html;
}

export function section(title: string, content: Html): Html {
  return html`<section><h2>${title}</h2>${content}</section>`;
}

export interface Column<Row> {
  readonly name: string;
  readonly of: (row: Row) => string | number | Html | Date | undefined;
}

/** Rows that a page shows; the CSV has all of them. */
const ROWS_MAX = 500;

/** The first column heads its row. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], nothing: string): Html {
  if (rows.length === 0) return html`<p class="fine">${nothing}</p>`;
  const more = rows.length - ROWS_MAX;
  return html`<div class="wide"><table><thead><tr>${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.slice(0, ROWS_MAX).map((row) => html`<tr>${columns.map(({ of }, index) => cell(of(row), index === 0))}</tr>\n`)}</tbody></table></div>${
    more > 0 ? html`<p class="fine">and ${more} more: the CSV beside this page has all of them.</p>` : html``
  }`;
}

function cell(value: string | number | Html | Date | undefined, heads: boolean): Html {
  if (heads) return html`<th scope="row">${value instanceof Date ? minuteOf(value) : (value ?? '')}</th>`;
  if (value === undefined) return html`<td></td>`;
  if (value instanceof Date) return html`<td><time datetime="${value.toISOString()}">${minuteOf(value)}</time></td>`;
  if (typeof value !== 'number') return html`<td>${value}</td>`;
  return value === 0 ? html`<td class="number none">·</td>` : html`<td class="number">${value}</td>`;
}

/** `2026-03-09 12:00 UTC` */
export function minuteOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ')} UTC`;
}
