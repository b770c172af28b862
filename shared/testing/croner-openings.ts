/** What an npm cron library that knows `#` makes of a schedule, and what we make of it where both must agree. */
import { Cron } from 'croner';
import { occurrences } from '../domain/schedule/occurrences.ts';
import { parseSchedule } from '../domain/schedule/schedule.ts';

const HOUR_MS = 3_600_000;

interface Compared {
  readonly ours: readonly string[];
  readonly croner: readonly string[];
}

/**
 * The instants of both, those on a day left out of which the clock changes: there the two promise different things
 * (croner skips or repeats by rules of its own).
 */
export function compareWithCroner(value: string, { zone, from, to }: { zone: string; from: Date; to: Date }): Compared {
  const parsed = parseSchedule(value);
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  const { schedule } = parsed;
  const week = schedule.occurrence.kind === 'nth' ? `#${schedule.occurrence.nth}` : '';
  const cron = new Cron(`0 ${schedule.hour} * * ${schedule.weekday}${week}`, { timezone: zone });

  const calm = calmDays(zone);
  return {
    ours: [...occurrences({ schedule, zone, offsetDays: 0, from, to })]
      .map(({ instant }) => instant)
      .filter(calm)
      .map(iso),
    croner: runsOf(cron, from, to).filter(calm).map(iso),
  };
}

function runsOf(cron: Cron, from: Date, to: Date): Date[] {
  const runs: Date[] = [];
  let run = cron.nextRun(new Date(from.getTime() - 1));
  for (; run !== null && run < to; run = cron.nextRun(run)) runs.push(run);
  return runs;
}

/** Whether the clock shows the same distance to UTC half a day before an instant and half a day after it. */
function calmDays(zone: string): (instant: Date) => boolean {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const ahead = (at: number): number => Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at;
  return (instant) => ahead(instant.getTime() - 12 * HOUR_MS) === ahead(instant.getTime() + 12 * HOUR_MS);
}

function iso(instant: Date): string {
  return instant.toISOString();
}
