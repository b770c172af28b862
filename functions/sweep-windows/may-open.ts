import type { Ring } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import {
  type BeforeRoster,
  type BeforeRosterInput,
  beforeRoster,
  type LastRun,
} from '../../shared/domain/window/before-roster.ts';
import { type GateReading, predecessorWindow } from '../../shared/domain/window/gate.ts';
import type { Intents } from '../../shared/domain/window/hold.ts';
import type { Opening } from './open-window.ts';
import type { ReadPolicy, World } from './sweep-windows.ts';

export type Permission = Exclude<BeforeRoster, { readonly kind: 'read' }>;

/** Asks all that may keep a window shut, and reads no more for it than the answer needs. */
export async function mayOpen(
  { window, entry, emergency }: Opening,
  { policy, intents }: { readonly policy: ReadPolicy; readonly intents: Intents },
  world: World,
): Promise<Permission> {
  const now = world.now();
  const { catalogue, settings } = policy;
  const { minimumGapHours } = settings;
  const lastRun = await lastRunBeside(window, now, world);
  let input: BeforeRosterInput = { now, window, entry, emergency, intents, lastRun, minimumGapHours };
  for (;;) {
    const decision = beforeRoster(input);
    if (decision.kind !== 'read') return decision;
    switch (decision.what) {
      case 'freeze':
        input = { ...input, freeze: await world.readCalendars(entry.calendars, { now, end: window.closesAt }) };
        break;
      case 'gate':
        input = { ...input, gate: entry.after && (await readGate(entry.after, window, catalogue, world)) };
    }
  }
}

/** The last run of another window of the schedule. It is over at its close, whatever its rows say. */
async function lastRunBeside({ id, schedule }: Window, now: Date, world: World): Promise<LastRun | undefined> {
  const run = await world.schedules.readRun(schedule);
  if (run === undefined || run.window === id) return undefined;
  return { window: run.window, endedAt: run.endedAt ?? (now < run.closesAt ? undefined : run.closesAt) };
}

async function readGate(
  ring: Ring,
  { opensAt }: Window,
  catalogue: ReadPolicy['catalogue'],
  world: World,
): Promise<GateReading> {
  const problem = catalogue.problems.find(({ value }) => value === ring.schedule);
  if (problem !== undefined) return { kind: 'unread', reason: problem.reason };

  const rule = catalogue.entries.find(({ value }) => value === ring.schedule);
  const expected = predecessorWindow(ring, rule, opensAt);
  if (expected === undefined) return { kind: 'read', expected, end: undefined, openIncidents: [] };
  const came = await world.windowEnd(expected.id);
  if (came.kind === 'unread') return came;
  const openIncidents = came.end === undefined ? [] : await world.openIncidents(expected.id);
  return { kind: 'read', expected, end: came.end, openIncidents };
}
