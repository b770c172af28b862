import { describe, expect, it } from '@jest/globals';
import { CELL, OTHER_CELL, someSettings } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { ID, sweepAt, sweptBefore } from '../../shared/testing/fake-world/played-sweeps.ts';
import { aHold } from '../../shared/testing/opening-builders.ts';

// One run of the window has begun, the queue has no room for the other.
describe('sweepWindows() of a window of which one run cannot begin', () => {
  it('is open with the one that has, says for what the other waits, and sends it once it can', async () => {
    const fake = await inPart();
    expect(fake.windows.stored(ID)).toMatchObject({ state: 'open', waitingFor: 'queue-full' });
    expect(fake.outbox.told()).toMatchObject([
      { key: `window-waiting#${ID}#queue-full`, subject: `Window ${ID}: a run of it waits (queue-full)` },
    ]);

    await sweepAt(fake, '2026-03-06T21:05:00Z');
    expect(fake.outbox.told()).toHaveLength(1);
    fake.runs.refuseChunk(2, undefined);
    await sweepAt(fake, '2026-03-06T21:10:00Z');
    expect(fake.runs.begun()).toEqual([`${ID} 1`, `${ID} 2`]);
    expect(fake.windows.stored(ID).waitingFor).toBeUndefined();
  });

  it('sends it by nothing that is not read (P5), and not past the last start (P1)', async () => {
    const fake = await inPart();
    fake.runs.refuseChunk(2, undefined);
    const catalogue = fake.around.catalogue;
    fake.around.catalogue = { kind: 'unread', reason: 'ThrottlingException: not now' };
    await sweepAt(fake, '2026-03-06T21:05:00Z');
    fake.around.catalogue = catalogue;
    await sweepAt(fake, '2026-03-06T23:55:00Z');

    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
    expect(fake.runs.stopped()).toEqual(['execution-1 Complete']);
  });

  it('stops the one that has begun in the cells of an account under a hold (P1)', async () => {
    const fake = await inPart();
    hold(fake, { scope: { kind: 'account', account: CELL.account } });
    await sweepAt(fake, '2026-03-06T21:05:00Z');

    expect(await fake.windows.cells(ID)).toMatchObject([{ ...CELL, stopped: { reason: 'held' } }, OTHER_CELL]);
    expect(fake.nudged).toEqual([`${ID} ${CELL.account} ${CELL.region}`]);
  });

  it('stops the one that has begun though the other cannot be looked for, which is an incident', async () => {
    const fake = await inPart();
    fake.runs.refuse(refusal('ThrottlingException'), 'find');
    hold(fake);
    await sweepAt(fake, '2026-03-06T21:05:00Z');

    expect(fake.runs.stopped()).toEqual(['execution-1 Cancel']);
    expect(fake.outbox.told().at(-1)).toMatchObject({
      kind: 'cutoff-refused',
      incident: true,
      subject: `Window ${ID}: a run for 1 cell may have begun unseen`,
      details: ['AWS answered ThrottlingException: not now', `${OTHER_CELL.account} ${OTHER_CELL.region}`],
    });
    expect(fake.nudged).toHaveLength(2);
  });

  it('becomes final though the other can never be looked for', async () => {
    const fake = await inPart();
    fake.runs.refuse(refusal('AccessDeniedException'), 'find');
    for (const at of ['2026-03-06T23:55:00Z', '2026-03-07T01:00:00Z', '2026-03-07T02:30:00Z', '2026-03-09T00:00:00Z']) {
      await sweepAt(fake, at);
    }

    expect(fake.runs.stopped()).toEqual(['execution-1 Complete']);
    expect(fake.windows.stored(ID).state).toBe('final');
    expect(fake.outbox.told().filter(({ incident }) => incident === true)).toHaveLength(2);
  });

  it.each(['setStopped', 'stop'])('goes on stopping it after a crash behind %s (P1, P7)', async (act) => {
    const fake = await inPart();
    hold(fake);
    await crashAt(fake, '2026-03-06T21:05:00Z', act);
    await sweepAt(fake, '2026-03-06T21:10:00Z');

    expect(fake.runs.stopped()).toContain('execution-1 Cancel');
    expect(fake.windows.stored(ID)).toMatchObject({ state: 'open', stopped: { reason: 'held' } });
    expect(fake.nudged).toHaveLength(2);
  });

  it('begins nothing more once it is stopped, though a crash came between and the hold is released', async () => {
    const fake = await inPart();
    hold(fake);
    await crashAt(fake, '2026-03-06T21:05:00Z', 'setStopped');
    fake.around.intents = { holds: [], releases: [] };
    fake.runs.refuseChunk(2, undefined);
    await sweepAt(fake, '2026-03-06T21:10:00Z');

    expect(fake.runs.begun()).toEqual([`${ID} 1`]);
  });
});

async function inPart(): Promise<FakeWorld> {
  const fake = await sweptBefore();
  fake.around.settings = someSettings({
    modes: { default: 'install', accounts: { [OTHER_CELL.account]: 'scan' }, environments: {} },
  });
  fake.runs.refuseChunk(2, refusal('AutomationExecutionLimitExceeded'));
  await sweepAt(fake, '2026-03-06T21:00:00Z');
  return fake;
}

function hold(fake: FakeWorld, overrides: Parameters<typeof aHold>[0] = {}): void {
  fake.around.intents = { holds: [aHold({ cancelRunning: true, ...overrides })], releases: [] };
}

async function crashAt(fake: FakeWorld, at: string, act: string): Promise<void> {
  fake.clock.crashAfterAct(act);
  await expect(sweepAt(fake, at)).rejects.toThrow('Crashed');
  fake.clock.crashAfter(undefined);
}
