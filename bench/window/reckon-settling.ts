/** What it takes to settle all cells of a window, reckoned from one cell of each kind: every kind is as frequent. */
import type { Counts } from './aws-calls.ts';
import type { PlayedWindow } from './play-window.ts';

export function reckonSettling({ size, settling }: PlayedWindow): Counts {
  const times = (size.accounts * size.regions) / settling.length;
  const sums = new Map<string, number>();
  for (const { counts } of settling) {
    for (const [operation, count] of counts) sums.set(operation, (sums.get(operation) ?? 0) + count);
  }
  return new Map([...sums].map(([operation, sum]) => [operation, Math.round(sum * times)]));
}
