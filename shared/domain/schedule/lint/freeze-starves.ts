/**
 * A freeze may take a window now and then; it starves an entry when it makes the pause between two windows longer than
 * two months. Weekly entries so survive the turn of the year, and monthly ones the loss of one window, not of two.
 */
import { dayOf } from '../civil.ts';
import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import type { Subject, SubjectWindow } from './subject.ts';
import { within } from './within.ts';

/** Two months' windows are 28 or 35 days apart, never 35 twice in a row: a schedule that loses one waits 56 or 63. */
export const PAUSE_MAX_DAYS = 63;

export function freezeStarves({ value, rule, windows }: Subject, context: LintContext): Finding[] {
  const starving = hungryStretches(windows).filter(({ days }) => days > PAUSE_MAX_DAYS);
  const told = starving.filter(({ taken }) => within(context, taken).length > 0);
  if (told.length === 0) return [];

  const dates = told.flatMap(({ taken }) => within(context, taken)).map(({ date }) => date);
  const longest = told.reduce((one, other) => (other.days > one.days ? other : one));
  const calendars = (rule.calendars ?? []).join(', ');
  const pause =
    longest.until === undefined ? `at least ${longest.days} days` : `${longest.days} days, until ${longest.until}`;
  const sentence = `Freezes of ${calendars} take ${countOf(dates.length, 'window')} of ${value}: it goes without one for ${pause}, and more than ${PAUSE_MAX_DAYS} is starving.`;
  const cure = `Shorten the freeze so that a window of ${value} stays free, or take the calendar off this entry.`;
  return [{ code: 'freeze-starves', entry: value, sentence, dates, cure }];
}

interface HungryStretch {
  readonly taken: readonly SubjectWindow[];
  readonly days: number;
  /** The date of the first free window after it; undefined where none follows within a year. */
  readonly until: string | undefined;
}

/** Each run of frozen windows, with the pause from the free one before it to the free one after it. */
function hungryStretches(windows: readonly SubjectWindow[]): HungryStretch[] {
  const free = windows.map((window, index) => ({ window, index })).filter(({ window }) => !window.frozen);
  const bounds = [{ window: undefined, index: -1 }, ...free, { window: undefined, index: windows.length }];
  return bounds.flatMap((before, position) => {
    const after = bounds[position + 1];
    if (after === undefined) return [];

    const taken = windows.slice(before.index + 1, after.index);
    const since = before.window ?? taken.at(0);
    const until = after.window ?? taken.at(-1);
    if (since === undefined || until === undefined || taken.length === 0) return [];
    return [{ taken, days: dayOf(until.date) - dayOf(since.date), until: after.window?.date }];
  });
}
