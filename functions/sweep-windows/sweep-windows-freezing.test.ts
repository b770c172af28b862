import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../shared/testing/domain-builders.ts';
import type { FakeFreezes } from '../../shared/testing/fake-world/fake-calendars.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { here, ID, settle, sweepAt, sweptBefore } from '../../shared/testing/fake-world/played-sweeps.ts';
import { anEmergency, aRelease } from '../../shared/testing/opening-builders.ts';

// The window: 6 March 21:00Z, last start 23:55Z, closes 7 March 01:00Z; the next ones a week later each, 21:00Z until
// Berlin's clocks change on 29 March.
describe('sweepWindows() under change calendars', () => {
  it('skips a frozen window at once, and states the slot that makes up for it', async () => {
    const fake = await withCalendar([{ from: '2026-03-06T00:00:00Z', to: '2026-03-14T00:00:00Z' }]);

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} skipped (frozen)`]);
    expect(fake.windows.stored(ID).end).toMatchObject({
      state: 'skipped',
      reason: 'frozen',
      roster: 2,
      verdicts: { skipped: 2 },
      makeUpOpensAt: new Date('2026-03-20T21:00:00Z'),
    });
    expect(fake.nodes.all(ID).map(({ verdict }) => verdict)).toEqual([
      { kind: 'skipped', reason: 'frozen' },
      { kind: 'skipped', reason: 'frozen' },
    ]);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `window-skipped#${ID}`,
        severity: 'warning',
        happened: expect.stringContaining('A change calendar is closed at the end of the window.'),
        next: ['The window of 22FRI that opens on Fri 20 Mar 2026 22:00 Europe/Berlin makes up for it.'],
      },
    ]);
    expect(fake.announced.at(-1)).toMatchObject({
      kind: 'Window Skipped',
      reason: 'frozen',
      roster: 2,
      makeUpOpensAt: new Date('2026-03-20T21:00:00Z'),
    });
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([]);
    expect(fake.runs.begun()).toEqual([]);
  });

  it('says that a person has to find a slot where a year of windows is frozen', async () => {
    const fake = await withCalendar([{ from: '2026-03-01T00:00:00Z', to: '2027-03-01T00:00:00Z' }]);

    await sweepAt(fake, '2026-03-06T21:00:00Z');
    expect(fake.outbox.told()).toMatchObject([
      {
        severity: 'critical',
        next: ['None of the next 12 windows of 22FRI is known to be free of freezes: find a slot for its nodes.'],
      },
    ]);
    expect(fake.windows.stored(ID).end?.makeUpOpensAt).toBeUndefined();
  });

  it('waits for a freeze that ends in time, and opens then', async () => {
    const fake = await withCalendar([{ from: '2026-03-06T12:00:00Z', to: '2026-03-06T22:00:00Z' }]);

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([
      `${ID} waits (A change calendar is closed, and opens again in time.)`,
    ]);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `window-waiting#${ID}#frozen`,
        next: ['By itself this ends on Fri 6 Mar 2026 23:00 Europe/Berlin.', expect.anything()],
      },
    ]);
    expect(await sweepAt(fake, '2026-03-06T22:00:00Z')).toEqual([`${ID} opened`]);
  });

  it('waits for the end of one freeze though another begins as the window ends, which leaves it be', async () => {
    const fake = await withCalendar([
      { from: '2026-03-06T20:00:00Z', to: '2026-03-06T22:00:00Z' },
      { from: '2026-03-07T01:00:00Z', to: '2026-03-08T00:00:00Z' },
    ]);

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([
      `${ID} waits (A change calendar is closed, and opens again in time.)`,
    ]);
    expect(await sweepAt(fake, '2026-03-06T22:00:00Z')).toEqual([`${ID} opened`]);
  });

  it('waits while a calendar cannot be read, is released by nobody, and is missed for it (P5)', async () => {
    const fake = await withCalendar({ unread: 'InvalidDocument: no such calendar' });
    fake.around.intents = { holds: [], releases: [aRelease()] };

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([
      `${ID} waits (Its change calendars cannot be read: InvalidDocument: no such calendar)`,
    ]);
    expect(fake.outbox.told()).toMatchObject([{ severity: 'critical' }]);
    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} missed (calendar-unread)`]);
    expect(fake.runs.begun()).toEqual([]);
  });

  it('promises no make-up slot whose calendar it cannot read', async () => {
    const fake = await withCalendar([{ from: '2026-03-06T00:00:00Z', to: '2026-03-08T00:00:00Z' }]);
    const world: FakeWorld = {
      ...fake,
      readCalendars: async (calendars, at) =>
        at.now < new Date('2026-03-20T00:00:00Z') && at.now > new Date('2026-03-10T00:00:00Z')
          ? { kind: 'unread', reason: 'ThrottlingException: rate exceeded' }
          : fake.readCalendars(calendars, at),
    };

    await sweepAt(world, '2026-03-06T21:00:00Z');
    expect(fake.windows.stored(ID).end?.makeUpOpensAt).toEqual(new Date('2026-03-20T21:00:00Z'));
  });

  it('stops an open window over which a calendar closes, tells it, and has its cells look', async () => {
    const fake = await withCalendar([]);
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    fake.around.freezes = [{ from: '2026-03-06T21:30:00Z', to: '2026-03-08T00:00:00Z' }];

    await sweepAt(fake, '2026-03-06T21:25:00Z');
    expect(fake.runs.stopped()).toEqual([]);
    await sweepAt(fake, '2026-03-06T21:30:00Z');
    expect(fake.runs.stopped()).toEqual(['execution-1 Complete']);
    expect(fake.windows.stored(ID).stopped).toEqual({
      reason: 'frozen',
      cancelRunning: false,
      at: new Date('2026-03-06T21:30:00Z'),
    });
    expect(fake.nudged).toHaveLength(2);
    expect(fake.outbox.told()).toMatchObject([
      { key: `window-stopped#${ID}#frozen#none`, details: ['A change calendar has closed over it.'] },
    ]);
  });

  it('does not stop what runs for a calendar that cannot be read', async () => {
    const fake = await withCalendar([]);
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    fake.around.freezes = { unread: 'ThrottlingException: rate exceeded' };

    await sweepAt(fake, '2026-03-06T21:30:00Z');
    expect(fake.runs.stopped()).toEqual([]);
  });

  it('asks no calendar for a window that is under way and settled', async () => {
    const fake = await withCalendar([]);
    fake.around.roster = { kind: 'done', value: { nodes: [here], unreadCells: [] } };
    await sweepAt(fake, '2026-03-06T21:00:00Z');
    await settle(fake, here);
    const readCalendars = async () => {
      throw new Error('A calendar was asked for');
    };

    expect(await sweepAt({ ...fake, readCalendars }, '2026-03-06T21:30:00Z')).toEqual([`${ID} closed`]);
  });

  it('opens an emergency through a freeze, which is the recorded exception', async () => {
    const fake = await withCalendar([{ from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }]);
    const emergency = {
      id: '22FRI@2026-03-06+1a2b3c4d',
      schedule: '22FRI',
      date: '2026-03-06',
      opensAt: new Date('2026-03-06T20:57:00Z'),
      cutoffAt: new Date('2026-03-06T23:57:00Z'),
      closesAt: new Date('2026-03-07T00:57:00Z'),
    };
    await fake.windows.claim(emergency, frozen, fake.now(), { emergency: anEmergency() });

    expect(await sweepAt(fake, '2026-03-06T20:58:00Z')).toEqual([`${emergency.id} opened`]);
    expect(fake.runs.begun()).toEqual([`${emergency.id} 1`]);
  });
});

const frozen = anEntry({ calendars: ['year-end-freeze'] });

async function withCalendar(freezes: FakeFreezes): Promise<FakeWorld> {
  const fake = await sweptBefore();
  fake.around.catalogue = { kind: 'read', entries: [frozen], problems: [] };
  fake.around.freezes = freezes;
  return fake;
}
