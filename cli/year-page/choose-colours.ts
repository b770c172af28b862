/**
 * A colour for each entry. There are only as many as remain apart under the common colour blindnesses, so entries share
 * them; those that meet on a day get different ones as long as that can be done. Colour is never the only sign: a mark
 * also carries its hour, and its column and its fill say the rest of the schedule.
 */
export const COLOUR_COUNT = 6;

/** The colours, 0 to 5, of the entries in their order; each entry is given as the days on which it has windows. */
export function chooseColours(entries: readonly ReadonlySet<string>[]): number[] {
  const chosen: number[] = [];
  for (const [index, days] of entries.entries()) {
    const met = new Array<number>(COLOUR_COUNT).fill(0);
    const used = new Array<number>(COLOUR_COUNT).fill(0);
    for (const [other, colour] of chosen.entries()) {
      used[colour] = (used[colour] ?? 0) + 1;
      const shared = [...(entries[other] ?? [])].filter((day) => days.has(day)).length;
      met[colour] = (met[colour] ?? 0) + shared;
    }
    // Fewest shared days first, then the least used; the first such, so that the choice is always the same.
    const cost = (colour: number) => (met[colour] ?? 0) * entries.length + (used[colour] ?? 0);
    const colours = Array.from({ length: COLOUR_COUNT }, (_, colour) => colour);
    chosen[index] = colours.reduce((best, colour) => (cost(colour) < cost(best) ? colour : best), 0);
  }
  return chosen;
}
