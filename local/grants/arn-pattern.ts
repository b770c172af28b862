/**
 * Patterns of ARNs, and whether two of them have an ARN in common. In a pattern `*` is any text, as in IAM; `NAME`
 * stands for a name that only a deployment knows, some text without `:` and `/`, and `PATH` for one that may have slashes.
 */
export const NAME = '\u0001';
export const PATH = '\u0002';

export function overlap(one: string, other: string): boolean {
  return overlapFrom({ one, other }, 0, 0, new Map());
}

interface Pair {
  readonly one: string;
  readonly other: string;
}

function overlapFrom(pair: Pair, i: number, j: number, known: Map<string, boolean>): boolean {
  const key = `${i},${j}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  known.set(key, false);
  const answer = overlapNow(pair, i, j, known);
  known.set(key, answer);
  return answer;
}

/** A wild part either ends here, or takes one more character (or wild part) of the other pattern. */
function overlapNow(pair: Pair, i: number, j: number, known: Map<string, boolean>): boolean {
  const [a, b] = [pair.one[i], pair.other[j]];
  if (a === undefined && b === undefined) return true;
  if (isWild(a)) {
    if (overlapFrom(pair, i + 1, j, known)) return true;
    if (takes(a, b) && overlapFrom(pair, i, j + 1, known)) return true;
  }
  if (isWild(b)) {
    if (overlapFrom(pair, i, j + 1, known)) return true;
    if (takes(b, a) && overlapFrom(pair, i + 1, j, known)) return true;
  }
  return a !== undefined && a === b && overlapFrom(pair, i + 1, j + 1, known);
}

function isWild(part: string | undefined): boolean {
  return part === '*' || part === PATH || part === NAME;
}

function takes(wild: string | undefined, part: string | undefined): boolean {
  if (part === undefined) return false;
  return wild === '*' || (part !== ':' && (wild === PATH || part !== '/'));
}
