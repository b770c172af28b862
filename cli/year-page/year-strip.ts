/** A year as a strip, a line for each window: the gaps between windows are seen at a glance. */
import { dayOf } from '../../shared/domain/schedule/civil.ts';
import { type Html, html } from '../../shared/html/html.ts';
import type { FrozenStretch } from './frozen-days.ts';
import type { YearEntry } from './year-entries.ts';

const HEIGHT = 12;

/** The strip is decoration: what it shows stands in the months and in the counts. */
export function yearStrip({ windows, mark }: YearEntry, year: number, stretches: readonly FrozenStretch[]): Html {
  const start = dayOf(`${year}-01-01`);
  const length = dayOf(`${year}-12-31`) - start + 1;
  const at = (date: string) => dayOf(date) - start;
  const months = Array.from({ length: 11 }, (_, index) => `${year}-${String(index + 2).padStart(2, '0')}-01`);
  const line = (x: number) => `M${x} 0v${HEIGHT}`;
  return html`<svg class="strip" viewBox="0 0 ${length} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false">${stretches.map(
    ({ first, last }) => html`<rect x="${at(first)}" width="${at(last) - at(first) + 1}" height="${HEIGHT}"/>`,
  )}<path class="months" d="${months.map((date) => line(at(date))).join('')}"/><path class="c${mark.colour}" d="${windows
    .map(({ date }) => line(at(date) + 0.5))
    .join('')}"/></svg>`;
}
