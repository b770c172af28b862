import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { NO_INTENTS } from '../../testing/opening-builders.ts';
import type { Catalogue } from '../catalogue/catalogue-entry.ts';
import { decideWindows, rememberSweep, type SweepInput, type SweepMemory } from './decide-windows.ts';

const window = aWindow();
const entry = anEntry();
const problem = { value: entry.value, version: 4, reason: 'it is not JSON' };

/**
 * What becomes of a sweep: it does not run; it cannot read the catalogue, or the entry; it does its work; it has no time
 * for the window; it dies after it has claimed the window, before it remembers anything.
 */
const FATES = ['absent', 'unread', 'problem', 'done', 'undone', 'died'] as const;

type Fate = (typeof FATES)[number];

const SWEEPS = [
  new Date('2026-03-06T20:59:59.999Z'),
  window.opensAt,
  new Date('2026-03-06T23:54:59.999Z'),
  new Date('2026-03-06T23:55:00Z'),
  new Date('2026-03-09T12:00:00Z'),
];

describe('rememberSweep() in small worlds', () => {
  // Goal: whatever becomes of the sweeps, a window is opened in time or missed, once (P4, P7). Method: five sweeps around
  // the edges of a window, each with every fate that makes a difference there, with and without a memory of the entry from the day before.
  it('loses no window between sweeps, and decides none twice', () => {
    const worlds = everyCombination({
      known: [false, true],
      before: FATES,
      atOpening: FATES,
      justInTime: FATES,
      tooLate: FATES,
      daysLater: ['absent', 'undone', 'done'],
    });

    expect(survey(worlds, ({ known, ...fates }) => lawsOfMemory(known, Object.values(fates)))).toEqual({
      worlds: 2 * 6 ** 4 * 3,
      broken: [],
    });
  });
});

function lawsOfMemory(known: boolean, fates: readonly Fate[]): Record<string, boolean> {
  const claims = sweepAll(known, fates);
  const reads = fates.map((fate) => fate === 'done' || fate === 'undone' || fate === 'died');
  const remembers = fates.map((fate) => fate === 'done' || fate === 'undone');
  // The entry was in force before the window opened, as far as anybody can tell, or from its opening on.
  const owedFrom = known || remembers[0] === true ? 1 : reads[1] === true ? 1 : undefined;
  const first = owedFrom === undefined ? -1 : fates.findIndex((fate, index) => index >= owedFrom && ends(fate));
  const owed = owedFrom === 1 && (known || remembers[0] === true || remembers[1] === true || first === 1);

  return {
    'it is decided once at most (P2)': claims.length <= 1,
    'it is decided by the first sweep that can (P4)': !owed || first < 0 || claims[0]?.sweep === first,
    'it opens in time or is missed (P1)': claims.every(({ sweep, kind }) => kind === (sweep < 3 ? 'open' : 'miss')),
    'what nobody knew of before it opened is not owed': owed || claims.length === 0,
  };
}

function ends(fate: Fate): boolean {
  return fate === 'done' || fate === 'died';
}

function sweepAll(known: boolean, fates: readonly Fate[]): { sweep: number; kind: string }[] {
  const before = new Date('2026-03-05T12:00:00Z');
  let memory: SweepMemory = known
    ? { sweptAt: before, readAt: new Map([[entry.value, before]]) }
    : { readAt: new Map() };
  const claims: { sweep: number; kind: string }[] = [];
  for (const [sweep, now] of SWEEPS.entries()) {
    const fate = fates[sweep] ?? 'absent';
    if (fate === 'absent') continue;
    const held = claims.length === 0 ? [] : [{ window, entry, state: 'opening', cells: [] } as const];
    const catalogue = catalogueOf(fate);
    const input: SweepInput = { now, memory, catalogue, known: held, intents: NO_INTENTS, graceMinutes: 90 };
    const fresh = decideWindows(input).filter(({ kind }) => kind === 'open' || kind === 'miss');
    if (fate !== 'undone') claims.push(...fresh.map(({ kind }) => ({ sweep, kind })));
    if (fate === 'died') continue;
    memory = rememberSweep(input, fate === 'undone' && fresh.length > 0 ? [window] : []);
  }
  return claims;
}

function catalogueOf(fate: Fate): Catalogue {
  if (fate === 'unread') return { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };
  return fate === 'problem'
    ? { kind: 'read', entries: [], problems: [problem] }
    : { kind: 'read', entries: [entry], problems: [] };
}
