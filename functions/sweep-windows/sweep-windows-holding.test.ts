import { describe, expect, it } from '@jest/globals';
import type { Hold } from '../../shared/domain/window/hold.ts';
import { CELL, OTHER_CELL } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { ID, sweepAt, sweptBefore } from '../../shared/testing/fake-world/played-sweeps.ts';
import { aHold, aRelease, OPERATOR } from '../../shared/testing/opening-builders.ts';

const scopes: readonly (readonly [string, Hold['scope']])[] = [
  ['all', { kind: 'all' }],
  ['schedule 22FRI', { kind: 'schedule', schedule: '22FRI' }],
  [`window ${ID}`, { kind: 'window', window: ID }],
];

describe('sweepWindows() under a hold', () => {
  it.each(scopes)(
    'opens nothing of what is held (%s), says how to release it, and misses it in the end',
    async (said, scope) => {
      const fake = await sweptBefore();
      hold(fake, { scope });
      fake.around.intents = { ...fake.around.intents, releases: [aRelease()] }; // Which passes no hold.

      for (const at of ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z']) {
        expect(await sweepAt(fake, at)).toEqual([`${ID} waits (${OPERATOR} holds ${said}: the shop has a sale)`]);
      }
      expect(fake.outbox.told()).toMatchObject([
        {
          key: `window-waiting#${ID}#held`,
          severity: 'warning',
          details: [`${OPERATOR} holds ${said}: the shop has a sale`],
          next: [`To end it now: npx patchplane release ${said} --reason "why it is safe"`, expect.anything()],
        },
      ]);
      expect(fake.announced.filter(({ kind }) => kind === 'Window Held')).toHaveLength(1);
      expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} missed (held)`]);
      expect(fake.windows.stored(ID).end).toMatchObject({ verdicts: { missed: 2 }, reason: 'held' });
      expect(fake.runs.begun()).toEqual([]);
    },
  );

  it('opens what is held no longer', async () => {
    const fake = await sweptBefore();
    hold(fake);
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    fake.around.intents = { holds: [], releases: [] };

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
  });

  it.each([
    ['Complete', false],
    ['Cancel', true],
  ])('stops an open window within one sweep, with %s, and has its cells told', async (how, cancelRunning) => {
    const fake = await opened();
    hold(fake, { cancelRunning });

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} watched`]);
    expect(fake.runs.stopped()).toEqual([`execution-1 ${how}`]);
    const at = new Date('2026-03-06T21:05:00Z');
    expect(fake.windows.stored(ID).stopped).toEqual({ reason: 'held', cancelRunning, at });
    expect(fake.nudged).toEqual([`${ID} 444455556666 eu-west-1`, `${ID} 777788889999 eu-central-1`]);
    expect(fake.outbox.told()).toMatchObject([
      { kind: 'window-stopped', subject: `Window ${ID} is stopped (held)`, details: [expect.stringContaining('sale')] },
    ]);

    await sweepAt(fake, '2026-03-06T21:10:00Z');
    expect(fake.runs.stopped()).toHaveLength(1);
    expect(fake.outbox.told()).toHaveLength(1);
  });

  it('cancels what runs where a hold is set anew for that, and never goes on by itself', async () => {
    const fake = await opened();
    hold(fake);
    await sweepAt(fake, '2026-03-06T21:05:00Z');
    hold(fake, { cancelRunning: true });
    await sweepAt(fake, '2026-03-06T21:10:00Z');
    fake.around.intents = { holds: [], releases: [] };
    await sweepAt(fake, '2026-03-06T21:15:00Z');

    expect(fake.runs.stopped()).toEqual(['execution-1 Complete', 'execution-1 Cancel']);
    expect(fake.windows.stored(ID).stopped).toMatchObject({ reason: 'held', cancelRunning: true });
    expect(fake.outbox.keys()).toEqual([`window-stopped#${ID}#held#none`, `window-stopped#${ID}#held#cancelled`]);
  });

  it('has the cells told though AWS refuses to stop the execution, and tries that again at each sweep', async () => {
    const fake = await opened();
    hold(fake, { cancelRunning: true });
    fake.runs.refuse(refusal('ThrottlingException'), 'stop');

    await sweepAt(fake, '2026-03-06T21:05:00Z');
    expect(fake.windows.stored(ID).stopped).toMatchObject({ reason: 'held' });
    expect(fake.nudged).toHaveLength(2);
    fake.runs.refuse(undefined);
    await sweepAt(fake, '2026-03-06T21:10:00Z');
    expect(fake.runs.stopped()).toEqual(['execution-1 Cancel']);
  });

  it('stops a run that had begun before the sweep died, though its window is not open yet', async () => {
    const fake = await sweptBefore();
    fake.clock.moveTo('2026-03-06T21:00:00Z');
    fake.clock.crashAfterAct('start');
    await expect(sweepAt(fake, '2026-03-06T21:00:00Z')).rejects.toThrow('Crashed after start');
    fake.clock.crashAfter(undefined);
    hold(fake);

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
    expect(fake.runs.stopped()).toEqual(['execution-1 Complete']);
    expect(fake.windows.stored(ID)).toMatchObject({ state: 'open', stopped: { reason: 'held' } });
    expect(fake.nudged).toHaveLength(2);
  });

  it('waits under a hold without sending a request that was stored before', async () => {
    const fake = await sweptBefore();
    fake.runs.refuse(refusal('ThrottlingException'), 'start');
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    fake.runs.refuse(undefined);
    hold(fake);

    await sweepAt(fake, '2026-03-06T21:05:00Z');
    expect(fake.windows.stored(ID)).toMatchObject({ state: 'opening', waitingFor: 'held' });
    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} missed (held)`]);
    expect(fake.runs.begun()).toEqual([]);
  });
});

describe('sweepWindows() with an account under a hold', () => {
  const account = { scope: { kind: 'account', account: OTHER_CELL.account } } as const;

  it('runs in the other accounts, and misses the nodes of that one at once', async () => {
    const fake = await sweptBefore();
    hold(fake, account);

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} opened`]);
    expect(await fake.windows.cells(ID)).toMatchObject([
      { ...CELL, operation: 'Install', settled: false },
      { ...OTHER_CELL, operation: 'none', reason: 'held', settled: true },
    ]);
    expect(fake.nodes.all(ID).map(({ verdict }) => verdict)).toEqual([undefined, { kind: 'missed', reason: 'held' }]);
    expect(fake.runs.requests()[0]).not.toContain(OTHER_CELL.account);
  });

  it('stops an open window in its cells alone', async () => {
    const fake = await opened();
    hold(fake, account);

    await sweepAt(fake, '2026-03-06T21:05:00Z');
    await sweepAt(fake, '2026-03-06T21:06:00Z');
    expect(fake.runs.stopped()).toEqual([]);
    expect(fake.windows.stored(ID).stopped).toBeUndefined();
    expect(await fake.windows.cells(ID)).toMatchObject([
      { account: CELL.account },
      { account: OTHER_CELL.account, stopped: { reason: 'held', at: new Date('2026-03-06T21:05:00Z') } },
    ]);
    expect((await fake.windows.cells(ID))[0]).not.toHaveProperty('stopped');
    expect(fake.nudged[0]).toBe(`${ID} 777788889999 eu-central-1`);
    expect(fake.outbox.told()).toMatchObject([{ about: { account: OTHER_CELL.account } }]);
  });

  it('does not send a stored request into it, sends the others, and says so', async () => {
    const fake = await sweptBefore();
    fake.around.settings = {
      ...fake.around.settings,
      modes: { default: 'install', accounts: { [OTHER_CELL.account]: 'scan' }, environments: {} },
    };
    fake.runs.refuse(refusal('ThrottlingException'), 'start');
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    fake.runs.refuse(undefined);
    hold(fake, account);

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
    expect(fake.outbox.told().at(-1)?.subject).toBe(`Window ${ID}: a run of it waits (held)`);
    expect(fake.outbox.told().at(-1)?.next[0]).toContain('npx patchplane release account 777788889999');

    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} watched`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
  });

  it('takes it out of a stored request that was surely never begun, and sends the rest (P6)', async () => {
    const fake = await sweptBefore();
    fake.runs.refuse(refusal('ThrottlingException'), 'start');
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    const [before] = await fake.windows.runs(ID);
    fake.runs.refuse(undefined);
    hold(fake, account);

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
    expect(fake.runs.requests()[0]).not.toContain(OTHER_CELL.account);
    expect((await fake.windows.runs(ID))[0]?.runTag).not.toBe(before?.runTag);
    expect(await fake.windows.cells(ID)).toMatchObject([CELL, { ...OTHER_CELL, reason: 'held' }]);
    expect((await fake.windows.cells(ID))[0]?.reason).toBeUndefined();
  });

  it('sends no such request by another token if it may have begun as it was (P2)', async () => {
    const fake = await sweptBefore();
    fake.runs.refuse(refusal('InternalServerError'), 'start');
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    fake.runs.refuse(undefined);
    hold(fake, account);

    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([
      `${ID} waits (${OPERATOR} holds account 777788889999: the shop has a sale)`,
    ]);
    expect(fake.runs.begun()).toEqual([]);
  });
});

function hold(fake: FakeWorld, overrides: Partial<Hold> = {}): void {
  fake.around.intents = { holds: [aHold(overrides)], releases: [] };
}

async function opened(): Promise<FakeWorld> {
  const fake = await sweptBefore();
  await sweepAt(fake, '2026-03-06T21:00:00Z');
  return fake;
}
