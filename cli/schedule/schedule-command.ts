/** `patchplane schedule VALUE`: when a schedule comes round, whether it is in a catalogue or not. */
import type { Command } from 'commander';
import { formatLocal } from '../../shared/domain/schedule/local-time.ts';
import type { Opening } from '../../shared/domain/schedule/occurrences.ts';
import type { Schedule } from '../../shared/domain/schedule/schedule.ts';
import type { End } from '../end.ts';
import { FINE } from '../exit-codes.ts';
import { type CalendarEvent, writeIcs } from '../ics/write-ics.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';
import { isoInstant } from '../printing/iso-instant.ts';
import { paintFor } from '../printing/paint.ts';
import { readMidnight, readSchedule, readWhole, readZone } from '../reading/read-arguments.ts';
import { describeSchedule } from './describe-schedule.ts';
import { nextOpenings } from './next-openings.ts';
import { sayClockChange } from './say-clock-change.ts';

/** More than a hundred years of a fifth Saturday; nobody reads further. */
const COUNT_MAX = 1000;

interface Flags {
  readonly zone: string;
  readonly from?: string;
  readonly count: string;
  readonly json?: true;
  readonly ics?: true;
}

interface Shown {
  readonly window: string;
  readonly opensAt: string;
  readonly local: string;
  readonly clockChange?: 'gap' | 'overlap';
  readonly sentence?: string;
}

export function addScheduleCommand(program: Command, io: Io, end: End): void {
  program
    .command('schedule')
    .description('when a schedule opens its next windows')
    .argument('<value>', 'a schedule such as 2SATX4: 02:00 on the 4th Saturday of the month')
    .option('--zone <zone>', 'the IANA time zone of its hour', 'UTC')
    .option('--from <date>', 'begin at midnight of this date, in the zone; now unless given')
    .option('--count <number>', 'how many windows', '5')
    .option('--json', 'print a JSON list')
    .option('--ics', 'print an iCalendar file')
    .action((value: string, flags: Flags) => end(showSchedule(io, value, flags)));
}

function showSchedule(io: Io, value: string, flags: Flags): typeof FINE {
  if (flags.json && flags.ics) throw new InputError('Cannot print both --json and --ics, wanted one of them');
  const schedule = readSchedule(value);
  const zone = readZone('--zone', flags.zone);
  const from = flags.from === undefined ? io.now : readMidnight('--from', flags.from, zone);
  const count = readWhole('--count', flags.count, { min: 1, max: COUNT_MAX });

  const openings = nextOpenings({ schedule, zone, offsetDays: 0, from, count });
  const shown = openings.map((opening) => show(value, schedule, zone, opening));
  if (flags.json) io.out(`${JSON.stringify(shown)}\n`);
  else if (flags.ics)
    io.out(writeIcs({ name: `${value}, ${zone}`, events: eventsOf(value, zone, shown), now: io.now }));
  else io.out(print(io, `${value}: ${describeSchedule(schedule)}, ${zone}`, shown));
  return FINE;
}

function show(value: string, { hour }: Schedule, zone: string, opening: Opening): Shown {
  const { date, instant, clockChange } = opening;
  const sentence = sayClockChange(opening, hour, zone);
  return {
    window: `${value}@${date}`,
    opensAt: isoInstant(instant),
    local: formatLocal(instant, zone),
    ...(clockChange === 'exact' || sentence === undefined ? {} : { clockChange, sentence }),
  };
}

/** Without an end: how long a window lasts is for its catalogue entry to say. */
function eventsOf(value: string, zone: string, shown: readonly Shown[]): CalendarEvent[] {
  return shown.map(({ window, opensAt, local, sentence }) => ({
    window,
    zone,
    from: new Date(opensAt),
    summary: `Patching ${value}`,
    description: `${local} in ${zone}.${sentence === undefined ? '' : ` ${sentence}`}`,
  }));
}

function print(io: Io, title: string, shown: readonly Shown[]): string {
  const paint = paintFor(io);
  const width = Math.max(...shown.map(({ window }) => window.length));
  const lines = shown.flatMap(({ window, local, opensAt, sentence }) => [
    `  ${window.padEnd(width)}  ${local}  ${paint('dim', opensAt)}`,
    ...(sentence === undefined ? [] : [`  ${paint('yellow', `! ${sentence}`)}`]),
  ]);
  return `${[paint('bold', title), ...lines].join('\n')}\n`;
}
