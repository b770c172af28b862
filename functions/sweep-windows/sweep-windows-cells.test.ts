import { describe, expect, it } from '@jest/globals';
import type { RosterNode } from '../../shared/domain/window/node.ts';
import { aRosterNode, CELL, OTHER_CELL } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { type FakeWorld, rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import { here, ID, settle, sweepAt, sweptBefore, there } from '../../shared/testing/fake-world/played-sweeps.ts';
import { anEmergency, aRelease } from '../../shared/testing/opening-builders.ts';

const NEXT = '22FRI@2026-03-13';

describe('sweepWindows() of a schedule that had nodes elsewhere the last time', () => {
  it('runs in the cell that has vanished all the same, owes its nodes, and tells of it once', async () => {
    const fake = await sweptOnce(here, there);
    fake.around.roster = rosterOf(here);

    expect(await sweepAt(fake, '2026-03-13T21:00:00Z')).toEqual([`${NEXT} opened`]);
    expect(fake.runs.requests().at(-1)).toContain(OTHER_CELL.account);
    expect(await fake.windows.cells(NEXT)).toMatchObject([
      { ...CELL, operation: 'Install', reason: undefined, settled: false },
      { ...OTHER_CELL, operation: 'Install', reason: 'not-in-inventory', settled: false },
    ]);
    expect(fake.nodes.all(NEXT)).toEqual([
      { ...here, verdict: undefined },
      { ...there, verdict: undefined },
    ]);
    expect(fake.outbox.told().slice(1)).toMatchObject([
      {
        key: `cell-stale#${NEXT}`,
        severity: 'warning',
        subject: `Window ${NEXT}: the inventory of 1 cell is old or gone`,
        details: ['777788889999 eu-central-1: had nodes of 22FRI the last time, and none is shown now'],
      },
    ]);
  });

  it('lets go of the cell once the run has met none of its nodes there, and keeps it where it has', async () => {
    for (const [reason, cells] of [
      ['not-in-inventory', [CELL]],
      ['installed', [CELL, OTHER_CELL]],
    ] as const) {
      const fake = await sweptOnce(here, there);
      fake.around.roster = rosterOf(here);
      await sweepAt(fake, '2026-03-13T21:00:00Z');
      const kind = reason === 'installed' ? 'patched' : 'missed';
      await fake.nodes.put(NEXT, [
        { ...here, verdict: { kind: 'patched', reason: 'installed' } },
        { ...there, verdict: { kind, reason } },
      ]);
      for (const cell of [CELL, OTHER_CELL]) {
        await fake.windows.setCell(NEXT, cell, { settled: true, lookedAt: fake.now() });
      }
      expect(await sweepAt(fake, '2026-03-13T22:00:00Z')).toEqual([`${NEXT} closed`]);

      await sweepAt(fake, '2026-03-20T21:00:00Z');
      expect(await fake.windows.cells('22FRI@2026-03-20')).toMatchObject(cells);
      expect(await fake.windows.cells('22FRI@2026-03-20')).toHaveLength(cells.length);
    }
  });

  it('tells once of cells that the aggregator calls old, and of no others', async () => {
    const fake = await sweptBefore();
    const stranger = { account: '999900001111', region: 'us-east-1' };
    fake.around.staleCells = {
      kind: 'done',
      value: [
        { ...OTHER_CELL, reason: 'OUTDATED' },
        { ...stranger, reason: 'FAILED' },
      ],
    };

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} opened`]);
    expect(fake.outbox.told()).toMatchObject([
      { key: `cell-stale#${ID}`, details: ['777788889999 eu-central-1: AWS Config says OUTDATED'] },
    ]);
  });

  it('opens though AWS does not say which cells are old, and tells that nobody knows', async () => {
    const fake = await sweptBefore();
    fake.around.staleCells = refusal('AccessDeniedException');

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} opened`]);
    expect(fake.outbox.told()).toMatchObject([
      { details: [expect.stringContaining('AWS Config answered AccessDeniedException: not now')] },
    ]);
  });

  it('waits where the roster lost more than half of its nodes, until a person has looked at it', async () => {
    const fake = await sweptOnce(...manyNodes(10));
    fake.around.roster = rosterOf(...manyNodes(4));

    expect(await sweepAt(fake, '2026-03-13T21:00:00Z')).toEqual([
      `${NEXT} waits (The roster has 4 nodes where ${ID} had 10; more than 50 % fewer wait for a person to release the window.)`,
    ]);
    expect(fake.outbox.told().at(-1)).toMatchObject({
      key: `window-waiting#${NEXT}#roster-shrunk`,
      severity: 'critical',
      next: [expect.stringContaining(`npx patchplane release window ${NEXT}`), expect.anything()],
    });
    fake.around.intents = { holds: [], releases: [aRelease({ window: NEXT })] };
    expect(await sweepAt(fake, '2026-03-13T21:05:00Z')).toEqual([`${NEXT} opened`]);
    expect((await fake.schedules.readRoster('22FRI'))?.cells).toEqual([{ ...CELL, nodes: 4 }]);
  });

  it('compares the next window with the last that opened, and not with one that was missed', async () => {
    const fake = await sweptOnce(...manyNodes(10));
    fake.around.roster = rosterOf(...manyNodes(4));
    await sweepAt(fake, '2026-03-13T21:00:00Z');
    expect(await sweepAt(fake, '2026-03-13T23:55:00Z')).toEqual([`${NEXT} missed (roster-shrunk)`]);

    await sweepAt(fake, '2026-03-20T21:00:00Z');
    expect(fake.windows.stored('22FRI@2026-03-20').waitingFor).toBe('roster-shrunk');
  });

  it('leaves the memory of the schedule alone in an emergency, which may see a part of it only', async () => {
    const fake = await sweptOnce(here, there);
    const before = await fake.schedules.readRoster('22FRI');
    const window = { ...fake.windows.stored(ID).window, id: `${ID}+1a2b3c4d` };
    const opensAt = new Date('2026-03-08T10:00:00Z');
    const emergency = {
      ...window,
      opensAt,
      cutoffAt: new Date('2026-03-08T13:00:00Z'),
      closesAt: new Date('2026-03-08T14:00:00Z'),
    };
    const why = { emergency: anEmergency({ accounts: [CELL.account] }) };
    await fake.windows.claim(emergency, fake.windows.stored(ID).entry, opensAt, why);

    expect(await sweepAt(fake, '2026-03-08T10:00:00Z')).toEqual([`${emergency.id} opened`]);
    expect(await fake.windows.cells(emergency.id)).toMatchObject([CELL]);
    expect(fake.nodes.all(emergency.id)).toEqual([{ ...here, verdict: undefined }]);
    expect(await fake.schedules.readRoster('22FRI')).toEqual(before);
  });
});

/** A world in which these nodes were patched a week before. */
async function sweptOnce(...nodes: readonly RosterNode[]): Promise<FakeWorld> {
  const fake = await sweptBefore();
  fake.around.roster = rosterOf(...nodes);
  await sweepAt(fake, '2026-03-06T21:00:00Z');
  await settle(fake, ...nodes);
  await sweepAt(fake, '2026-03-06T22:00:00Z');
  return fake;
}

function manyNodes(count: number): RosterNode[] {
  return Array.from({ length: count }, (_, index) => aRosterNode({ id: `i-${String(index).padStart(17, '0')}` }));
}
