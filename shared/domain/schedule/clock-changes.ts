/** When the clocks of a zone are put forward or back. */
import { formatLocal, localDateOf } from './local-time.ts';

export interface ZoneClockChange {
  readonly zone: string;
  /** The local date on which it happens: that of the first instant after it. */
  readonly date: string;
  readonly kind: 'forward' | 'back';
  /** The first instant after it. */
  readonly instant: Date;
}

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

/** The changes in [from, to), in order. No zone changes twice within a day. */
export function clockChanges({ zone, from, to }: { zone: string; from: Date; to: Date }): ZoneClockChange[] {
  const changes: ZoneClockChange[] = [];
  // Whole seconds, since the clocks change on one; and the second before `from`, since a change at `from` itself counts.
  const start = Math.floor(from.getTime() / SECOND_MS) * SECOND_MS - SECOND_MS;
  for (let before = start; before < to.getTime(); before += DAY_MS) {
    const after = before + DAY_MS;
    const difference = offsetMs(after, zone) - offsetMs(before, zone);
    if (difference === 0) continue;

    const instant = firstInstantAfterChange({ before, after, zone });
    if (instant < from || instant >= to) continue;
    const kind = difference > 0 ? 'forward' : 'back';
    changes.push({ zone, date: localDateOf(instant, zone), kind, instant });
  }
  return changes;
}

/** Halves until both sides are a second apart. */
function firstInstantAfterChange(stretch: { before: number; after: number; zone: string }): Date {
  const offsetBefore = offsetMs(stretch.before, stretch.zone);
  let { before, after } = stretch;
  while (after - before > SECOND_MS) {
    const middle = before + Math.floor((after - before) / (2 * SECOND_MS)) * SECOND_MS;
    if (offsetMs(middle, stretch.zone) === offsetBefore) before = middle;
    else after = middle;
  }
  return new Date(after);
}

/** Local time less UTC. */
function offsetMs(instant: number, zone: string): number {
  const wall = formatLocal(new Date(instant), zone).slice(0, 19);
  return Date.parse(`${wall}Z`) - instant;
}
