/** The table of entries: the key to the marks, and a choice of which to look at. */

import { type Html, html } from '../../shared/html/html.ts';
import { counted } from '../printing/counted.ts';
import { weekdayAndDate } from './calendar-words.ts';
import { entryMark, localHour } from './html-mark.ts';
import type { YearDays } from './year-days.ts';
import type { YearEntry } from './year-entries.ts';
import type { YearWindow } from './year-page-input.ts';
import { yearStrip } from './year-strip.ts';

interface TableParts {
  readonly year: number;
  readonly days: YearDays;
  /** Above the column of dates. */
  readonly nextWord: string;
}

export function entriesTable(entries: readonly YearEntry[], parts: TableParts): Html {
  if (entries.length === 0) return html`<p class="fine">The catalogue has no windows in ${String(parts.year)}.</p>`;
  return html`<table class="entries"><thead><tr><th scope="col">Schedule</th><th scope="col" class="opens">Opens</th><th scope="col" class="zone">Zone</th><th scope="col" class="environment">Environment</th><th scope="col" class="number">Windows</th><th scope="col" class="number lost">Frozen</th><th scope="col" class="next">${parts.nextWord}</th><th scope="col" class="of-year"><span>Jan</span><span>Dec</span></th></tr></thead>
<tbody>${entries.map((entry) => entryRow(entry, parts))}</tbody></table>`;
}

function entryRow(entry: YearEntry, { year, days, nextWord }: TableParts): Html {
  const { value, place, windows, frozenCount, next, words } = entry;
  const zones = [...new Set(windows.map(({ zone }) => zone))].join(', ');
  const environments = [...new Set(windows.map(({ environment }) => environment))].join(', ');
  return html`<tr id="row-${place}"><th scope="row"><label><input type="checkbox" class="pick" id="pick-${place}"${
    windows.length === 0 ? html` disabled` : html``
  }>${entryMark(entry)} <b>${value}</b></label>${findingsOf(entry)}</th><td class="opens">${words}</td><td class="zone">${zones}</td><td class="environment">${environments}</td><td class="number">${windows.length}</td><td class="number lost">${
    frozenCount === 0 ? '' : frozenCount
  }</td><td class="next" data-word="${nextWord}">${next === undefined ? 'none' : nextOpening(next)}</td><td class="of-year">${yearStrip(entry, year, days.stretches)}</td></tr>
`;
}

function nextOpening({ opensAt, date, zone }: YearWindow): Html {
  return html`<time datetime="${opensAt.toISOString()}">${weekdayAndDate(date)}<span class="hour">, ${localHour(opensAt, zone)}</span></time>`;
}

/** Which, in words, stands under the table. */
function findingsOf({ findings }: YearEntry): Html {
  if (findings.length === 0) return html``;
  return html` <a href="#findings" title="${[...new Set(findings.map(({ code }) => code))].join(', ')}">${counted(findings.length, 'finding')}</a>`;
}

/**
 * Chosen entries stay, and the others fade; so do all but the one that the pointer is on. Rules and no script, so that
 * it works in a page that a mail program or a wiki has stripped.
 */
export function choiceStyle(entries: readonly YearEntry[]): string {
  const rules = entries.map(
    ({ place }) =>
      `main:has(#pick-${place}:checked) .month .e${place}{opacity:1}main:has(#row-${place}:hover) .month .m:not(.e${place}){opacity:.12}`,
  );
  return `main:has(.pick:checked) .month .m{opacity:.12}${rules.join('')}`;
}
