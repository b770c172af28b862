/** `rate(5 minutes)` and `cron(0 2 ? * 7#4 *)`, in a zone: the instants at which a schedule is due. */
import { dateOf, dayOf } from '../../shared/domain/schedule/civil.ts';
import { instantOf, localDateOf } from '../../shared/domain/schedule/local-time.ts';
import { readCron } from './cron.ts';

/** The first instant after the given one; undefined when there is none in the next years. */
export type NextInstant = (after: Date) => Date | undefined;

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const DAYS_SEARCHED_MAX = 4 * 366;

export function readScheduleExpression(
  expression: string,
  { zone, start }: { zone: string; start: Date },
): NextInstant {
  const [, amount, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitMs = UNIT_MS[unit];
  if (amount !== undefined && unitMs !== undefined) return everyMs(Number(amount) * unitMs, start);
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  if (fields === undefined) throw new Error(`Cannot read schedule ${expression}: wanted rate(5 minutes) or cron(…)`);
  return byCron(fields, zone);
}

function everyMs(periodMs: number, start: Date): NextInstant {
  return (after) => {
    const periods = Math.floor((after.getTime() - start.getTime()) / periodMs) + 1;
    return new Date(start.getTime() + Math.max(periods, 0) * periodMs);
  };
}

/** A local time that a clock change skips is skipped; one that comes twice counts once, the first time. */
function byCron(fields: string, zone: string): NextInstant {
  const cron = readCron(fields);
  return (after) => {
    const first = dayOf(localDateOf(after, zone));
    for (let day = first; day < first + DAYS_SEARCHED_MAX; day += 1) {
      const date = dateOf(day);
      if (!cron.onDay(date)) continue;
      for (const hour of cron.hours) {
        const { instant, kind } = instantOf({ date, hour }, zone);
        if (kind === 'gap') continue;
        for (const minute of cron.minutes) {
          const due = new Date(instant.getTime() + minute * 60_000);
          if (due > after) return due;
        }
      }
    }
    return undefined;
  };
}
