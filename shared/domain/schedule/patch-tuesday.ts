/** Patch Tuesday, the second of the month: when Microsoft publishes, and from when on a window can bring new patches. */
import { dateOf, dayOf, daysUntil } from './civil.ts';
import { instantOf } from './local-time.ts';

/** Where and when it publishes: ten in the morning at its own place. */
const RELEASE_ZONE = 'America/Los_Angeles';
const RELEASE_HOUR = 10;

/** The date in a month such as `2026-03`. */
export function patchTuesdayOf(month: string): string {
  const first = dayOf(`${month}-01`);
  return dateOf(first + daysUntil('TUE', first) + 7);
}

/** The twelve dates of a year, in order. */
export function patchTuesdaysOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, index) => patchTuesdayOf(`${year}-${String(index + 1).padStart(2, '0')}`));
}

/** Asked for again and again by every entry of a catalogue; twelve a year, so this cannot grow without end. */
const published = new Map<string, Date>();

/** A window that opens earlier, though it be on the very day, installs the patches of the month before. */
export function patchesPublishedAt(month: string): Date {
  const known = published.get(month);
  if (known !== undefined) return known;

  const { instant } = instantOf({ date: patchTuesdayOf(month), hour: RELEASE_HOUR }, RELEASE_ZONE);
  published.set(month, instant);
  return instant;
}
