/** Enough to see what is wrong; `run.json` has the rest. */
const SHOWN_MAX = 12;

export function firstOf(lines: readonly string[]): string[] {
  const rest = lines.length - SHOWN_MAX;
  return rest > 1 ? [...lines.slice(0, SHOWN_MAX), `and ${rest} more, in run.json`] : [...lines];
}
