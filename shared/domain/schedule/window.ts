/**
 * A window: one occurrence of a schedule.
 *
 *   W1. Its identity is the schedule and the nominal local date, so that no edit of zone or hour makes a second one.
 *   W2. It is half-open: it holds opensAt and does not hold closesAt. The same goes for the cutoff.
 *   W3. Durations are elapsed hours: a window of four hours lasts four hours also when the clock changes inside it.
 */
import { type Opening, occurrences } from './occurrences.ts';
import { parseSchedule } from './schedule.ts';

export interface Window {
  /** Such as `2SATX4@2026-04-25`. */
  readonly id: string;
  /** Such as `2SATX4`. */
  readonly schedule: string;
  /** The nominal local date. */
  readonly date: string;
  readonly opensAt: Date;
  /** From here on no install may begin. */
  readonly cutoffAt: Date;
  readonly closesAt: Date;
}

/** What a catalogue entry says about its windows. */
export interface WindowRule {
  readonly zone: string;
  readonly durationHours: number;
  /** Counted back from the close. */
  readonly cutoffHours: number;
  readonly offsetDays: number;
}

export function windowOf(schedule: string, rule: WindowRule, { date, instant }: Omit<Opening, 'clockChange'>): Window {
  const closesAt = hoursAfter(instant, rule.durationHours); // W3
  const cutoffAt = hoursAfter(closesAt, -rule.cutoffHours);
  return { id: `${schedule}@${date}`, schedule, date, opensAt: instant, cutoffAt, closesAt }; // W1
}

/** The windows that open in [from, to), in order of their opening and then of their id, computed one at a time. */
export function* windowsBetween(
  catalogue: Iterable<readonly [schedule: string, rule: WindowRule]>,
  from: Date,
  to: Date,
): Generator<Window> {
  const queue: Upcoming[] = [];
  for (const [schedule, rule] of catalogue) enqueue(queue, windowsOf(schedule, rule, from, to));

  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    yield next.window;
    enqueue(queue, next.later);
  }
}

/** A schedule's earliest window that has not been given out, and those that follow it. */
interface Upcoming {
  readonly window: Window;
  readonly later: Generator<Window>;
}

function* windowsOf(value: string, rule: WindowRule, from: Date, to: Date): Generator<Window> {
  const parsed = parseSchedule(value);
  if (parsed.kind === 'refused') throw new Error(`Cannot compute windows: ${parsed.reason}`);

  const { schedule } = parsed;
  const { zone, offsetDays } = rule;
  for (const opening of occurrences({ schedule, zone, offsetDays, from, to })) yield windowOf(value, rule, opening);
}

/** Binary search, since a catalogue may hold a thousand schedules and every window passes through here. */
function enqueue(queue: Upcoming[], windows: Generator<Window>): void {
  const { value: window, done } = windows.next();
  if (done === true) return;

  let [low, high] = [0, queue.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = queue[middle];
    if (other !== undefined && inOrder(other.window, window)) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, { window, later: windows });
}

function inOrder(one: Window, other: Window): boolean {
  const difference = one.opensAt.getTime() - other.opensAt.getTime();
  return difference === 0 ? one.id <= other.id : difference < 0;
}

function hoursAfter(instant: Date, hours: number): Date {
  return new Date(instant.getTime() + hours * 3_600_000);
}
