/** A year as a table: how many windows an entry has in each month, and what is special about the year below it. */
import { localDateOf } from '../../shared/domain/schedule/local-time.ts';
import { counted } from '../printing/counted.ts';
import type { Paint } from '../printing/paint.ts';
import { wrapText } from '../printing/wrap-text.ts';
import type { CalendarWindow, YearOfWindows } from './year-of-windows.ts';

export interface PrintedYear extends YearOfWindows {
  readonly title: string;
  /** In the order in which they are to be told. */
  readonly entries: readonly string[];
  readonly paint: Paint;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const CELL_WIDTH = 5;
const LINE_WIDTH_MAX = 110;

export function printYear(year: PrintedYear): string {
  const { title, entries, windows, paint } = year;
  const width = Math.max('schedule'.length, ...entries.map((entry) => entry.length));
  const head = `  ${'schedule'.padEnd(width)}${[...MONTHS, 'all'].map((name) => name.padStart(CELL_WIDTH)).join('')}  first`;
  const rows = entries.map((entry) => {
    const own = windows.filter(({ schedule }) => schedule === entry);
    const cells = [...MONTHS.map((_, month) => cellOf(own, month)), String(own.length)];
    return `  ${entry.padEnd(width)}${cells.map((cell) => cell.padStart(CELL_WIDTH)).join('')}  ${own[0]?.date ?? ''}`;
  });
  const lines = [paint('bold', title), '', paint('dim', head), ...rows, '', ...specialDays(year)];
  return `${lines.join('\n')}\n`;
}

/** A dot for none; a star where a freeze takes some of them. */
function cellOf(windows: readonly CalendarWindow[], month: number): string {
  const own = windows.filter(({ date }) => Number(date.slice(5, 7)) === month + 1);
  if (own.length === 0) return '·';
  return own.some(({ frozenBy }) => frozenBy !== undefined) ? `${own.length}*` : String(own.length);
}

function specialDays({ windows, freezes, patchTuesdays, clockChanges, paint }: PrintedYear): string[] {
  const frozen = windows.filter(({ frozenBy }) => frozenBy !== undefined).length;
  const shifted = windows.filter(({ sentence }) => sentence !== undefined);
  const days = patchTuesdays.map((date) => date.slice(5)).join(', ');
  return [
    ...indented('Patch Tuesdays', days),
    ...clockChanges.flatMap(({ zone, date, kind }) => indented('Clocks', `${kind} on ${date} in ${zone}`)),
    ...freezes.flatMap(({ calendar, from, to }) =>
      indented('Freeze', `${calendar}, ${localDateOf(from, 'UTC')} to ${localDateOf(to, 'UTC')} (UTC)`),
    ),
    ...(frozen === 0 ? [] : indented('*', `${counted(frozen, 'window')} taken by a freeze`)),
    ...shifted.flatMap(({ id, sentence = '' }) => indented(id, sentence).map((line) => paint('yellow', line))),
  ];
}

function indented(name: string, text: string): string[] {
  return wrapText(`${name}: ${text}`, LINE_WIDTH_MAX - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`);
}
