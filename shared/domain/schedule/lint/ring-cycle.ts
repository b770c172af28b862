import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import type { LintEntry } from './lint-input.ts';

export function ringCycle(entry: LintEntry, { entries }: LintContext): Finding[] {
  const cycle = cycleOf(entry.value, entries);
  if (cycle === undefined) return [];

  const sentence = `${entry.value} waits for itself: ${cycle.join(' after ')}, so none of them ever opens.`;
  const cure = 'Take `after` off the first ring.';
  return [{ code: 'ring-cycle', entry: entry.value, sentence, dates: [], cure }];
}

/** The way from an entry over the rings before it back to itself; undefined where it does not come back. */
export function cycleOf(value: string, entries: ReadonlyMap<string, LintEntry>): string[] | undefined {
  const way = [value];
  for (let before = entries.get(value)?.rule?.after; before !== undefined; before = entries.get(before)?.rule?.after) {
    if (before === value) return [...way, value];
    if (way.includes(before)) return undefined; // It leads into a cycle, and is not on it.
    way.push(before);
  }
  return undefined;
}
