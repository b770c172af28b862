/** How settle-cell keeps the stop of a window in its cell. */
import { describe, expect, it } from '@jest/globals';
import type { Stopped } from '../../shared/domain/window/decide-stop.ts';
import { aWindow, CELL } from '../../shared/testing/domain-builders.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import {
  invoked,
  one,
  openWindow,
  RUN_HERE,
  settleAt,
  stateOf,
  two,
  verdicts,
} from '../../shared/testing/fake-world/played-looks.ts';

const window = aWindow(); // 21:00Z, last start 23:55Z, cutoff 00:00Z, closes 01:00Z, grace until 02:30Z
const ID = window.id;
const firstRuns = [{ id: 'wave-1', ended: false }];

describe('a stop', () => {
  const held = (cancelRunning: boolean): Stopped => ({
    at: new Date('2026-03-06T21:30:00Z'),
    reason: 'held',
    cancelRunning,
  });

  async function running(): Promise<FakeWorld> {
    const fake = await openWindow([one, two]);
    await fake.windows.storeRequest(ID, 1, RUN_HERE);
    await fake.windows.setExecution(ID, 1, 'execution-1');
    fake.cells.show(CELL, {
      commands: firstRuns,
      invocations: [invoked(one, 'InProgress'), invoked(two, 'Pending')],
      pings: new Map([
        [one.id, 'online'],
        [two.id, 'online'],
      ]),
    });
    return fake;
  }

  it('by a hold cancels what has not begun long before the cutoff, and leaves what runs', async () => {
    const fake = await running();
    await fake.windows.setStopped(ID, held(false));

    expect(await settleAt(fake, '2026-03-06T21:31:00Z')).toEqual([`${ID} waits`]);
    expect(fake.cells.cutOff()).toEqual(['stop execution-1', `cancel wave-1 ${two.id}`]);

    fake.cells.show(CELL, {
      commands: [{ id: 'wave-1', ended: true }],
      invocations: [invoked(one), invoked(two, 'Cancelled')],
      patchStates: [stateOf(one)],
    });
    expect(await settleAt(fake, '2026-03-06T21:40:00Z')).toEqual([`${ID} settled`]);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} missed (held)`]);
  });

  it('by a kill switch cancels what runs as well', async () => {
    const fake = await running();
    await fake.windows.setStopped(ID, held(true));

    await settleAt(fake, '2026-03-06T21:31:00Z');
    expect(fake.cells.cutOff()).toEqual(['stop execution-1 Cancel', `cancel wave-1 ${one.id},${two.id}`]);
  });

  it('between two waves is kept before the cell is settled, and a wave that comes all the same is accounted for', async () => {
    const fake = await running();
    const firstEnded = { commands: [{ id: 'wave-1', ended: true }], invocations: [invoked(one)] };
    fake.cells.show(CELL, { ...firstEnded, patchStates: [stateOf(one)] });
    await fake.windows.setStopped(ID, held(false));

    expect(await settleAt(fake, '2026-03-06T21:31:00Z')).toEqual([`${ID} waits`]);
    expect(fake.cells.cutOff()).toEqual(['stop execution-1']);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} -`]);

    fake.cells.show(CELL, { commands: [...firstEnded.commands, { id: 'wave-2', ended: false }] });
    fake.cells.show(CELL, { invocations: [invoked(one), invoked(two, 'InProgress')] });
    expect(await settleAt(fake, '2026-03-06T21:35:00Z')).toEqual([`${ID} waits`]);
    expect(verdicts(fake)[1]).toBe(`${two.id} -`);
  });

  it('between two waves settles the cell once its child is over, by what is read after that', async () => {
    const fake = await running();
    fake.cells.show(CELL, { commands: [{ id: 'wave-1', ended: true }], invocations: [invoked(one)] });
    fake.cells.show(CELL, { patchStates: [stateOf(one)] });
    await fake.windows.setStopped(ID, held(false));
    await settleAt(fake, '2026-03-06T21:31:00Z');
    const reads = () => fake.cells.reads().filter((read) => read.startsWith('commands')).length;
    const before = reads();

    expect(await settleAt(fake, '2026-03-06T21:35:00Z')).toEqual([`${ID} settled`]);
    expect(reads() - before).toBe(2);
    expect(verdicts(fake)).toEqual([`${one.id} patched (installed)`, `${two.id} missed (held)`]);
    expect(fake.cells.cutOff()).toHaveLength(1);
  });

  it('is not kept while a run for the cell is not known to have started, whatever other cells have', async () => {
    const fake = await running();
    fake.cells.show(CELL, { commands: [{ id: 'wave-1', ended: true }], invocations: [invoked(one)] });
    fake.cells.show(CELL, { patchStates: [stateOf(one)] });
    await fake.windows.storeRequest(ID, 2, { ...RUN_HERE, runTag: 'patchplane:run:2' });
    await fake.windows.setAsked(ID, 2, true);
    await fake.windows.setStopped(ID, held(false));
    const times = ['2026-03-06T21:31:00Z', '2026-03-06T21:35:00Z', '2026-03-06T21:40:00Z'];

    for (const at of times) expect(await settleAt(fake, at)).toEqual([`${ID} waits`]);
    expect(verdicts(fake)[1]).toBe(`${two.id} -`);
    await fake.windows.setAsked(ID, 2, false);
    expect(await settleAt(fake, '2026-03-06T21:45:00Z')).toEqual([`${ID} settled`]);
  });

  it('of the cell alone counts the same', async () => {
    const fake = await running();
    await fake.windows.setCellStopped(ID, CELL, held(false));

    await settleAt(fake, '2026-03-06T21:31:00Z');
    expect(fake.cells.cutOff()).toEqual(['stop execution-1', `cancel wave-1 ${two.id}`]);
  });
});
