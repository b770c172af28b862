/** Looks at a cell of the fake world: the stories of settle-cell are told with these. */
import { settleCell } from '../../../functions/settle-cell/settle-cell.ts';
import { closeWindow } from '../../../functions/sweep-windows/close-window.ts';
import type { PlannedCell } from '../../aws/ledger/window-rows.ts';
import { snapshotIdOf } from '../../aws/start-run.ts';
import type { CatalogueEntry } from '../../domain/catalogue/catalogue-entry.ts';
import type { PatchState } from '../../domain/window/evidence.ts';
import type { CellEvidence, JudgedNode } from '../../domain/window/judge-cell.ts';
import type { RosterNode } from '../../domain/window/node.ts';
import type { CellDueNudge, CellNudge } from '../../inbound/cell-nudge.ts';
import { anEntry, anInvocation, aPatchState, aRosterNode, aWindow, CELL } from '../domain-builders.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';

const window = aWindow(); // 21:00Z, last start 23:55Z, cutoff 00:00Z, closes 01:00Z, grace until 02:30Z
const ID = window.id;

/** A node of each wave. */
export const one = aRosterNode();
export const two = aRosterNode({ id: 'i-0b1b2c3d4e5f60718', name: 'payments-app-01', wave: '2' });

export const bothEnded = [
  { id: 'wave-1', ended: true },
  { id: 'wave-2', ended: true },
];

export const nudge: CellDueNudge = { cause: 'cell-due', id: 'event-1', ...CELL, window: ID, at: window.opensAt };

/** A window that has just opened, with these nodes on its roster. */
export async function openWindow(
  roster: readonly JudgedNode[],
  { entry = {}, cell = {} }: { entry?: Partial<CatalogueEntry>; cell?: Partial<PlannedCell> } = {},
): Promise<FakeWorld> {
  const fake = fakeWorld('2026-03-06T21:01:00Z');
  await fake.windows.claim(window, anEntry(entry), fake.now());
  await fake.windows.putCells(ID, [{ ...CELL, operation: 'Install', ...cell }], fake.now());
  await fake.nodes.put(ID, roster);
  await fake.windows.setOpen(ID, fake.now());
  return fake;
}

export async function settleAt(fake: FakeWorld, at: string): Promise<string[]> {
  fake.clock.moveTo(at);
  return settle(fake);
}

export async function settle(fake: FakeWorld, by: CellNudge = nudge): Promise<string[]> {
  const { settlements } = await settleCell(by, fake);
  return settlements.map(({ window: id, did, why }) => `${id} ${did}${why === undefined ? '' : ` (${why})`}`);
}

/** The sweep makes the window final, and the index shows it. */
export async function closeAt(fake: FakeWorld, at: string): Promise<void> {
  fake.clock.moveTo(at);
  for (const known of (await fake.windows.known()).windows) await closeWindow(known, fake);
  fake.clock.moveTo(at);
}

export function invoked({ id, wave = '1' }: RosterNode, status = 'Success'): CellEvidence['invocations'][number] {
  return anInvocation({ nodeId: id, commandId: `wave-${wave === '2' && status !== 'Pending' ? 2 : 1}`, status });
}

export function stateOf({ id }: RosterNode, overrides: Partial<PatchState> = {}): PatchState {
  return aPatchState({ nodeId: id, snapshotId: snapshotIdOf(ID), ...overrides });
}

export function verdicts(fake: FakeWorld): string[] {
  return fake.nodes
    .all(ID)
    .map(({ id, verdict }) => `${id} ${verdict === undefined ? '-' : `${verdict.kind} (${verdict.reason})`}`);
}

/** The request of a run for this cell alone. */
export const RUN_HERE = {
  requestJson: JSON.stringify({ TargetLocations: [{ Accounts: [CELL.account], Regions: [CELL.region] }] }),
  runTag: 'patchplane:run:1',
};
