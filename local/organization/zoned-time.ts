/**
 * Local times as people type and read them. Windows are not computed here but in `shared/domain/schedule`; this is for
 * the run's own edges (`--from`, `--to`, `--without-ticks`) and for print, where a minute matters and a rule does not.
 */
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;
const DAY_MS = 86_400_000;

export function isZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads `2026-03-06T18:00` as a local time of the zone, `2026-03-06T18:00+01:00` and `…Z` as they stand. A local time
 * that exists twice is its first; one that a clock change skips moves on by what is skipped. Undefined if unreadable.
 */
export function parseInstant(text: string, zone: string): Date | undefined {
  if (WITH_OFFSET.test(text)) return existing(new Date(text));
  const match = LOCAL.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  const wall = new Date(`${text.slice(0, 10)}T${text.slice(11, 16)}:${match[6] ?? '00'}Z`);
  const typed = [year, month, day, hour, minute, second].slice(0, 5);
  const kept = [
    wall.getUTCFullYear(),
    wall.getUTCMonth() + 1,
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
  ];
  // JavaScript reads 30 February as 2 March: what does not come back as it was typed does not exist.
  if (Number.isNaN(wall.getTime()) || typed.some((part, index) => part !== kept[index])) return undefined;
  const before = offsetMs(new Date(wall.getTime() - DAY_MS), zone);
  const after = offsetMs(new Date(wall.getTime() + DAY_MS), zone);
  const readings = [before, after].map((offset) => ({ instant: new Date(wall.getTime() - offset), offset }));
  const first = readings
    .filter(({ instant, offset }) => offsetMs(instant, zone) === offset)
    .sort((a, b) => a.instant.getTime() - b.instant.getTime())[0];
  return first?.instant ?? new Date(wall.getTime() - before);
}

export interface LocalTime {
  /** `2026-03-06` */
  readonly date: string;
  /** `22:00` */
  readonly time: string;
  /** `Fri` */
  readonly weekday: string;
}

export function localTime(instant: Date, zone: string): LocalTime {
  const parts = partsOf(instant, zone);
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
    weekday: parts['weekday'] ?? '',
  };
}

/** `Fri 22:00`: short, for a run of a few days whose dates stand in its header. */
export function dayAndTime(instant: Date, zone: string): string {
  const { weekday, time } = localTime(instant, zone);
  return `${weekday} ${time}`;
}

function existing(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function offsetMs(instant: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(instant, zone);
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return wall - Math.floor(instant.getTime() / 1000) * 1000;
}

function partsOf(instant: Date, zone: string): Readonly<Record<string, string>> {
  const parts = formatterOf(zone).formatToParts(instant);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** Building a formatter costs a hundred times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    weekday: 'short',
  });
  formatters.set(zone, formatter);
  return formatter;
}
