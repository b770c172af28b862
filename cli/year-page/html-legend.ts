/** What the signs mean, and the freezes and clock changes by name. */
import { type Html, html } from '../../shared/html/html.ts';
import { dayAndMonth } from './calendar-words.ts';
import { clockArrows } from './html-month.ts';
import type { YearDays } from './year-days.ts';
import type { YearEntry } from './year-entries.ts';
import type { ZoneChange } from './year-page-input.ts';

interface LegendLine {
  readonly sign: Html;
  readonly text: Html;
}

/** Only what the page really shows. */
export function legend(entries: readonly YearEntry[], days: YearDays): Html {
  const lines = [
    ...markLines(entries, days),
    ...days.stretches.map(({ calendar, first, last }) => ({
      sign: html`<i class="ice"></i>`,
      text: html`<b>freeze</b> ${calendar}, ${first === last ? dayAndMonth(first) : `${dayAndMonth(first)} to ${dayAndMonth(last)}`}`,
    })),
    ...[...days.changes].flatMap(([date, changes]) => changeLines(date, changes)),
  ];
  return html`<ul class="legend">${lines.map(({ sign, text }) => html`<li>${sign}<span>${text}</span></li>`)}</ul>
<p class="fine">Days and hours are local to each schedule’s zone${days.stretches.length > 0 ? `, the days of freezes to ${days.zone}` : ''}. Colours repeat: hour, column and fill say which schedule it is.</p>`;
}

function markLines(entries: readonly YearEntry[], { windows, tuesdays }: YearDays): LegendLine[] {
  const all = [...windows.values()].flat();
  const lines: (LegendLine & { readonly shown: boolean })[] = [
    {
      shown: entries.some(({ mark }) => mark.fill === 'weekly'),
      sign: html`<i class="m c0 weekly">2</i>`,
      text: html`<b>weekly</b>, opens at 02:00`,
    },
    {
      shown: entries.some(({ mark }) => mark.fill === 'monthly'),
      sign: html`<i class="m c0 monthly">2</i>`,
      text: html`<b>monthly</b>, opens at 02:00`,
    },
    {
      shown: entries.some(({ mark }) => mark.text.endsWith('+')),
      sign: html`<i class="m c0 monthly">4+</i>`,
      text: html`<b>moved</b> some days past the day of its name`,
    },
    {
      shown: all.some(({ window }) => window.clockChange !== 'exact'),
      sign: html`<i class="m c0 weekly moved">2</i>`,
      text: html`its <b>hour is missing or doubled</b> on that day`,
    },
    {
      shown: all.some(({ window }) => window.frozenBy !== undefined),
      sign: html`<i class="m frozen">2</i>`,
      text: html`<b>frozen</b>, does not open`,
    },
    {
      shown: tuesdays.size > 0,
      sign: html`<span class="tuesday">10</span>`,
      text: html`<b>Patch Tuesday</b>`,
    },
  ];
  return lines.filter(({ shown }) => shown);
}

function changeLines(date: string, changes: readonly ZoneChange[]): LegendLine[] {
  return (['back', 'forward'] as const).flatMap((kind) => {
    const zones = changes.filter((change) => change.kind === kind).map(({ zone }) => zone);
    if (zones.length === 0) return [];
    return [
      {
        sign: html`<span class="clock">${clockArrows([{ kind }])}</span>`,
        text: html`<b>clocks ${kind}</b> ${dayAndMonth(date)}, ${zones.join(', ')}`,
      },
    ];
  });
}
