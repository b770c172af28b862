import { describe, expect, it } from '@jest/globals';
import { cellKey, type RosterNode } from '../../shared/domain/window/node.ts';
import { aRosterNode } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { type FakeWorld, fakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { ID, worldOf } from '../../shared/testing/fake-world/played-sweeps.ts';
import { untilCrash } from '../../shared/testing/fake-world/until-crash.ts';
import { type CellToWrite, rosterSize, writeCells } from './write-cells.ts';

/** Cells are written a hundred at a time: these take three rounds, of three acts each. */
const CELLS = 250;
const ACTS = 9;

describe('writeCells()', () => {
  it('writes down each cell and its nodes, and how many they are', async () => {
    const fake = fakeWorld();
    await write(fake, manyCells());

    expect(fake.nodes.all(ID)).toHaveLength(2 * CELLS);
    expect(await fake.windows.cells(ID)).toHaveLength(CELLS);
    expect(rosterSize(await fake.windows.cells(ID))).toBe(2 * CELLS);
    expect(fake.clock.acts).toEqual(
      Array(ACTS / 3)
        .fill(['putCells', 'put nodes', 'putCells'])
        .flat(),
    );
  });

  it('writes nothing where it finds what is written, in whatever order it finds it', async () => {
    const fake = fakeWorld();
    await write(fake, manyCells());
    const upsideDown = manyCells().map((each) => ({ ...each, owed: each.owed.toReversed() }));
    await write(fake, upsideDown.toReversed());

    expect(fake.clock.acts).toHaveLength(ACTS);
  });

  // Goal: a try that dies anywhere leaves nothing half (K1), and the next one writes no more than is left (K2).
  // Method: die after each act in turn, look at what is there, and write again.
  it('goes on where a try has died, and comes to the same', async () => {
    const smooth = fakeWorld();
    await write(smooth, manyCells());

    for (let acts = 1; acts <= ACTS; acts += 1) {
      const fake = fakeWorld();
      fake.clock.crashAfter(acts);
      await expect(write(fake, manyCells())).rejects.toThrow(Crash);
      const cells = new Map((await fake.windows.cells(ID)).map((cell) => [cellKey(cell), cell]));
      const nodes = fake.nodes.all(ID);
      expect(nodes.filter((node) => !cells.has(cellKey(node)))).toEqual([]); // K1
      expect(rosterSize([...cells.values()])).toBeLessThanOrEqual(nodes.length); // K2

      fake.clock.crashAfter(undefined);
      await write(fake, manyCells());
      expect(await fake.windows.cells(ID)).toEqual(await smooth.windows.cells(ID));
      expect(fake.nodes.all(ID)).toEqual(smooth.nodes.all(ID));
      const roundsDone = Math.floor(acts / 3);
      expect({ acts, again: fake.clock.acts.length - acts }).toEqual({ acts, again: ACTS - 3 * roundsDone });
    }
  });

  it('keeps the nodes of an earlier try that the inventory does not show any more, and counts them', async () => {
    const fake = fakeWorld();
    await write(fake, [aCell(0), aCell(1)]);
    const [left, gone] = aCell(0).owed;
    const fewer = { ...aCell(0), owed: [left, aNode(7)].flatMap((node) => node ?? []) };
    await write(fake, [fewer, aCell(1)]);

    const ids = fake.nodes.all(ID).map(({ id }) => id);
    expect(ids).toHaveLength(5);
    expect(ids).toContain(gone?.id);
    expect(rosterSize(await fake.windows.cells(ID))).toBe(5);

    const actsBefore = fake.clock.acts.length;
    await write(fake, [fewer, aCell(1)]);
    expect(fake.clock.acts).toHaveLength(actsBefore);
  });

  it('writes a cell anew in which something else is to become of the nodes, those of an earlier try included', async () => {
    const fake = fakeWorld();
    const held = { operation: 'none', reason: 'held', nodes: 2 } as const;
    const missed = { kind: 'missed', reason: 'held' } as const;
    await write(fake, [{ ...aCell(0), cell: { ...aCell(0).cell, ...held }, verdict: missed }]);
    expect(fake.nodes.all(ID).map(({ verdict }) => verdict)).toEqual([missed, missed]);

    await write(fake, [{ ...aCell(0), owed: aCell(0).owed.slice(1) }]);
    expect(fake.nodes.all(ID).map(({ verdict }) => verdict)).toEqual([undefined, undefined]);
    expect(await fake.windows.cells(ID)).toMatchObject([{ operation: 'Install', settled: false, roster: { size: 2 } }]);
  });
});

async function write(fake: FakeWorld, cells: readonly CellToWrite[]): Promise<void> {
  const written = new Map((await fake.windows.cells(ID)).map((cell) => [cellKey(cell), cell]));
  return untilCrash(worldOf(fake), (world) => writeCells(ID, { cells, written }, world));
}

function manyCells(): CellToWrite[] {
  return Array.from({ length: CELLS }, (_, number) => aCell(number));
}

/** A cell with two nodes. */
function aCell(number: number): CellToWrite {
  const owed = [aNode(2 * number, number), aNode(2 * number + 1, number)];
  const { account, region } = aNode(0, number);
  return { cell: { account, region, operation: 'Install', reason: undefined, nodes: 2 }, owed, verdict: undefined };
}

function aNode(number: number, cell = 0): RosterNode {
  const id = `i-${String(number).padStart(17, '0')}`;
  return aRosterNode({ id, account: String(200_000_000_000 + cell) });
}
