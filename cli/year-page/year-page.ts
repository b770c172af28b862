/** A year of patching as one self-contained page: no network, no script, light and dark, and one sheet of A4 on paper. */

import { type Html, html, trusted } from '../../shared/html/html.ts';
import { counted } from '../printing/counted.ts';
import { MONTHS } from './calendar-words.ts';
import { type DayColumns, dayColumns } from './day-columns.ts';
import { choiceStyle, entriesTable } from './html-entries.ts';
import { findingsSection } from './html-findings.ts';
import { legend } from './html-legend.ts';
import { monthTable } from './html-month.ts';
import { yearDays } from './year-days.ts';
import { type YearEntry, yearEntries } from './year-entries.ts';
import type { YearPageInput } from './year-page-input.ts';
import { yearPrintStyle } from './year-print-style.ts';
import { yearStyle } from './year-style.ts';

export function yearPage(input: YearPageInput): string {
  const { year, title, findings = [], now } = input;
  const entries = yearEntries(input);
  const days = yearDays(input, entries);
  const columns = dayColumns(new Map([...days.windows].map(([date, windows]) => [date, windows.length])));
  const nextWord = now === undefined ? 'First' : 'Next';
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}: patch windows of ${year}</title>
<style>${trusted(yearStyle + yearPrintStyle + sizesStyle(columns, entries.length) + choiceStyle(entries))}</style></head>
<body><header><h1>${year} <span>${title}</span></h1>${totals(entries, days.stretches.length)}</header>
<main>
<section id="key" aria-label="Legend">${legend(entries, days)}</section>
<section id="months" aria-label="Months">${MONTHS.map((_, index) => monthTable(year, index + 1, days))}</section>
<section id="entries"><h2>Schedules</h2><p class="fine choose">Choose some to see only their windows.</p>${entriesTable(entries, { year, days, nextWord })}</section>
${findingsSection(findings)}
</main></body></html>
`.html;
}

function totals(entries: readonly YearEntry[], freezes: number): Html {
  const windows = entries.reduce((sum, entry) => sum + entry.windows.length, 0);
  const frozen = entries.reduce((sum, { frozenCount }) => sum + frozenCount, 0);
  const parts = [counted(entries.length, 'schedule'), counted(windows, 'window')];
  if (freezes > 0) parts.push(`${frozen} frozen by ${counted(freezes, 'freeze')}`);
  return html`<p>Patch windows: ${parts.join(', ')}.</p>`;
}

/** What depends on the catalogue: columns, the size of marks on paper, and the height of the rows of the table there. */
function sizesStyle({ widths, markHeightMm }: DayColumns, entryCount: number): string {
  const columns = widths.map((width, index) => `.month .d${index}{width:${width.toFixed(3)}%}`).join('');
  return `${columns}:root{--mark-on-paper:${markHeightMm}mm;--entries:${entryCount}}`;
}
