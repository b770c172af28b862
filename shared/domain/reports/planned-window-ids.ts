import type { Catalogue } from '../catalogue/catalogue-entry.ts';
import { type WindowRule, windowsBetween } from '../schedule/window.ts';
import type { Period } from './report-period.ts';

const DAY_MS = 86_400_000;
/** Of a schedule without an entry: the nominal date needs no more. */
const BARE: WindowRule = { zone: 'UTC', durationHours: 1, cutoffHours: 0, offsetDays: 0 };

/**
 * The ids that windows of a period would have. The ledger has no list of windows by time, so each that may be there is
 * asked for: those of the catalogue in force, and of schedules that ran before and have been withdrawn.
 */
export function plannedWindowIds(catalogue: Catalogue, ranBefore: Iterable<string>, { from, to }: Period): string[] {
  const rules = new Map<string, WindowRule>();
  for (const value of ranBefore) rules.set(value, BARE);
  for (const entry of catalogue.kind === 'read' ? catalogue.entries : []) rules.set(entry.value, entry);
  // Zones reach a day to either side of UTC.
  const stretch = [new Date(from.getTime() - DAY_MS), new Date(to.getTime() + DAY_MS)] as const;
  return [...windowsBetween(rules, ...stretch)].map(({ id }) => id);
}
