/** `patchplane windows`: what the ledger knows of windows, and when each schedule opens next. */
import { type Command, Option } from 'commander';
import type { WindowState } from '../../shared/domain/window/states.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINE } from '../exit-codes.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';
import { paintFor } from '../printing/paint.ts';
import { readMidnight, readSchedule } from '../reading/read-arguments.ts';
import { listWindows } from './list-windows.ts';
import { printWindows } from './print-windows.ts';
import { windowsAsData } from './windows-as-data.ts';

/** The states of the diagram in `docs/states.md`, as far as a window has come. */
const STATES: readonly WindowState[] = ['opening', 'open', 'closing', 'final', 'missed', 'skipped'];

interface Flags {
  readonly schedule?: string;
  readonly from?: string;
  readonly to?: string;
  readonly state?: string;
  readonly json?: true;
}

export function addWindowsCommand(program: Command, io: Io, end: End): void {
  program
    .command('windows')
    .description('the windows in the ledger, and the next one of each schedule')
    .option('--schedule <value>', 'only those of this schedule')
    .option('--from <date>', 'from this nominal date on; the last 14 days unless given')
    .option('--to <date>', 'up to this nominal date; today unless given')
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .option('--json', 'print a JSON object')
    .action(async (flags: Flags) => end(await showWindows(io, flags)));
}

async function showWindows(io: Io, flags: Flags): Promise<ExitCode> {
  const { schedule, state, json } = flags;
  if (schedule !== undefined) readSchedule(schedule);
  const dates = { from: dateIn('--from', flags.from), to: dateIn('--to', flags.to) };
  if (dates.from !== undefined && dates.to !== undefined && dates.from > dates.to) {
    throw new InputError(`Cannot list windows: --from ${dates.from} is later than --to ${dates.to}`);
  }
  const list = await listWindows(await io.hub(), { schedule, state, ...dates, now: io.now });
  io.out(json ? `${JSON.stringify(windowsAsData(list))}\n` : printWindows(list, paintFor(io)));
  return FINE;
}

/** A nominal date has no zone: it is the date in the window's id. */
function dateIn(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  readMidnight(option, text, 'UTC');
  return text;
}
