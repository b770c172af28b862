/** What settle-cell does in a cell of a window whose verdicts are final. */
import { describe, expect, it } from '@jest/globals';
import { type CellNudge, parseCellNudge } from '../../shared/inbound/cell-nudge.ts';
import { aWindow, CELL, OTHER_CELL } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import {
  bothEnded,
  closeAt,
  invoked,
  nudge,
  one,
  openWindow,
  settle,
  settleAt,
  stateOf,
  two,
  verdicts,
} from '../../shared/testing/fake-world/played-looks.ts';
import { sampleEvent } from '../../shared/testing/sample-event.ts';

const ID = aWindow().id;
const FINAL = '2026-03-07T02:35:00Z';
const amendmentsTold = (fake: FakeWorld) => fake.outbox.told().filter(({ kind }) => kind === 'verdict-amended');

/** The first node was not heard of again, the second was patched; the window is final. */
async function finalWindow(): Promise<FakeWorld> {
  const fake = await openWindow([one, two]);
  fake.cells.show(CELL, {
    commands: bothEnded,
    invocations: [invoked(one, 'InProgress'), invoked(two)],
    patchStates: [stateOf(two)],
  });
  await settleAt(fake, '2026-03-07T02:30:00Z');
  await closeAt(fake, FINAL);
  return fake;
}

function showReturn(fake: FakeWorld): void {
  fake.cells.show(CELL, { invocations: [invoked(one), invoked(two)], patchStates: [stateOf(one), stateOf(two)] });
}

/** The node was patched without a reboot; the window is final. */
async function unrebooted(): Promise<FakeWorld> {
  const fake = await openWindow([one], { entry: { reboot: 'NoReboot' } });
  const endedAt = new Date('2026-03-06T21:20:00Z');
  fake.cells.show(CELL, {
    commands: bothEnded,
    invocations: [invoked(one)],
    patchStates: [stateOf(one, { pendingRebootCount: 2, endedAt })],
  });
  await settleAt(fake, '2026-03-06T21:30:00Z');
  await closeAt(fake, FINAL);
  return fake;
}

describe('amendWindow()', () => {
  it('amends a verdict by evidence that comes within a day, and tells, counts and announces it once', async () => {
    const fake = await finalWindow();
    expect(verdicts(fake)).toEqual([`${one.id} failed (did-not-return)`, `${two.id} patched (installed)`]);
    showReturn(fake);

    expect(await settleAt(fake, '2026-03-08T02:34:59.999Z')).toEqual([`${ID} amended`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} patched (installed)`]);
    expect(fake.nodes.all(ID)[0]).toMatchObject({
      amendedFrom: { kind: 'failed', reason: 'did-not-return' },
      amendedAt: fake.now(),
    });
    expect(fake.followed.verdicts(ID)).toMatchObject({ patched: 2, failed: 0 });
    expect(amendmentsTold(fake)).toMatchObject([{ severity: 'info' }]);
    expect(amendmentsTold(fake)[0]?.details).toEqual([
      `payments-db-01 ${one.id} (payments@example.com): failed (did-not-return), now patched (installed)`,
    ]);
    expect(fake.announced.filter(({ kind }) => kind === 'Verdict Amended')).toEqual([
      {
        kind: 'Verdict Amended',
        window: ID,
        schedule: '22FRI',
        environment: 'prod',
        emergency: false,
        nodeId: one.id,
        ...CELL,
        verdict: 'patched',
        reason: 'installed',
      },
    ]);

    const acts = fake.clock.acts.length;
    expect(await settle(fake)).toEqual([`${ID} unchanged`]);
    expect(fake.clock.acts.slice(acts)).toEqual(['setLookAgain']);
  });

  it('reads nothing of a window once its day is over, or where nothing could rise', async () => {
    const fake = await finalWindow();
    showReturn(fake);
    const reads = fake.cells.reads().length;
    expect(await settleAt(fake, '2026-03-08T02:35:00Z')).toEqual([]);

    const smooth = await openWindow([two]);
    smooth.cells.show(CELL, { commands: bothEnded, invocations: [invoked(two)], patchStates: [stateOf(two)] });
    await settleAt(smooth, '2026-03-06T21:30:00Z');
    await closeAt(smooth, FINAL);
    expect(await settleAt(smooth, '2026-03-07T03:00:00Z')).toEqual([]);
    expect(fake.cells.reads()).toHaveLength(reads);
  });

  it('is woken by the sweep for this window, and by the end of a command that was sent to one of its nodes', async () => {
    const { id, account, region, at } = nudge;
    const ended = { id, account, region, at, document: 'AWS-RunPatchBaselineWithHooks', status: 'success' } as const;
    const woken = async (by: CellNudge) => {
      const fake = await finalWindow();
      fake.clock.moveTo('2026-03-07T03:00:00Z');
      return (await settle(fake, by)).length > 0;
    };

    expect(await woken(nudge)).toBe(true);
    expect(await woken({ ...nudge, window: '23FRI@2026-03-06' })).toBe(false);
    expect(await woken({ ...ended, cause: 'command-ended', commandId: 'wave-1' })).toBe(true);
    expect(await woken({ ...ended, cause: 'command-ended', commandId: 'wave-9' })).toBe(false);
    expect(await woken({ ...ended, cause: 'command-invocation-ended', commandId: 'wave-1', nodeId: one.id })).toBe(
      true,
    );
    expect(await woken({ ...ended, cause: 'command-invocation-ended', commandId: 'x', nodeId: one.id })).toBe(false);
    for (const name of ['automation-ended', 'automation-step-ended']) {
      expect(await woken(parseCellNudge(sampleEvent(name)))).toBe(false); // of this very cell
    }
  });

  it('changes nothing where nothing new is to be seen, or where the cell cannot be read', async () => {
    const fake = await finalWindow();
    expect(await settleAt(fake, '2026-03-07T03:00:00Z')).toEqual([`${ID} unchanged`]);
    showReturn(fake);
    fake.cells.refuse(CELL, 'commands', refusal('AccessDenied'));
    expect(await settleAt(fake, '2026-03-07T03:00:00Z')).toEqual([`${ID} unchanged`]);
    expect(amendmentsTold(fake)).toEqual([]);
  });

  it('has nothing to do with cells that the window did not have', async () => {
    const fake = await finalWindow();
    fake.clock.moveTo('2026-03-07T03:00:00Z');

    expect(await settle(fake, { ...nudge, ...OTHER_CELL })).toEqual([]);
  });

  it('still tells of an install that was requested after the cutoff (P1)', async () => {
    const fake = await finalWindow();
    fake.cells.show(CELL, { invocations: [{ ...invoked(one), requestedAt: new Date('2026-03-07T03:00:00Z') }] });
    await settleAt(fake, '2026-03-07T03:30:00Z');

    const late = fake.outbox.keys().filter((key) => key.startsWith(`late-install#${ID}#444455556666#eu-west-1#`));
    expect(late).toHaveLength(1);
  });

  it('sees a reboot and a scan before the deadline', async () => {
    const fake = await unrebooted();
    const scanned = { snapshotId: undefined, operation: 'Scan', startedAt: new Date('2026-03-08T20:00:00Z') } as const;
    fake.cells.show(CELL, { patchStates: [stateOf(one, scanned)] });

    expect(await settleAt(fake, '2026-03-10T01:00:00Z')).toEqual([`${ID} amended`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`]);
    expect(fake.followed.verdicts(ID)).toMatchObject({ patched: 1, 'pending-reboot': 0 });
  });

  it.each([[undefined], ['commands'], ['patchStates']] as const)(
    'makes an incident of a reboot that was not seen by its deadline (refused: %s)',
    async (refused) => {
      const fake = await unrebooted();
      if (refused !== undefined) fake.cells.refuse(CELL, refused, refusal('AccessDenied'));

      expect(await settleAt(fake, '2026-03-10T00:59:59.999Z')).toEqual([`${ID} unchanged`]);
      expect(await settleAt(fake, '2026-03-10T01:00:00Z')).toEqual([`${ID} amended`]);
      expect(verdicts(fake)).toEqual([`${one.id} pending-reboot (reboot-overdue)`]);
      expect(fake.outbox.told().at(-1)).toMatchObject({
        key: `reboot-overdue#${ID}#444455556666#eu-west-1`,
        incident: true,
      });
      expect(amendmentsTold(fake)).toEqual([]);
      expect(fake.followed.verdicts(ID)).toMatchObject({ patched: 0, 'pending-reboot': 1 });
      expect(await fake.followed.cellsToLookAt(ID)).toEqual([]);
    },
  );
});

describe('amendWindow() that crashes', () => {
  it('comes to the same end after a crash at any act, tells once and announces at least once', async () => {
    const play = async (crashAfter: number | undefined) => {
      const fake = await finalWindow();
      showReturn(fake);
      const before = fake.clock.acts.length;
      fake.clock.crashAfter(crashAfter);
      fake.clock.moveTo('2026-03-07T03:00:00Z');
      await settleOrCrash(fake);
      fake.clock.moveTo('2026-03-07T03:05:00Z');
      await fake.tellPending(); // A sweep does.
      await settleOrCrash(fake);
      return { fake, acts: fake.clock.acts.slice(before) };
    };

    const smooth = await play(undefined);
    expect(smooth.acts.map((act) => act.split('#')[0])).toEqual([
      'note verdict-amended',
      'publish verdict-amended',
      'mark verdict-amended',
      'put nodes',
      'announce Verdict Amended',
      'countShift',
      'setLookAgain',
      'setLookAgain',
    ]);
    for (const [index, after] of smooth.acts.entries()) {
      const { fake } = await play(index + 1);
      expect({ after, verdicts: verdicts(fake), keys: fake.outbox.keys() }).toEqual({
        after,
        verdicts: verdicts(smooth.fake),
        keys: smooth.fake.outbox.keys(),
      });
      expect(fake.followed.verdicts(ID)).toEqual(smooth.fake.followed.verdicts(ID));
      const announced = fake.announced.filter(({ kind }) => kind === 'Verdict Amended').length;
      expect({ after, announced }).toEqual({ after, announced: after.startsWith('announce') ? 2 : 1 });
    }
  });
});

/** Lambda tries an asynchronous invocation again. */
async function settleOrCrash(fake: FakeWorld): Promise<void> {
  try {
    await settle(fake);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    fake.clock.crashAfter(undefined);
    await settle(fake);
  }
}
