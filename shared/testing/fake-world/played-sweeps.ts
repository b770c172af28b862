/** Sweeps over the fake world: the stories of sweep-windows are told with these. */
import { sweepWindows } from '../../../functions/sweep-windows/sweep-windows.ts';
import type { Cell } from '../../domain/window/node.ts';
import { aRosterNode, OTHER_CELL } from '../domain-builders.ts';
import { type FakeWorld, fakeWorld, rosterOf } from './fake-world.ts';
import { untilCrash } from './until-crash.ts';

/** The window that these sweeps are about: last start 23:55Z, closes 01:00Z, grace until 02:30Z. */
export const ID = '22FRI@2026-03-06';
export const here = aRosterNode();
export const there = aRosterNode({ id: 'i-0b1b2c3d4e5f60718', ...OTHER_CELL, wave: '2' });

/** A world whose schedule has been read five minutes before the opening, with a node in each of two cells. */
export async function sweptBefore(): Promise<FakeWorld> {
  const fake = fakeWorld('2026-03-06T20:55:00Z');
  fake.around.roster = rosterOf(here, there);
  await sweep(fake);
  return fake;
}

export async function sweepAt(fake: FakeWorld, at: string): Promise<string[]> {
  fake.clock.moveTo(at);
  return sweep(fake);
}

export async function sweep(fake: FakeWorld): Promise<string[]> {
  const { steps } = await untilCrash(worldOf(fake), (world) => sweepWindows({ cause: 'tick', at: fake.now() }, world));
  return steps.map(({ window, did, why }) => `${window} ${did}${why === undefined ? '' : ` (${why})`}`);
}

export function worldOf(fake: FakeWorld) {
  return { ...fake, memory: fake.sweepRow };
}

/** What settle-cell would write: these nodes are patched, and their cells are settled. */
export async function settle(fake: FakeWorld, ...nodes: readonly (typeof here)[]): Promise<void> {
  const patched = nodes.map((node) => ({ ...node, verdict: { kind: 'patched', reason: 'installed' } as const }));
  await fake.nodes.put(ID, patched);
  for (const { account, region } of nodes) {
    await fake.windows.setCell(ID, { account, region }, { settled: true, lookedAt: fake.now() });
  }
}

/** What settle-cell would write where it finds nothing new. */
export async function lookAt(fake: FakeWorld, cell: Cell): Promise<void> {
  await fake.windows.setCell(ID, cell, { settled: false, lookedAt: fake.now() });
}
