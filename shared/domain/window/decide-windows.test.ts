import { describe, expect, it } from '@jest/globals';
import { aKnownCell, aKnownWindow, anEntry, aWindow, OTHER_CELL } from '../../testing/domain-builders.ts';
import { NO_INTENTS } from '../../testing/opening-builders.ts';
import type { Catalogue } from '../catalogue/catalogue-entry.ts';
import {
  decideWindows,
  graceEndsAt,
  type KnownWindow,
  lastStartAt,
  type SweepInput,
  type SweepMemory,
  type WindowDecision,
} from './decide-windows.ts';

const window = aWindow(); // opens 21:00Z, cutoff 00:00Z, closes 01:00Z
const entry = anEntry();
const read: Catalogue = { kind: 'read', entries: [entry], problems: [] };
const problem: Catalogue = {
  kind: 'read',
  entries: [],
  problems: [{ value: entry.value, version: 4, reason: 'it is not JSON' }],
};
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

  // Goal: D1 to D5 in every combination, not in a few examples. Method: each catalogue, each memory, each state in which
  // the ledger may hold the window, one millisecond either side of each edge; the invariants restated from the window.
  it('keeps D1 to D5 in every small world', () => {
    let count = 0;
    for (const world of everySmallWorld()) {
      count += 1;
      const broken = brokenInvariants(world);
      if (broken.length > 0) expect({ world, broken }).toEqual({ world, broken: [] });
    }
    expect(count).toBe(3 * 5 * 21 * 20);
  });
});

function brokenInvariants(world: SweepInput): string[] {
  const decisions = decideWindows(world);
  const { now, catalogue, memory } = world;
  const fresh = decisions.filter(({ kind }) => kind === 'open' || kind === 'miss');
  const kinds = decisions.filter((decision) => windowOf(decision).id === window.id).map(({ kind }) => kind);
  const held = world.known[0];
  const readAt = memory.readAt.get('22FRI');
  const tooLate = now >= new Date('2026-03-06T23:55:00Z');
  const due = now >= window.opensAt && (readAt === undefined ? now <= window.opensAt : readAt < window.opensAt);
  const entryRead = catalogue.kind === 'read' && catalogue.entries.length === 1;

  const unsettled = held?.cells.some(({ settled }) => !settled) ?? false;
  const quarterAfterCall = held?.lastCallAt !== undefined && now.getTime() - held.lastCallAt.getTime() >= 15 * 60_000;
  const running = held !== undefined && held.state !== 'opening';

  const holds = {
    D1: held === undefined || fresh.length === 0,
    D1once: kinds.length <= 1,
    D2: decisions.every((decision) => decision.kind !== 'open' || (now >= window.opensAt && !tooLate)),
    D2resume: decisions.every((decision) => decision.kind !== 'resume' || decision.mayStart === !tooLate),
    D2missed: held !== undefined || !entryRead || !due || kinds.join() === (tooLate ? 'miss' : 'open'),
    D3: entryRead || fresh.length === 0,
    D4: readAt !== undefined || fresh.every((decision) => windowOf(decision).opensAt >= now),
    D5: !running || kinds.includes('close') === (!unsettled || quarterAfterCall),
    D5called:
      !running || !decisions.some(({ kind }) => kind === 'close') || !unsettled || held.lastCallAt !== undefined,
    D5calls:
      !running ||
      kinds.includes('close') ||
      lastCalls(decisions) === (now >= GRACE_ENDS && held.lastCallAt === undefined),
  };
  return Object.entries(holds).flatMap(([name, kept]) => (kept ? [] : [name]));
}

const GRACE_ENDS = new Date('2026-03-07T02:30:00Z');

function lastCalls(decisions: readonly WindowDecision[]): boolean {
  return decisions.some((decision) => decision.kind === 'watch' && decision.lastCall && decision.dueCells.length > 0);
}

function* everySmallWorld(): Generator<SweepInput> {
  expect(graceEndsAt(window, 90)).toEqual(GRACE_ENDS);
  const edges = [
    window.opensAt,
    lastStartAt(window),
    window.cutoffAt,
    window.closesAt,
    GRACE_ENDS,
    new Date('2026-03-07T02:45:00Z'),
  ];
  const instants = [
    ...edges.flatMap((edge) => [-1, 0, 1].map((ms) => new Date(edge.getTime() + ms))),
    new Date('2026-03-06T22:00:00Z'),
    new Date('2026-03-07T01:07:00Z'),
    new Date('2026-03-08T12:00:00Z'),
  ];
  const memories = [
    remembered(undefined),
    remembered('2026-03-06T20:59:59.999Z'),
    remembered('2026-03-06T21:00:00Z'),
    remembered('2026-03-06T20:00:00Z', '2026-03-06T21:30:00Z'),
    remembered('2026-03-06T22:00:00Z'),
  ];
  for (const catalogue of [read, problem, unread])
    for (const memory of memories)
      for (const now of instants)
        for (const known of everyHeldWindow())
          yield { now, memory, catalogue, known, intents: NO_INTENTS, graceMinutes: 90 };
}

/** Not held, or held in each state with each cell settled, looked at or not, before and after the last call. */
function* everyHeldWindow(): Generator<KnownWindow[]> {
  yield [];
  yield [aKnownWindow({ state: 'opening', cells: [] })];
  const lookedAt = (at: string) => aKnownCell({ lookedAt: new Date(at) });
  const settled = aKnownCell({ ...OTHER_CELL, settled: true });
  for (const state of ['open', 'closing'] as const) {
    for (const cells of [[settled], [lookedAt('2026-03-06T21:00:00Z')], [settled, lookedAt('2026-03-07T02:31:00Z')]]) {
      for (const lastCallAt of [undefined, GRACE_ENDS, new Date('2026-03-08T11:50:00Z')]) {
        yield [aKnownWindow({ state, cells, lastCallAt })];
      }
    }
  }
}

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
