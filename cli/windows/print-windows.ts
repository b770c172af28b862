import type { WindowRecord } from '../../shared/domain/explain/ledger-records.ts';
import { sayTally } from '../../shared/domain/explain/say-tally.ts';
import { sayWhen } from '../../shared/domain/explain/say-when.ts';
import { lastStartAt } from '../../shared/domain/window/decide-windows.ts';
import type { WindowState } from '../../shared/domain/window/states.ts';
import type { Paint } from '../printing/paint.ts';
import { visible } from '../printing/visible.ts';
import type { WindowList } from './list-windows.ts';

/** One line a window, and one below where there is more to say. */
export function printWindows({ windows, unreadable, planned, unplanned }: WindowList, paint: Paint): string {
  const idWidth = Math.max(0, ...windows.map(({ window }) => window.id.length));
  const scheduleWidth = Math.max(0, ...planned.map(({ schedule }) => schedule.length));
  const lines = [
    ...(windows.length === 0 ? ['No such window in the ledger.'] : windows.map((one) => lineOf(one, idWidth, paint))),
    ...unreadable.map(({ id, why }) => paint('red', visible(`${id} cannot be read: ${why}`))),
    '',
    paint('bold', 'Next'),
    ...(unplanned === undefined ? [] : [paint('yellow', visible(`What is planned is not known: ${unplanned}`))]),
    ...(unplanned === undefined && planned.length === 0 ? ['None: no schedule in force opens one.'] : []),
    ...planned.map(({ schedule, opensAt, zone }) => `${schedule.padEnd(scheduleWidth)}  ${sayWhen(opensAt, zone)}`),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

const COLOURS: Readonly<Record<WindowState, 'yellow' | 'cyan' | 'green' | 'red'>> = {
  opening: 'yellow',
  open: 'cyan',
  closing: 'cyan',
  final: 'green',
  missed: 'red',
  skipped: 'yellow',
};
const STATE_WIDTH = 'opening'.length;

function lineOf(record: WindowRecord, idWidth: number, paint: Paint): string {
  const { window, state, emergency } = record;
  const first = `${window.id.padEnd(idWidth)}  ${paint(COLOURS[state], state.padEnd(STATE_WIDTH))}  ${visible(sayCourse(record))}`;
  const asked = emergency === undefined ? [] : [`asked for by ${emergency.by}: ${emergency.reason}`];
  return [first, ...[sayTimes(record), ...asked].map((line) => paint('dim', `  ${visible(line)}`))].join('\n');
}

/** What it came to, or what it waits for and until when. */
export function sayCourse(record: WindowRecord): string {
  const { state, waitingFor, reason, window, entry, makeUpOpensAt } = record;
  switch (state) {
    case 'opening':
      return waitingFor === undefined
        ? 'claimed, and not open yet'
        : `waits (${waitingFor}) until ${sayWhen(lastStartAt(window), entry.zone)} at most`;
    case 'open':
      return `until ${sayWhen(window.closesAt, entry.zone)}`;
    case 'closing':
      return 'waits for the last nodes to report';
    case 'final':
      return sayTally(record);
    case 'missed':
      return `${reason}: ${sayTally(record)}`;
    case 'skipped':
      return makeUpOpensAt === undefined
        ? `${reason}: ${sayTally(record)}`
        : `${reason}: ${sayTally(record)}; made up for ${sayWhen(makeUpOpensAt, entry.zone)}`;
  }
}

function sayTimes({ window, entry, openedAt, endedAt }: WindowRecord): string {
  const opened =
    openedAt === undefined
      ? `was to open ${sayWhen(window.opensAt, entry.zone)}`
      : `opened ${sayWhen(openedAt, entry.zone)}`;
  return endedAt === undefined ? opened : `${opened}, ended ${sayWhen(endedAt, entry.zone)}`;
}
