/** AWS cron: minutes, hours, day of month, month, day of week (SUN is 1), year; one of the two day fields is `?`. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly onDay: (date: string) => boolean;
}

type DayTest = (day: Day) => boolean;

interface Day {
  readonly dayOfMonth: number;
  readonly lastOfMonth: number;
  /** SUN is 1. */
  readonly weekday: number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

export function readCron(expression: string): Cron {
  const [minutes, hours, daysOfMonth, months, weekdays, years, ...rest] = expression.trim().split(/\s+/);
  if (years === undefined || rest.length > 0 || weekdays === undefined || daysOfMonth === undefined) {
    throw new Error(`Cannot read cron(${expression}): wanted six fields`);
  }
  if ((daysOfMonth === '?') === (weekdays === '?')) {
    throw new Error(`Cannot read cron(${expression}): wanted ? in one of the two day fields, and only in one`);
  }
  const month = numbers(months ?? '', { from: 1, to: 12, names: MONTHS });
  const year = numbers(years, { from: 1970, to: 2199, names: [] });
  const dayMatches = weekdays === '?' ? readDaysOfMonth(daysOfMonth) : readWeekdays(weekdays);
  return {
    minutes: numbers(minutes ?? '', { from: 0, to: 59, names: [] }),
    hours: numbers(hours ?? '', { from: 0, to: 23, names: [] }),
    onDay(date) {
      const at = new Date(`${date}T00:00:00Z`);
      return year.includes(at.getUTCFullYear()) && month.includes(at.getUTCMonth() + 1) && dayMatches(describe(at));
    },
  };
}

function readDaysOfMonth(field: string): DayTest {
  if (field === 'L') return ({ dayOfMonth, lastOfMonth }) => dayOfMonth === lastOfMonth;
  const days = numbers(field, { from: 1, to: 31, names: [] });
  return ({ dayOfMonth }) => days.includes(dayOfMonth);
}

/** `7#4` is the fourth Saturday, `7L` the last one. */
function readWeekdays(field: string): DayTest {
  const [, nthDay, nth] = /^(\w+)#([1-5])$/.exec(field) ?? [];
  if (nthDay !== undefined) {
    const [wanted] = numbers(nthDay, { from: 1, to: 7, names: WEEKDAYS });
    return ({ weekday, dayOfMonth }) => weekday === wanted && Math.ceil(dayOfMonth / 7) === Number(nth);
  }
  const [, lastDay] = /^(\w+)L$/.exec(field) ?? [];
  if (lastDay !== undefined) {
    const [wanted] = numbers(lastDay, { from: 1, to: 7, names: WEEKDAYS });
    return ({ weekday, dayOfMonth, lastOfMonth }) => weekday === wanted && dayOfMonth > lastOfMonth - 7;
  }
  const days = numbers(field, { from: 1, to: 7, names: WEEKDAYS });
  return ({ weekday }) => days.includes(weekday);
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** Names of the numbers, in order, from the first. */
  readonly names: readonly string[];
}

/** `*`, `5`, `MON-FRI`, `0/15`, and lists of these. */
function numbers(field: string, { from, to, names }: Range): number[] {
  const value = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const number = named >= 0 ? named + from : Number(text);
    if (Number.isInteger(number) && number >= from && number <= to) return number;
    throw new Error(`Cannot read cron field ${field}: ${text} is not between ${from} and ${to}`);
  };
  const found = field.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [first = '', last] = range === '*' ? [String(from), String(to)] : range.split('-');
    const end = last === undefined ? (step === undefined ? value(first) : to) : value(last);
    const list: number[] = [];
    for (let number = value(first); number <= end; number += Math.max(1, Number(step ?? 1))) list.push(number);
    return list;
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

function describe(at: Date): Day {
  return {
    dayOfMonth: at.getUTCDate(),
    lastOfMonth: new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate(),
    weekday: at.getUTCDay() + 1,
  };
}
