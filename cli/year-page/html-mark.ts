/** A window on a day: the hour at which it opens. The same mark stands in the table of entries, which so is the key. */
import { formatLocal } from '../../shared/domain/schedule/local-time.ts';
import { type Html, html } from '../../shared/html/html.ts';
import type { YearEntry } from './year-entries.ts';
import type { YearWindow } from './year-page-input.ts';

export function windowMark(entry: YearEntry, window: YearWindow): Html {
  const { mark, place } = entry;
  const classes = [`m e${place} c${mark.colour} ${mark.fill}`];
  if (window.frozenBy !== undefined) classes.push('frozen');
  if (window.clockChange !== 'exact') classes.push('moved');
  return html`<i class="${classes.join(' ')}" role="img" title="${windowWords(window)}">${mark.text}</i>`;
}

/** Of the table, where the words stand beside it. */
export function entryMark({ mark }: YearEntry): Html {
  return html`<i class="m c${mark.colour} ${mark.fill}" aria-hidden="true">${mark.text}</i>`;
}

export function windowWords(window: YearWindow): string {
  const { schedule, zone, environment, opensAt, closesAt, clockChange, frozenBy } = window;
  const words = [`${schedule}, ${environment}: ${localHour(opensAt, zone)} to ${localHour(closesAt, zone)} ${zone}`];
  switch (clockChange) {
    case 'exact':
      break;
    case 'gap':
      words.push('its hour does not exist on this day, and it opens when the clocks have moved');
      break;
    case 'overlap':
      words.push('its hour comes twice on this day, and it opens at the first');
      break;
  }
  if (frozenBy !== undefined) words.push(`frozen by ${frozenBy}`);
  return words.join('; ');
}

/** `02:00`. */
export function localHour(instant: Date, zone: string): string {
  return formatLocal(instant, zone).slice(11, 16);
}
