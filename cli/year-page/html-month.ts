/** A month as a table of weeks, with what stands on each day. */
import { dayOf, dayOfMonth } from '../../shared/domain/schedule/civil.ts';
import { type Html, html } from '../../shared/html/html.ts';
import { counted } from '../printing/counted.ts';
import { DAYS, MONTHS } from './calendar-words.ts';
import { windowMark } from './html-mark.ts';
import { monthWeeks, type Week } from './month-weeks.ts';
import type { YearDays } from './year-days.ts';
import type { ZoneChange } from './year-page-input.ts';

/** The month counts from 1. */
export function monthTable(year: number, month: number, days: YearDays): Html {
  const weeks = monthWeeks(year, month);
  const count = weeks.flat().reduce((sum, date) => sum + (days.windows.get(date ?? '')?.length ?? 0), 0);
  return html`<table class="month"><caption>${MONTHS[month - 1] ?? ''} <span>${counted(count, 'window')}</span></caption>
<colgroup>${DAYS.map((_, index) => html`<col class="d${index}">`)}</colgroup>
<thead><tr>${DAYS.map((day) => html`<th scope="col" abbr="${day}">${day.slice(0, 1)}</th>`)}</tr></thead>
<tbody>${weeks.map((week) => weekRow(week, days))}</tbody></table>
`;
}

function weekRow(week: Week, days: YearDays): Html {
  return html`<tr>${week.map((date) => (date === undefined ? html`<td class="none"></td>` : dayCell(date, days)))}</tr>`;
}

function dayCell(date: string, days: YearDays): Html {
  const windows = days.windows.get(date) ?? [];
  const freezes = days.frozen.get(date) ?? [];
  const changes = days.changes.get(date) ?? [];
  const classes = [windows.length > 0 ? 'busy' : '', freezes.length > 0 ? 'ice' : ''].filter(Boolean).join(' ');
  return html`<td${classes === '' ? html`` : html` class="${classes}"`}>${dateNumber(date, days)}${
    changes.length === 0 ? html`` : clockSign(changes)
  }${freezes.length === 0 ? html`` : html`<span class="heard">frozen: ${freezes.join(', ')}</span>`}${
    windows.length === 0
      ? html``
      : html`<div class="marks">${windows.map(({ entry, window }) => windowMark(entry, window))}</div>`
  }</td>`;
}

function dateNumber(date: string, { tuesdays }: YearDays): Html {
  const number = dayOfMonth(dayOf(date));
  if (!tuesdays.has(date)) return html`<time datetime="${date}">${number}</time>`;
  return html`<time datetime="${date}" class="tuesday" title="Patch Tuesday">${number}<span class="heard"> Patch Tuesday</span></time>`;
}

function clockSign(changes: readonly ZoneChange[]): Html {
  const words = changes.map(({ zone, kind }) => `${zone}: the clocks go ${kind}`).join('; ');
  return html`<span class="clock" role="img" title="${words}">${clockArrows(changes)}</span>`;
}

/** One arrow for all zones that move the same way. */
export function clockArrows(changes: readonly Pick<ZoneChange, 'kind'>[]): string {
  const back = changes.some(({ kind }) => kind === 'back') ? '◄' : '';
  return back + (changes.some(({ kind }) => kind === 'forward') ? '►' : '');
}
