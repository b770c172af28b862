/** Runs the virtual clock to the end of the weekend in steps, so that a person sees it move. */
import { SingleBar } from 'cli-progress';
import type { VirtualClock } from '../clock.ts';
import { dayAndTime } from '../organization/zoned-time.ts';

const STEP_MS = 15 * 60_000;

export interface Progress {
  readonly start: (steps: number) => void;
  readonly step: (done: number, now: Date) => void;
  readonly stop: () => void;
}

export async function runClock(clock: VirtualClock, to: Date, progress: Progress): Promise<void> {
  const from = clock.now();
  const steps = Math.ceil((to.getTime() - from.getTime()) / STEP_MS);
  progress.start(steps);
  for (let step = 1; step <= steps; step += 1) {
    await clock.runUntil(new Date(Math.min(from.getTime() + step * STEP_MS, to.getTime())));
    progress.step(step, clock.now());
    // Lets the terminal draw: the steps themselves may never yield to it.
    await new Promise((resolve) => setImmediate(resolve));
  }
  progress.stop();
}

export const noProgress: Progress = { start: () => {}, step: () => {}, stop: () => {} };

/** A bar on a terminal; a log file would only be filled by it. */
export function progressOn(stream: NodeJS.WriteStream, zone: string): Progress {
  if (stream.isTTY !== true) return noProgress;
  const bar = new SingleBar({
    format: '  {bar} {now}  {percentage} %',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  return {
    start: (steps) => bar.start(steps, 0, { now: '' }),
    step: (done, now) => bar.update(done, { now: dayAndTime(now, zone) }),
    stop: () => bar.stop(),
  };
}
