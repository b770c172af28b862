import { describe, expect, it } from '@jest/globals';
import { aKnownCell, aKnownWindow, anEntry, aWindow, OTHER_CELL } from '../../testing/domain-builders.ts';
import { NO_INTENTS } from '../../testing/opening-builders.ts';
import type { Catalogue } from '../catalogue/catalogue-entry.ts';
import {
  decideWindows,
  type KnownWindow,
  lastStartAt,
  type SweepInput,
  type SweepMemory,
  type WindowDecision,
} from './decide-windows.ts';

const window = aWindow(); // opens 21:00Z, cutoff 00:00Z, closes 01:00Z
const entry = anEntry();
const read: Catalogue = { kind: 'read', entries: [entry], problems: [] };
const unread: Catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

describe('decideWindows()', () => {
  it('tells the life of a window, sweep by sweep', () => {
    const cell = aKnownCell();
    const looks = (at: string) => [
      aKnownCell({ lookedAt: new Date(at) }),
      aKnownCell({ ...OTHER_CELL, settled: true }),
    ];
    const story = [
      line('2026-03-06T20:59:59.999Z', {}),
      line('2026-03-06T21:00:00Z', {}),
      line('2026-03-06T21:05:00Z', { known: [aKnownWindow({ state: 'opening', cells: [] })] }),
      line('2026-03-06T23:54:59.999Z', { known: [aKnownWindow({ cells: [cell] })] }),
      line('2026-03-06T23:55:00Z', { known: [aKnownWindow({ cells: [cell] })] }),
      line('2026-03-06T23:59:59.999Z', { known: [stopped({ cells: looks('2026-03-06T23:55:01Z') })] }),
      line('2026-03-07T00:00:00Z', { known: [stopped({ cells: looks('2026-03-06T23:55:01Z') })] }),
      line('2026-03-07T00:04:00Z', { known: [stopped({ cells: looks('2026-03-07T00:00:01Z') })] }),
      line('2026-03-07T00:55:00Z', { known: [stopped({ cells: looks('2026-03-07T00:50:01Z') })] }),
      line('2026-03-07T01:00:00Z', { known: [stopped({ cells: looks('2026-03-07T00:55:01Z') })] }),
      line('2026-03-07T01:10:00Z', {
        known: [stopped({ state: 'closing', cells: looks('2026-03-07T01:00:01Z') })],
      }),
      line('2026-03-07T01:15:00Z', {
        known: [stopped({ state: 'closing', cells: looks('2026-03-07T01:00:01Z') })],
      }),
      line('2026-03-07T02:30:00Z', {
        known: [stopped({ state: 'closing', cells: looks('2026-03-07T02:30:00Z') })],
      }),
      line('2026-03-07T02:35:00Z', { known: [called('2026-03-07T02:30:00Z', looks('2026-03-07T02:30:00Z'))] }),
      line('2026-03-07T02:45:00Z', { known: [called('2026-03-07T02:30:00Z', looks('2026-03-07T02:30:00Z'))] }),
    ];

    expect(story.join('\n')).toMatchInlineSnapshot(`
"20:59:59.999 -
21:00:00.000 open
21:05:00.000 resume, may start
23:54:59.999 watch
23:55:00.000 watch, stop runs, look at 444455556666
23:59:59.999 watch
00:00:00.000 watch, look at 444455556666
00:04:00.000 watch
00:55:00.000 watch, look at 444455556666
01:00:00.000 watch, look at 444455556666, closing
01:10:00.000 watch, closing
01:15:00.000 watch, look at 444455556666, closing
02:30:00.000 watch, look at 444455556666, closing, last call
02:35:00.000 watch, closing
02:45:00.000 close"
`);
  });

  it('makes the last call however late the sweeps are back, and closes only after it', () => {
    const forgotten = aKnownWindow({ cells: [aKnownCell()] });

    expect(line('2026-03-08T12:00:00Z', { known: [forgotten] })).toBe(
      '12:00:00.000 watch, stop runs, look at 444455556666, closing, last call',
    );
    expect(line('2026-03-08T12:14:59.999Z', { known: [called('2026-03-08T12:00:00Z')] })).toContain('watch');
    expect(line('2026-03-08T12:15:00Z', { known: [called('2026-03-08T12:00:00Z')] })).toBe('12:15:00.000 close');
  });

  it('stops the runs from the last start on, until they are stopped, whether or not a cell is due', () => {
    const looked = aKnownWindow({ cells: [aKnownCell({ lookedAt: new Date('2026-03-06T23:59:00Z') })] });

    expect(line('2026-03-06T23:54:59.999Z', { known: [looked] })).toBe('23:54:59.999 watch');
    expect(line('2026-03-06T23:59:00Z', { known: [looked] })).toBe('23:59:00.000 watch, stop runs');
    expect(line('2026-03-06T23:59:00Z', { known: [stopped({ cells: looked.cells })] })).toBe('23:59:00.000 watch');
  });

  it('closes a window as soon as every cell is settled, also one that has none', () => {
    const settled = aKnownWindow({ cells: [aKnownCell({ settled: true })] });

    expect(line('2026-03-06T21:40:00Z', { known: [settled] })).toBe('21:40:00.000 close');
    expect(line('2026-03-06T21:40:00Z', { known: [aKnownWindow({ cells: [] })] })).toBe('21:40:00.000 close');
  });

  it.each([
    ['no sweep at all', undefined, 'hub-down'],
    ['a sweep just before the opening only', '2026-03-06T20:59:59.999Z', 'hub-down'],
    ['a sweep at the opening', '2026-03-06T21:00:00Z', 'entry-unreadable'],
  ])('says of a missed window, after %s: %s', (_, sweptAt, reason) => {
    const memory = remembered('2026-03-06T20:00:00Z', sweptAt);

    expect(decideWindows(input({ now: lastStartAt(window), memory }))).toEqual([
      { kind: 'miss', window, entry, reason },
    ]);
  });

  it('makes up for every window of an entry since it was last read', () => {
    const memory = remembered('2026-02-20T12:00:00Z');
    const decisions = decideWindows(input({ now: new Date('2026-03-06T21:00:00Z'), memory }));

    expect(decisions.map(sayDecision)).toEqual([
      'miss 22FRI@2026-02-20: hub-down',
      'miss 22FRI@2026-02-27: hub-down',
      'open 22FRI@2026-03-06',
    ]);
  });

  it('lets a running window live by its own copy of the entry', () => {
    const known = aKnownWindow({ state: 'opening', entry: anEntry({ version: 1 }) });

    expect(decideWindows(input({ known: [known], catalogue: unread }))).toEqual([
      { kind: 'resume', known, mayStart: true, stop: undefined },
    ]);
  });
});

function input(overrides: Partial<SweepInput> = {}): SweepInput {
  const memory = remembered('2026-03-06T20:55:00Z');
  return {
    now: window.opensAt,
    memory,
    catalogue: read,
    known: [],
    intents: NO_INTENTS,
    graceMinutes: 90,
    ...overrides,
  };
}

function remembered(readAt: string | undefined, sweptAt = readAt): SweepMemory {
  const read: [string, Date][] = readAt === undefined ? [] : [['22FRI', new Date(readAt)]];
  return { readAt: new Map(read), sweptAt: sweptAt === undefined ? undefined : new Date(sweptAt) };
}

function called(at: string, cells = [aKnownCell()]): KnownWindow {
  return stopped({ state: 'closing', cells, lastCallAt: new Date(at) });
}

/** A window whose runs begin nothing more. */
function stopped(overrides: Partial<KnownWindow> = {}): KnownWindow {
  const at = new Date('2026-03-06T23:55:00Z');
  return aKnownWindow({ stopped: { reason: 'cutoff', cancelRunning: false, at }, ...overrides });
}

function windowOf(decision: WindowDecision) {
  return 'window' in decision ? decision.window : decision.known.window;
}

/** One line a sweep, so that a reviewer reads the decision and not the data structure. */
function line(now: string, overrides: Partial<SweepInput>): string {
  const decisions = decideWindows(input({ ...overrides, now: new Date(now) }));
  return `${new Date(now).toISOString().slice(11, 23)} ${decisions.map(sayStep).join('; ') || '-'}`;
}

function sayStep(decision: WindowDecision): string {
  switch (decision.kind) {
    case 'open':
    case 'close':
      return decision.kind;
    case 'miss':
      return `miss: ${decision.reason}`;
    case 'resume':
      return decision.mayStart ? 'resume, may start' : 'resume, too late to start';
    case 'watch': {
      const look = decision.dueCells.length > 0 ? [`look at ${decision.dueCells.map(({ account }) => account)}`] : [];
      const stop = decision.stop === undefined ? [] : ['stop runs'];
      const closing = decision.closing ? ['closing'] : [];
      return ['watch', ...stop, ...look, ...closing, ...(decision.lastCall ? ['last call'] : [])].join(', ');
    }
  }
}

function sayDecision(decision: WindowDecision): string {
  const reason = decision.kind === 'miss' ? `: ${decision.reason}` : '';
  return `${decision.kind} ${windowOf(decision).id}${reason}`;
}
