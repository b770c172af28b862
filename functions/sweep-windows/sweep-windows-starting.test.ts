import { describe, expect, it } from '@jest/globals';
import { CELL, OTHER_CELL, someSettings } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { ID, sweepAt, sweptBefore } from '../../shared/testing/fake-world/played-sweeps.ts';

describe('sweepWindows() where Systems Manager refuses a start', () => {
  it.each([
    ['ThrottlingException', 'start-refused'],
    ['AutomationExecutionLimitExceededException', 'queue-full'],
    ['IdempotentParameterMismatch', 'request-mismatch'],
  ])('waits after %s for %s, tells it, and tries again', async (error, reason) => {
    const fake = await sweptBefore();
    fake.runs.refuse(refusal(error), 'start');

    for (const at of ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z']) {
      expect(await sweepAt(fake, at)).toEqual([`${ID} waits (AWS answered ${error}: not now)`]);
    }
    expect(fake.outbox.told()).toMatchObject([{ key: `window-waiting#${ID}#${reason}`, severity: 'critical' }]);
    fake.runs.refuse(undefined);
    expect(await sweepAt(fake, '2026-03-06T21:10:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
  });

  it('goes on with the execution that another request of the same token began, if there is one', async () => {
    const fake = await sweptBefore();
    fake.runs.behave('mismatch');
    fake.clock.moveTo('2026-03-06T21:00:00Z');
    fake.clock.crashAfterAct('start');
    await expect(sweepAt(fake, '2026-03-06T21:00:00Z')).rejects.toThrow('Crashed');
    fake.clock.crashAfter(undefined);
    let shown = false; // At first the listing lags.
    const late = {
      ...fake,
      runs: {
        ...fake.runs,
        find: async (run: Parameters<typeof fake.runs.find>[0]) => (shown ? fake.runs.find(run) : NOTHING),
      },
    };

    await sweepAt(late, '2026-03-06T21:05:00Z');
    expect(fake.windows.stored(ID).waitingFor).toBe('request-mismatch');
    shown = true;
    expect(await sweepAt(late, '2026-03-06T21:10:00Z')).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
  });

  it('decides nothing while it cannot look for what may have begun, and takes it as begun at the last start', async () => {
    const fake = await sweptBefore();
    fake.clock.moveTo('2026-03-06T21:00:00Z');
    fake.clock.crashAfterAct('start');
    await expect(sweepAt(fake, '2026-03-06T21:00:00Z')).rejects.toThrow('Crashed');
    fake.clock.crashAfter(undefined);
    fake.runs.refuse(refusal('ThrottlingException'), 'find');

    for (const at of ['2026-03-06T21:05:00Z', '2026-03-06T23:50:00Z']) {
      expect(await sweepAt(fake, at)).toEqual([`${ID} waits (AWS answered ThrottlingException: not now)`]);
    }
    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} opened`]);
    expect(fake.outbox.told().at(-1)).toMatchObject({ kind: 'cutoff-refused', incident: true });
    expect(fake.nudged).toHaveLength(2);

    fake.runs.refuse(undefined, 'find');
    await sweepAt(fake, '2026-03-07T00:00:00Z');
    expect(fake.runs.stopped()).toEqual(['execution-1 Complete']);
    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
  });

  it('has the other run of the window begin, and goes on with it alone at the last start', async () => {
    const fake = await sweptBefore();
    fake.around.settings = someSettings({
      modes: { default: 'install', accounts: { [OTHER_CELL.account]: 'scan' }, environments: {} },
    });
    fake.runs.refuseChunk(1, refusal('AutomationExecutionLimitExceeded'));

    await sweepAt(fake, '2026-03-06T21:00:00Z');
    expect(fake.runs.begun()).toEqual([`${ID} 2`]);
    expect(fake.windows.stored(ID)).toMatchObject({ state: 'open', waitingFor: 'queue-full' });
    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} watched`]);
    expect(await fake.windows.cells(ID)).toMatchObject([
      { ...CELL, reason: 'queue-full', settled: false },
      { ...OTHER_CELL, reason: 'mode-scan', settled: false },
    ]);
    expect(fake.runs.stopped()).toEqual(['execution-1 Complete']);
  });
});

describe('sweepWindows() of a run that waits in the queue', () => {
  it('cancels it at the last start, says for what its nodes are missed, and tells it', async () => {
    const fake = await queued();
    await sweepAt(fake, '2026-03-06T23:54:59.999Z');
    expect(fake.runs.stopped()).toEqual([]);

    await sweepAt(fake, '2026-03-06T23:55:00Z');
    await sweepAt(fake, '2026-03-07T00:00:00Z');
    expect(fake.runs.stopped()).toEqual(['execution-1 Cancel']);
    expect((await fake.windows.cells(ID)).map(({ reason }) => reason)).toEqual(['queue-full', 'queue-full']);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `run-cancelled#${ID}#execution-1`,
        severity: 'critical',
        subject: `Window ${ID}: a run for 2 cells never began (queue-full)`,
      },
    ]);
  });

  it('lets what the listing does not show, or cannot be looked for, run to its end', async () => {
    const fake = await queued();
    fake.runs.refuse(refusal('ThrottlingException'), 'find');

    await sweepAt(fake, '2026-03-06T23:55:00Z');
    expect(fake.runs.stopped()).toEqual(['execution-1 Complete']);
    expect((await fake.windows.cells(ID)).map(({ reason }) => reason)).toEqual([undefined, undefined]);
  });

  it('tries again where AWS refuses to cancel it', async () => {
    const fake = await queued();
    fake.runs.refuse(refusal('ThrottlingException'), 'stop');
    await sweepAt(fake, '2026-03-06T23:55:00Z');
    expect(fake.outbox.keys()).toEqual([`cutoff-refused#${ID}#execution-1`]);
    fake.runs.refuse(undefined);

    await sweepAt(fake, '2026-03-07T00:00:00Z');
    expect(fake.runs.stopped()).toEqual(['execution-1 Cancel']);
  });
});

const NOTHING = { kind: 'done', value: undefined } as const;

async function queued(): Promise<FakeWorld> {
  const fake = await sweptBefore();
  fake.runs.queue(true);
  await sweepAt(fake, '2026-03-06T21:00:00Z');
  return fake;
}
