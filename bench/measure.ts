/** How long a piece of work takes: the fastest of a few rounds, since all that disturbs a round makes it slower. */
export interface Measurement {
  readonly what: string;
  /** Evaluations in one round. */
  readonly count: number;
  readonly milliseconds: number;
  readonly perSecond: number;
}

/** Gives milliseconds from any beginning, such as `performance.now`. */
export type Stopwatch = () => number;

const ROUNDS = 5;

/** `work` answers how many evaluations it has done, and must do the same in every round. */
export function measure(what: string, work: () => number, stopwatch: Stopwatch): Measurement {
  const count = work(); // Not timed: it fills the caches that a running process has.
  const times = Array.from({ length: ROUNDS }, () => {
    const begun = stopwatch();
    const again = work();
    if (again !== count) throw new Error(`Cannot measure ${what}: it counted ${again} after ${count}`);
    return stopwatch() - begun;
  });
  const milliseconds = Math.min(...times);
  return { what, count, milliseconds, perSecond: count / (milliseconds / 1000) };
}
