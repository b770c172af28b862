import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { NO_INTENTS } from '../../testing/opening-builders.ts';
import type { Catalogue } from '../catalogue/catalogue-entry.ts';
import { windowsBetween } from '../schedule/window.ts';
import { decideWindows, rememberSweep, type SweepInput, type SweepMemory } from './decide-windows.ts';

const entry = anEntry();
const later = aWindow({ opensAt: new Date('2026-03-13T21:00:00Z') });
const read: Catalogue = { kind: 'read', entries: [entry], problems: [] };
const problems = [{ value: entry.value, version: 4, reason: 'it is not JSON' }];
const problem: Catalogue = { kind: 'read', entries: [], problems };
const unread: Catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

describe('rememberSweep()', () => {
  const now = new Date('2026-03-06T21:05:00Z');
  const memory = remembered('2026-03-06T20:00:00Z', '2026-03-06T21:00:00Z');

  it('counts an entry as read until now only if it was read now', () => {
    expect(rememberSweep(input({ now, memory }))).toEqual({ sweptAt: now, readAt: new Map([['22FRI', now]]) });
    expect(rememberSweep(input({ now, memory, catalogue: problem }))).toEqual({ sweptAt: now, readAt: memory.readAt });
    expect(rememberSweep(input({ now, memory, catalogue: unread }))).toEqual({ sweptAt: now, readAt: memory.readAt });
  });

  it('forgets an entry that is withdrawn, and does not invent one that was never read', () => {
    const none: Catalogue = { kind: 'read', entries: [], problems: [] };

    expect(rememberSweep(input({ now, memory, catalogue: none })).readAt).toEqual(new Map());
    expect(rememberSweep(input({ now, memory: { readAt: new Map() }, catalogue: problem })).readAt).toEqual(new Map());
  });

  it('remembers of an entry whose window was left undone what it did before, or the instant before that window', () => {
    const opened = new Map([['22FRI', new Date(aWindow().opensAt.getTime() - 1)]]);

    expect(rememberSweep(input({ now, memory }), [aWindow()])).toEqual({ sweptAt: now, readAt: memory.readAt });
    expect(rememberSweep(input({ now }), [later, aWindow()]).readAt).toEqual(opened);
    expect(rememberSweep(input({ now }), [aWindow({ schedule: '23FRI' })]).readAt).toEqual(new Map([['22FRI', now]]));
  });

  it('leaves nothing between two sweeps, and nothing twice', () => {
    // Sweeps at any distance, over a month: every window is decided exactly once.
    for (const minutes of [1, 5, 61, 10_081]) {
      let swept: SweepMemory = remembered('2026-03-01T00:00:00Z');
      const seen: string[] = [];
      for (
        let at = Date.parse('2026-03-01T00:01:00Z');
        at <= Date.parse('2026-04-01T00:00:00Z');
        at += minutes * 60_000
      ) {
        const sweep = input({ now: new Date(at), memory: swept });
        for (const decision of decideWindows(sweep))
          seen.push('window' in decision ? decision.window.id : decision.known.window.id);
        swept = rememberSweep(sweep);
      }
      const last = swept.sweptAt ?? new Date(0);
      const due = windowsBetween(
        [[entry.value, entry]],
        new Date('2026-03-01T00:00:00.001Z'),
        new Date(last.getTime() + 1),
      );
      expect(seen).toEqual([...due].map(({ id }) => id));
    }
  });
});

function input(overrides: Partial<SweepInput>): SweepInput {
  return {
    now: aWindow().opensAt,
    memory: { readAt: new Map() },
    catalogue: read,
    known: [],
    intents: NO_INTENTS,
    graceMinutes: 90,
    ...overrides,
  };
}

function remembered(readAt: string, sweptAt = readAt): SweepMemory {
  return { readAt: new Map([['22FRI', new Date(readAt)]]), sweptAt: new Date(sweptAt) };
}
