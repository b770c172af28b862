/**
 * The approved values that the fewest slips turn a text into. The metric is optimal string alignment (restricted
 * Damerau–Levenshtein): a character inserted, dropped or replaced costs 1, and so do two neighbours swapped, because
 * that is how people mistype. Case and surrounding space cost nothing.
 */
export type Nearest =
  | { readonly kind: 'one'; readonly value: string; readonly distance: number }
  /** In the order of the approved values. */
  | { readonly kind: 'several'; readonly values: readonly string[]; readonly distance: number }
  | { readonly kind: 'none' };

/** Three slips turn any schedule into nearly any other one. */
const DISTANCE_MAX = 2;

/** A tag value has at most 256 characters, but none of those that could be near is longer than this. */
const LENGTH_MAX = 16;

export function nearestValues(text: string, approved: Iterable<string>): Nearest {
  const meant = text.trim().toUpperCase();
  if (meant.length > LENGTH_MAX) return { kind: 'none' };

  // More than half of the characters wrong is no slip but another word.
  let distance = Math.min(DISTANCE_MAX, Math.floor(meant.length / 2));
  let values: string[] = [];
  for (const value of new Set(approved)) {
    const candidate = alignmentDistance(meant, value.toUpperCase());
    if (candidate > distance) continue;
    if (candidate < distance) values = [];
    distance = candidate;
    values.push(value);
  }

  const [value] = values;
  if (value === undefined) return { kind: 'none' };
  return values.length === 1 ? { kind: 'one', value, distance } : { kind: 'several', values, distance };
}

/** Row by row of the usual table, of which only the last two rows are needed. */
export function alignmentDistance(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          at(current, column - 1) + 1,
          at(last, column) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
