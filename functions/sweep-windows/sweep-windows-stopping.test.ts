import { describe, expect, it } from '@jest/globals';
import { aRosterNode } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { type FakeWorld, rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import { ID, settle, sweepAt, sweptBefore, there } from '../../shared/testing/fake-world/played-sweeps.ts';

// The last start of the window is at 23:55Z: a cell that its run has not come to by then must not begin (P1).
describe('sweepWindows() at the last start', () => {
  it('stops the executions of the hub, once, though it runs twice in a row', async () => {
    const fake = await opened();

    await sweepAt(fake, '2026-03-06T23:54:59.999Z');
    expect(stops(fake)).toBe(0);
    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} watched`]);
    expect(fake.runs.stopped()).toEqual([`${await executionId(fake)} Complete`]);
    await sweepAt(fake, '2026-03-06T23:55:01Z');
    await sweepAt(fake, '2026-03-07T00:00:00Z');
    expect(stops(fake)).toBe(1);
    expect(fake.outbox.told()).toEqual([]);
  });

  it('stops them also when one cell is settled and the other is not due', async () => {
    const fake = await opened();
    await settle(fake, there);

    await sweepAt(fake, '2026-03-06T23:56:00Z');
    expect(stops(fake)).toBe(1);
  });

  it('tells once that AWS refuses to, tries again at each sweep, and stops them when it can', async () => {
    const fake = await opened();
    fake.runs.refuse(refusal('ThrottlingException'));

    for (const at of ['2026-03-06T23:55:00Z', '2026-03-07T00:00:00Z']) {
      expect(await sweepAt(fake, at)).toEqual([`${ID} watched`]);
    }
    const id = await executionId(fake);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `cutoff-refused#${ID}#${id}`,
        severity: 'critical',
        details: [`Automation execution ${id}: AWS answered ThrottlingException: not now`],
      },
    ]);
    expect((await fake.windows.runs(ID))[0]?.stopped).toBeUndefined();
    expect(fake.nudged).toHaveLength(4); // The cells are looked at all the same.

    fake.runs.refuse(undefined);
    await sweepAt(fake, '2026-03-07T00:05:00Z');
    await sweepAt(fake, '2026-03-07T00:10:00Z');
    expect(fake.runs.stopped()).toEqual([`${id} Complete`]);
    expect((await fake.windows.runs(ID))[0]?.stopped).toBe('Complete');
    expect(fake.windows.stored(ID).stopped).toEqual({
      reason: 'cutoff',
      cancelRunning: false,
      at: new Date('2026-03-06T23:55:00Z'),
    });
    expect(fake.outbox.told()).toHaveLength(1);
  });

  it('tries each execution of a window, whatever became of the one before', async () => {
    const fake = await sweptBefore();
    const accounts = Array.from({ length: 1001 }, (_, index) => String(100_000_000_000 + index));
    fake.around.roster = rosterOf(...accounts.map((account) => aRosterNode({ account })));
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    const ids = (await fake.windows.runs(ID)).map(({ executionId }) => executionId);
    fake.runs.refuse(refusal('ThrottlingException'));

    await sweepAt(fake, '2026-03-06T23:55:00Z');
    expect(fake.outbox.keys()).toEqual(ids.map((id) => `cutoff-refused#${ID}#${id}`));
    fake.runs.refuse(undefined);
    await sweepAt(fake, '2026-03-07T00:00:00Z');
    expect(fake.runs.stopped()).toEqual(ids.map((id) => `${id} Complete`));
    expect(ids).toHaveLength(2);
  });

  it('has nothing to stop in a window that owes nobody a patch, or that is over by then', async () => {
    const fake = await sweptBefore();
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    await settle(fake, there);
    await settle(fake, { ...there, id: 'i-0a1b2c3d4e5f60718', account: '444455556666', region: 'eu-west-1' });

    expect(await sweepAt(fake, '2026-03-06T23:00:00Z')).toEqual([`${ID} closed`]);
    await sweepAt(fake, '2026-03-06T23:55:00Z');
    expect(stops(fake)).toBe(0);
  });
});

async function opened(): Promise<FakeWorld> {
  const fake = await sweptBefore();
  await sweepAt(fake, '2026-03-06T21:00:00Z');
  return fake;
}

async function executionId(fake: FakeWorld): Promise<string | undefined> {
  return (await fake.windows.runs(ID))[0]?.executionId;
}

function stops({ clock }: FakeWorld): number {
  return clock.acts.filter((act) => act === 'stop').length;
}
