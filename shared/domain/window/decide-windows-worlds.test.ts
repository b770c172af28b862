import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { aKnownCell, anEntry, aWindow } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { anEmergency, NO_INTENTS } from '../../testing/opening-builders.ts';
import { BESIDE, besides, isHere, unsettled } from '../../testing/two-cells.ts';
import { decideWindows, type KnownWindow, type SweepInput, type WindowDecision } from './decide-windows.ts';

/** 21:00Z to 01:00Z, and the one of another entry an hour later. */
const window = aWindow();
const OTHER = { id: '23FRI@2026-03-06', opensAt: at('22:00'), lastStartAt: at('00:55') };
const LAST_START = at('23:55');
const GRACE_ENDS = at('02:30');
const HELD_AT = at('22:00');
const MINUTE_MS = 60_000;

const entry = anEntry();
const other = anEntry({ value: '23FRI' });
const problems = [{ value: entry.value, version: 4, reason: 'it is not JSON' }];

/** What can be said of the catalogue, and of which entries it can be read. */
const CATALOGUES = [
  { catalogue: { kind: 'read', entries: [entry, other], problems: [] }, readable: ['22FRI', '23FRI'] },
  { catalogue: { kind: 'read', entries: [other], problems }, readable: ['23FRI'] },
  { catalogue: { kind: 'read', entries: [entry], problems: [] }, readable: ['22FRI'] },
  { catalogue: { kind: 'unread', reason: 'ThrottlingException: rate exceeded' }, readable: [] },
] as const;

/** What the ledger holds: nothing, the window in a state, or an emergency of the same schedule and night. */
const HELD = [undefined, 'opening', 'open', 'closing', 'emergency'] as const;

describe('decideWindows() in small worlds', () => {
  // Goal: each window is opened in time or missed, once, whatever else is so. Method: two entries of which each may be
  // unreadable, every memory around the openings, everything that the ledger may hold, instants around every edge.
  it('opens or misses what is due, once, and nothing else (P1, P2, P4, P5, P6)', () => {
    const worlds = everyCombination({
      read: CATALOGUES,
      readAt: [undefined, at('12:00'), ...around(window.opensAt), at('22:30')],
      sweptAt: [undefined, ...around(window.opensAt), at('22:30')],
      held: HELD,
      now: [...around(window.opensAt, OTHER.opensAt, LAST_START, window.cutoffAt, OTHER.lastStartAt, window.closesAt)],
    });

    expect(survey(worlds, lawsOfNew)).toEqual({ worlds: 4 * 6 * 5 * 5 * 18, broken: [] });
  });

  // Goal: no cell is forgotten, and no window stays open for ever. Method: cells looked at so long ago, with instants
  // around every edge from the opening to the quarter of an hour after the last call.
  it('looks at every cell in time, and closes when nothing more is to be expected (P4, P7)', () => {
    const worlds = everyCombination({
      state: ['open', 'closing'],
      now: [...around(LAST_START, window.closesAt, at('01:15'), GRACE_ENDS, at('02:45')), at('22:00'), at('22:05')],
      stopped: [undefined, { reason: 'held', cancelRunning: false, at: HELD_AT }],
      cellStopped: [undefined, { reason: 'held', cancelRunning: false, at: HELD_AT }],
      lastCallAt: [undefined, GRACE_ENDS, new Date(GRACE_ENDS.getTime() + 1)],
      settled: [false, true],
      lookedMsAgo: [0, 5 * MINUTE_MS - 1, 5 * MINUTE_MS, 15 * MINUTE_MS - 1, 15 * MINUTE_MS, 300 * MINUTE_MS],
      beside: BESIDE,
    });

    expect(survey(worlds, lawsOfLooking)).toEqual({ worlds: 2 * 17 * 2 * 2 * 3 * 2 * 6 * 3, broken: [] });
  });
});

interface NewWorld {
  readonly read: (typeof CATALOGUES)[number];
  readonly readAt: Date | undefined;
  readonly sweptAt: Date | undefined;
  readonly held: (typeof HELD)[number];
  readonly now: Date;
}

function lawsOfNew({ read, readAt, sweptAt, held, now }: NewWorld): Record<string, boolean> {
  const readable: readonly string[] = read.readable;
  const sweep = input({
    now,
    catalogue: read.catalogue,
    memory: {
      sweptAt,
      readAt: new Map(readAt === undefined ? [] : ['22FRI', '23FRI'].map((value) => [value, readAt])),
    },
    known: heldAs(held),
  });
  const decisions = decideWindows(sweep);
  const fresh = (id: string) =>
    decisions.flatMap((decision) =>
      (decision.kind === 'open' || decision.kind === 'miss') && decision.window.id === id ? [decision] : [],
    );
  const ours = fresh(window.id);
  const others = fresh(OTHER.id);
  const owes = (schedule: string, opensAt: Date) =>
    readable.includes(schedule) && opensAt <= now && (readAt === undefined ? +opensAt === +now : readAt < opensAt);
  const isHeld = held !== undefined && held !== 'emergency';
  const reasons = [...ours, ...others].flatMap((decision) => (decision.kind === 'miss' ? [decision.reason] : []));

  return {
    'what the ledger holds is not opened again (P2)': !isHeld || ours.length === 0,
    'what is owed is decided, once (P4)': ours.length === (owes('22FRI', window.opensAt) && !isHeld ? 1 : 0),
    'an entry does no harm to another (P6)': others.length === (owes('23FRI', OTHER.opensAt) ? 1 : 0),
    'nothing opens before its time or too late (P1)':
      ours.every(({ kind }) => kind === (now < LAST_START ? 'open' : 'miss')) &&
      others.every(({ kind }) => kind === (now < OTHER.lastStartAt ? 'open' : 'miss')),
    'it is missed for the hub only if no sweep came by': ours.every(
      (decision) => decision.kind === 'open' || (decision.reason === 'hub-down') === sweptBefore(sweptAt),
    ),
    'the reasons are these two': reasons.every((reason) => reason === 'hub-down' || reason === 'entry-unreadable'),
    'nothing else is decided': decisions.length === ours.length + others.length + (held === undefined ? 0 : 1),
  };
}

/** Whether the last sweep was over before our window opened. */
function sweptBefore(sweptAt: Date | undefined): boolean {
  return sweptAt === undefined || sweptAt < window.opensAt;
}

function heldAs(held: (typeof HELD)[number]): KnownWindow[] {
  if (held === undefined) return [];
  if (held !== 'emergency') return [{ window, entry, state: held, cells: [aKnownCell()] }];
  const emergencyWindow = { ...window, id: `${window.id}+1a2b3c4d` };
  return [{ window: emergencyWindow, entry, state: 'opening', emergency: anEmergency(), cells: [] }];
}

interface LookWorld {
  readonly state: 'open' | 'closing';
  readonly now: Date;
  readonly stopped: KnownWindow['stopped'];
  readonly cellStopped: KnownWindow['stopped'];
  readonly lastCallAt: Date | undefined;
  readonly settled: boolean;
  readonly lookedMsAgo: number;
  readonly beside: 'none' | 'settled' | 'running';
}

function lawsOfLooking(world: LookWorld): Record<string, boolean> {
  const { state, now, stopped, cellStopped, lastCallAt, settled, lookedMsAgo } = world;
  const lookedAt = new Date(now.getTime() - lookedMsAgo);
  const here = aKnownCell({ settled, stopped: cellStopped, lookedAt });
  const known: KnownWindow = { window, entry, state, stopped, lastCallAt, cells: [here, ...besides(world)] };
  const decision = onlyDecision(input({ now, known: [known] }));
  const watch = decision?.kind === 'watch' ? decision : undefined;
  const owing = unsettled(known).length;
  const heardOut = lastCallAt !== undefined && now.getTime() >= lastCallAt.getTime() + 15 * MINUTE_MS;
  const due = watch?.dueCells.some(isHere) ?? false;
  const stopBegan = stopped !== undefined || cellStopped !== undefined ? HELD_AT : LAST_START;
  const inStep = (instant: Date) => {
    const late = instant >= window.closesAt;
    const passedMs = instant.getTime() - (late ? window.closesAt : stopBegan).getTime();
    return `${late} ${Math.floor(passedMs / ((late ? 15 : 5) * MINUTE_MS))}`;
  };
  const watched = watch !== undefined && !settled;
  const agoAtLeast = (minutes: number) => lookedMsAgo >= minutes * MINUTE_MS;

  return {
    'it closes when all is settled, or nothing came of a last call':
      (decision?.kind === 'close') === (owing === 0 || heardOut),
    'otherwise it is watched': watch !== undefined || decision?.kind === 'close',
    'it is closing from its end on': watch === undefined || watch.closing === now >= window.closesAt,
    'the last call comes once, and not before the grace is over':
      watch === undefined || watch.lastCall === (now >= GRACE_ENDS && lastCallAt === undefined),
    'every cell hears the last call': !watch?.lastCall || watch.dueCells.length === owing,
    'before anything has to stop the events suffice': !due || now >= stopBegan,
    'what has to stop is looked at, and again after five minutes (P1)':
      !watched || now < stopBegan || now >= window.closesAt || due || (lookedAt >= stopBegan && !agoAtLeast(5)),
    'what is late is looked at, and again after a quarter of an hour':
      !watched || now < window.closesAt || due || (lookedAt >= window.closesAt && !agoAtLeast(15)),
    'nobody looks twice in one step of five minutes, or after the end of fifteen':
      !due || watch?.lastCall === true || inStep(lookedAt) !== inStep(now),
    'nobody looks twice at once': !due || watch?.lastCall === true || lookedMsAgo > 0,
  };
}

function onlyDecision(sweep: SweepInput): WindowDecision | undefined {
  const [decision, ...more] = decideWindows(sweep);
  return more.length === 0 ? decision : undefined;
}

function input(overrides: Partial<SweepInput>): SweepInput {
  return {
    now: window.opensAt,
    memory: { readAt: new Map() },
    catalogue: { kind: 'read', entries: [], problems: [] },
    known: [],
    intents: NO_INTENTS,
    graceMinutes: 90,
    ...overrides,
  };
}

/** A time of the night of the window, in UTC. */
function at(time: string): Date {
  return new Date(`${time < '12:00' ? '2026-03-07' : '2026-03-06'}T${time}:00Z`);
}
