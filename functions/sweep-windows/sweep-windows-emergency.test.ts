import { describe, expect, it } from '@jest/globals';
import { emergencyWindow } from '../../shared/domain/window/emergency.ts';
import { anEntry } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { here, ID, sweepAt, sweptBefore, there } from '../../shared/testing/fake-world/played-sweeps.ts';
import { aHold, anEmergency } from '../../shared/testing/opening-builders.ts';

// Both windows are of 22FRI, four hours long each; the normal one opens on 6 March at 21:00Z.
describe('sweepWindows() of an emergency', () => {
  it('opens it at the next sweep, watches and closes it like any other', async () => {
    const fake = await sweptBefore();
    const id = await admit(fake, '2026-03-04T10:02:00Z');

    expect(await sweepAt(fake, '2026-03-04T10:05:00Z')).toEqual([`${id} opened`]);
    expect(fake.announced.at(-1)).toMatchObject({ kind: 'Window Opened', window: id, emergency: true, roster: 2 });
    await patched(fake, id);
    expect(await sweepAt(fake, '2026-03-04T11:00:00Z')).toEqual([`${id} closed`]);
    expect(await fake.schedules.readRun('22FRI')).toEqual({
      window: id,
      closesAt: new Date('2026-03-04T14:02:00Z'),
      endedAt: new Date('2026-03-04T11:00:00Z'),
    });
  });

  it('waits under a hold like any other, and is missed for it', async () => {
    const fake = await sweptBefore();
    const id = await admit(fake, '2026-03-04T10:02:00Z');
    fake.around.intents = { holds: [aHold()], releases: [] };

    await sweepAt(fake, '2026-03-04T10:05:00Z');
    expect(fake.windows.stored(id).waitingFor).toBe('held');
    expect(await sweepAt(fake, '2026-03-04T12:57:00Z')).toEqual([`${id} missed (held)`]);
  });

  it('keeps the normal window from patching the same nodes too soon after it (P2)', async () => {
    const fake = await sweptBefore();
    const id = await admit(fake, '2026-03-06T16:00:00Z');
    await sweepAt(fake, '2026-03-06T16:00:00Z');
    await patched(fake, id);
    await sweepAt(fake, '2026-03-06T17:00:00Z');

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([
      `${ID} waits (After ${id}, 6 hours are to lie between two runs on the same nodes.)`,
    ]);
    expect(fake.outbox.told().at(-1)?.next[0]).toBe('By itself this ends on Sat 7 Mar 2026 00:00 Europe/Berlin.');
    await sweepAt(fake, '2026-03-06T22:59:59.999Z');
    expect(fake.runs.begun()).toEqual([`${id} 1`]);
    expect(await sweepAt(fake, '2026-03-06T23:00:00Z')).toEqual([`${ID} opened`]);
  });

  it('begins no second run beside one that is under way, opened by the very same sweep or before', async () => {
    const fake = await sweptBefore();
    const id = await admit(fake, '2026-03-06T21:00:00Z');

    await sweepAt(fake, '2026-03-06T21:00:00Z');
    await sweepAt(fake, '2026-03-06T21:05:00Z');
    expect(fake.runs.begun()).toHaveLength(1);
    const [opened, waiting] = fake.runs.begun()[0] === `${id} 1` ? [id, ID] : [ID, id];
    expect(fake.windows.stored(opened).state).toBe('open');
    expect(fake.windows.stored(waiting)).toMatchObject({ state: 'opening', waitingFor: 'minimum-gap' });
  });

  it('counts a run as over at its close, though its rows cannot be read any more', async () => {
    const fake = await sweptBefore();
    const id = await admit(fake, '2026-03-06T12:00:00Z');
    await sweepAt(fake, '2026-03-06T12:00:00Z');
    fake.windows.spoil(`WINDOW#${id}`);

    await sweepAt(fake, '2026-03-06T21:00:00Z');
    expect(fake.windows.stored(ID).waitingFor).toBe('minimum-gap'); // It closes at 16:00Z.
    expect(await sweepAt(fake, '2026-03-06T22:00:00Z')).toEqual([`${ID} opened`]);
  });

  it('leaves no trace on the gap where it began nothing', async () => {
    const fake = await sweptBefore();
    const id = await admit(fake, '2026-03-06T16:00:00Z');
    fake.runs.refuse(refusal('AccessDeniedException'), 'start');
    await sweepAt(fake, '2026-03-06T16:00:00Z');
    expect(await fake.schedules.readRun('22FRI')).toMatchObject({ window: id });
    expect(await sweepAt(fake, '2026-03-06T18:55:00Z')).toEqual([`${id} missed (start-refused)`]);
    fake.runs.refuse(undefined);

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} opened`]);
  });
});

async function admit(fake: FakeWorld, at: string): Promise<string> {
  const admittedAt = new Date(at);
  const window = emergencyWindow(anEntry(), { requestId: '1a2b3c4d-0000-4000-8000-000000000000', admittedAt });
  await fake.windows.claim(window, anEntry(), admittedAt, { emergency: anEmergency() });
  return window.id;
}

async function patched(fake: FakeWorld, windowId: string): Promise<void> {
  for (const node of [here, there]) {
    await fake.nodes.put(windowId, [{ ...node, verdict: { kind: 'patched', reason: 'installed' } }]);
    const { account, region } = node;
    await fake.windows.setCell(windowId, { account, region }, { settled: true, lookedAt: fake.now() });
  }
}
