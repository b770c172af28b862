import { describe, expect, it } from '@jest/globals';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import { anEntry } from '../../shared/testing/domain-builders.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { sweepAt, sweptBefore } from '../../shared/testing/fake-world/played-sweeps.ts';

// What the catalogue itself has come to is a fact that people are told, once for each (P4).
describe('sweepWindows() of a catalogue', () => {
  it('that is unread: told once a day and outage, while it lasts', async () => {
    const fake = await sweptBefore();
    fake.around.catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

    await sweepEach(fake, '2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z', '2026-03-06T23:55:00Z');
    expect(fake.outbox.keys()).toEqual(['catalogue-unread#2026-03-06T20:55:00.000Z#2026-03-06']);
    await sweepEach(fake, '2026-03-07T00:00:00Z', '2026-03-07T00:05:00Z');
    expect(fake.outbox.told().map(({ key }) => key)).toEqual([
      'catalogue-unread#2026-03-06T20:55:00.000Z#2026-03-06',
      'catalogue-unread#2026-03-06T20:55:00.000Z#2026-03-07',
    ]);
  });

  it('that is empty: told once a day, after each schedule that has left it', async () => {
    const fake = await sweptBefore();
    fake.around.catalogue = of();

    await sweepEach(fake, '2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z', '2026-03-07T00:00:00Z');
    expect(fake.outbox.told().map(({ key }) => key)).toEqual([
      'catalogue-left#22FRI#2026-03-06T20:55:00.000Z',
      'catalogue-empty#2026-03-06',
      'catalogue-empty#2026-03-07',
    ]);
  });

  it('that a schedule has left: told once, and once more when it comes back and leaves again', async () => {
    const fake = await sweptBefore();
    fake.around.catalogue = of('22FRI', '2WED');
    await sweepEach(fake, '2026-03-06T20:56:00Z');
    fake.around.catalogue = of('2WED');
    await sweepEach(fake, '2026-03-06T20:57:00Z', '2026-03-06T20:58:00Z');
    expect(fake.outbox.told()).toMatchObject([
      { key: 'catalogue-left#22FRI#2026-03-06T20:56:00.000Z', about: { schedule: '22FRI' } },
    ]);

    fake.around.catalogue = of('22FRI', '2WED');
    await sweepEach(fake, '2026-03-06T20:59:00Z');
    fake.around.catalogue = of('2WED');
    await sweepEach(fake, '2026-03-06T20:59:30Z', '2026-03-06T21:00:00Z');
    expect(fake.outbox.told().map(({ key }) => key)).toEqual([
      'catalogue-left#22FRI#2026-03-06T20:56:00.000Z',
      'catalogue-left#22FRI#2026-03-06T20:59:00.000Z',
    ]);
  });

  it('of which an entry is broken: the schedule has not left, and the catalogue is not empty', async () => {
    const fake = await sweptBefore();
    const problems = [{ value: '22FRI', version: 4, reason: 'it is not JSON' }];
    fake.around.catalogue = { kind: 'read', entries: [], problems };

    await sweepEach(fake, '2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z');
    expect(fake.outbox.told().map(({ key }) => key)).toEqual(['catalogue-entry#22FRI#4']);
  });
});

async function sweepEach(fake: FakeWorld, ...instants: readonly string[]): Promise<void> {
  for (const at of instants) await sweepAt(fake, at);
}

function of(...values: readonly string[]): Catalogue {
  return { kind: 'read', entries: values.map((value) => anEntry({ value })), problems: [] };
}
