/** A node that a look adds while its window becomes final: in the count or an amendment, and never neither (P3). */
import { describe, expect, it } from '@jest/globals';
import { addsUp } from '../../shared/domain/window/verdict.ts';
import { aWindow, CELL } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import {
  bothEnded,
  closeAt,
  invoked,
  nudge,
  one,
  openWindow,
  settleAt,
  stateOf,
  two,
  verdicts,
} from '../../shared/testing/fake-world/played-looks.ts';
import { followUp } from '../sweep-windows/follow-up.ts';
import { settleCell } from './settle-cell.ts';

const ID = aWindow().id;
const FINAL = '2026-03-07T02:35:00Z';
const A_DAY_LATER = '2026-03-08T02:35:00Z';

/** The run has touched two nodes, and the roster has one of them. */
async function touchedTwo(status = 'Success'): Promise<FakeWorld> {
  const fake = await openWindow([one]);
  fake.cells.show(CELL, {
    commands: bothEnded,
    invocations: [invoked(one), invoked(two, status)],
    patchStates: status === 'Success' ? [stateOf(one), stateOf(two)] : [stateOf(one)],
  });
  return fake;
}

/** The sweep makes the window final after the look has seen the cell, and before it writes what it saw. */
function overtaken(fake: FakeWorld, crash = false): FakeWorld {
  let before = true;
  const judge: FakeWorld['nodes']['judge'] = async (windowId, nodes) => {
    if (before) {
      before = false;
      await closeAt(fake, FINAL);
      await fake.nodes.judge(windowId, nodes);
      if (crash) throw new Crash('judge');
    } else await fake.nodes.judge(windowId, nodes);
  };
  return { ...fake, nodes: { ...fake.nodes, judge } };
}

async function rosterOf(fake: FakeWorld) {
  const [followed] = await fake.followed.followed();
  if (followed === undefined) throw new Error('No window is followed');
  expect(addsUp(followed.verdicts, followed.roster)).toBe(true);
  expect(fake.nodes.all(ID)).toHaveLength(followed.roster);
  return { roster: followed.roster, patched: followed.verdicts.patched };
}

const amendments = (fake: FakeWorld) => fake.outbox.told().filter(({ kind }) => kind === 'verdict-amended');

describe('a node that a look adds', () => {
  it('is counted with the others where the window becomes final after it', async () => {
    const fake = await touchedTwo();
    await settleAt(fake, '2026-03-06T23:00:00Z');
    await closeAt(fake, FINAL);

    expect(await rosterOf(fake)).toEqual({ roster: 2, patched: 2 });
    expect(await settleAt(fake, A_DAY_LATER)).toEqual([]);
    expect(await fake.followed.cellsToLookAt(ID)).toEqual([]);
    expect(amendments(fake)).toEqual([]);
  });

  it('amends the window that became final before, and is told, announced and counted once', async () => {
    const fake = await touchedTwo();
    fake.clock.moveTo('2026-03-07T02:30:00Z');
    const { settlements } = await settleCell(nudge, overtaken(fake));

    expect(settlements.map(({ did }) => did)).toEqual(['settled', 'amended']);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} patched (installed)`]);
    expect(await rosterOf(fake)).toEqual({ roster: 2, patched: 2 });
    expect(amendments(fake)).toMatchObject([
      {
        severity: 'info',
        details: [
          `payments-db-01 ${one.id} (payments@example.com): missed (cell-unread), now patched (installed)`,
          `${two.id}: not counted, now patched (installed)`,
        ],
      },
    ]);
    const announced = () => fake.announced.filter(({ kind }) => kind === 'Verdict Amended').length;
    expect(announced()).toBe(2);

    await settleAt(fake, '2026-03-07T03:00:00Z');
    expect(await rosterOf(fake)).toEqual({ roster: 2, patched: 2 });
    expect([amendments(fake).length, announced()]).toEqual([1, 2]);
  });

  it('is an incident where it failed, because the digest said nothing of it', async () => {
    const fake = await touchedTwo('Failed');
    fake.clock.moveTo('2026-03-07T02:30:00Z');
    await settleCell(nudge, overtaken(fake));

    expect(amendments(fake)).toMatchObject([{ severity: 'warning', incident: true }]);
  });

  it('is counted by the last sweep that follows the window where the look died of it', async () => {
    const fake = await touchedTwo();
    fake.clock.moveTo('2026-03-07T02:30:00Z');
    await expect(settleCell(nudge, overtaken(fake, true))).rejects.toThrow(Crash);
    fake.clock.moveTo(A_DAY_LATER);
    await followUp(fake);
    expect(fake.nudged).toEqual([`${ID} ${CELL.account} ${CELL.region}`]);

    await settleAt(fake, A_DAY_LATER);
    expect(await rosterOf(fake)).toMatchObject({ roster: 2 });
    expect(amendments(fake)).toHaveLength(1);
    for (const at of ['2026-03-08T03:40:00Z', '2026-03-08T04:45:00Z']) {
      fake.clock.moveTo(at);
      await followUp(fake);
    }
    expect(fake.clock.acts.at(-1)).toBe('stopFollowing');
  });
});
