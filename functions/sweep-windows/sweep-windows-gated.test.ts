import { describe, expect, it } from '@jest/globals';
import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import { anEntry } from '../../shared/testing/domain-builders.ts';
import type { FakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { ID, sweepAt, sweptBefore } from '../../shared/testing/fake-world/played-sweeps.ts';
import { aRelease, PREDECESSOR, someVerdicts } from '../../shared/testing/opening-builders.ts';

const ring = { schedule: '22TUE', minSuccessPercent: 95, soakHours: 72 };
const gated = anEntry({ after: ring });

// Production waits for the ring before it; 22TUE closed on 4 March at 01:00Z, so that it has soaked on 7 March at 01:00Z.
describe('sweepWindows() of a ring after another', () => {
  it('opens when the ring before has proved itself', async () => {
    const fake = await afterRing({ ...gated, after: { ...ring, soakHours: 48 } });
    await predecessorEnds(fake, { patched: 19, failed: 1 });

    expect(await sweepAt(fake, '2026-03-06T21:00:00Z')).toEqual([`${ID} opened`]);
    expect(fake.outbox.told()).toEqual([]);
  });

  it('waits while its patches soak, says until when and how to release it, and is missed for it', async () => {
    const fake = await afterRing(gated);
    await predecessorEnds(fake, { patched: 20 });

    for (const at of ['2026-03-06T21:00:00Z', '2026-03-06T21:05:00Z']) {
      expect(await sweepAt(fake, at)).toEqual([
        `${ID} waits (The patches of 22TUE@2026-03-03 are to run for 72 hours after its close.)`,
      ]);
    }
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `window-waiting#${ID}#ring-soaking`,
        severity: 'warning',
        next: [
          'By itself this ends on Sat 7 Mar 2026 02:00 Europe/Berlin.',
          `To end it now: npx patchplane release window ${ID} --reason "why it is safe"`,
          expect.stringContaining('If the window cannot open before Sat 7 Mar 2026 00:55 Europe/Berlin, it is missed'),
        ],
      },
    ]);
    expect(fake.announced.filter(({ kind }) => kind === 'Window Held')).toEqual([
      {
        kind: 'Window Held',
        window: ID,
        schedule: '22FRI',
        environment: 'prod',
        emergency: false,
        reason: 'ring-soaking',
        waitsFor: 'The patches of 22TUE@2026-03-03 are to run for 72 hours after its close.',
      },
    ]);

    expect(await sweepAt(fake, '2026-03-06T23:55:00Z')).toEqual([`${ID} missed (ring-soaking)`]);
    expect(fake.outbox.told().at(-1)).toMatchObject({ key: `window-missed#${ID}`, incident: true });
    expect(fake.announced.at(-1)).toMatchObject({ kind: 'Window Missed', reason: 'ring-soaking', roster: 2 });
    expect(fake.runs.begun()).toEqual([]);
  });

  it.each([
    ['ring-not-final', async () => {}],
    ['ring-below-success', (fake: FakeWorld) => predecessorEnds(fake, { patched: 18, failed: 2 })],
    ['ring-unproven', (fake: FakeWorld) => predecessorEnds(fake, { skipped: 20 })],
    [
      'ring-incident',
      async (fake: FakeWorld) => {
        await predecessorEnds(fake, { patched: 20 });
        fake.around.incidents = { [PREDECESSOR.id]: ['window-final#22TUE@2026-03-03'] };
      },
    ],
  ])('waits for %s, and opens once a person has released it', async (reason, prepare) => {
    const fake = await afterRing(gated);
    await prepare(fake);

    await sweepAt(fake, '2026-03-06T21:00:00Z');
    expect(fake.outbox.keys()).toEqual([`window-waiting#${ID}#${reason}`]);
    fake.around.intents = { holds: [], releases: [aRelease()] };
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} opened`]);
  });

  it.each([
    ['that is not in force', [gated], []],
    ['whose entry cannot be read', [gated], [{ value: '22TUE', version: 2, reason: 'it is not JSON' }]],
  ])('does not open after a ring %s, whatever is released (P5)', async (_, entries, problems) => {
    const fake = await afterRing(gated);
    fake.around.catalogue = { kind: 'read', entries, problems };
    fake.around.intents = { holds: [], releases: [aRelease()] };

    await sweepAt(fake, '2026-03-06T21:00:00Z');
    expect(fake.windows.stored(ID)).toMatchObject({ state: 'opening', waitingFor: 'ring-unread' });
    const waiting = fake.outbox.told().find(({ kind }) => kind === 'window-waiting');
    expect(waiting?.next.join(' ')).not.toContain('release');
  });

  it('does not open while what became of the ring before cannot be read', async () => {
    const fake = await afterRing(gated);
    await predecessorEnds(fake, { patched: 20 });
    const unread = { kind: 'unread', reason: 'a row is not what was stored' } as const;
    const world = { ...fake, windowEnd: async () => unread };

    expect(await sweepAt(world, '2026-03-06T21:00:00Z')).toEqual([
      `${ID} waits (The ring before cannot be read: a row is not what was stored)`,
    ]);
  });

  it('asks the ledger nothing for a window that a hold keeps shut', async () => {
    const fake = await afterRing(gated);
    fake.around.intents = {
      holds: [{ scope: { kind: 'all' }, reason: 'a sale', by: 'kim', at: fake.now(), cancelRunning: false }],
      releases: [],
    };
    const windowEnd = async () => {
      throw new Error('The ring before was asked for');
    };

    expect(await sweepAt({ ...fake, windowEnd }, '2026-03-06T21:00:00Z')).toEqual([
      `${ID} waits (kim holds all: a sale)`,
    ]);
  });
});

async function afterRing(entry: CatalogueEntry): Promise<FakeWorld> {
  const fake = await sweptBefore();
  fake.around.catalogue = { kind: 'read', entries: [entry, anEntry({ value: '22TUE' })], problems: [] };
  await sweepAt(fake, '2026-03-06T20:56:00Z');
  return fake;
}

async function predecessorEnds(fake: FakeWorld, verdicts: Parameters<typeof someVerdicts>[0]): Promise<void> {
  await fake.windows.claim(PREDECESSOR, anEntry({ value: '22TUE' }), PREDECESSOR.opensAt);
  await fake.windows.setOver(PREDECESSOR.id, {
    state: 'final',
    roster: 20,
    verdicts: someVerdicts(verdicts),
    endedAt: PREDECESSOR.closesAt,
  });
}
