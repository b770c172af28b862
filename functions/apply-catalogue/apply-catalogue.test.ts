import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../shared/aws/attempt.ts';
import type { ApprovedMemory } from '../../shared/aws/ledger/approved-row.ts';
import type { Roster } from '../../shared/aws/observe-roster.ts';
import type { StoredEntry } from '../../shared/aws/read-entry-histories.ts';
import type { Approval, EntryVersion } from '../../shared/domain/catalogue/judge-entry-in-force.ts';
import { aRosterNode } from '../../shared/testing/domain-builders.ts';
import { Crash, type FakeClock, fakeClock } from '../../shared/testing/fake-world/fake-clock.ts';
import { type FakeOutbox, fakeOutbox } from '../../shared/testing/fake-world/fake-outbox.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import { applyCatalogue, type CatalogueReport, type World } from './apply-catalogue.ts';

const ADA = 'arn:aws:sts::111122223333:assumed-role/CloudOperations/ada';
const BARBARA = 'arn:aws:sts::111122223333:assumed-role/Security/barbara';
const SOUND = { zone: 'UTC', durationHours: 4, cutoffHours: 1, environment: 'prod', owner: 'team@example.com' };

describe('applyCatalogue()', () => {
  it('puts in force what somebody else has approved, and then leaves it', async () => {
    const fake = catalogue({ '2SAT': { versions: [SOUND], approvals: [1] } });

    expect((await fake.apply()).steps).toEqual([{ value: '2SAT', did: 'put-in-force', version: 1 }]);
    expect(fake.labelled()).toEqual({ '2SAT': 1 });
    expect((await fake.apply()).steps).toEqual([]);
    expect(fake.outbox.keys()).toEqual([]);
  });

  it('leaves out what was edited after its approval, names both, and keeps the version before', async () => {
    const fake = catalogue({ '2SAT': { versions: [SOUND, { ...SOUND, durationHours: 8 }], approvals: [1] } });
    await fake.apply();
    await fake.apply();

    expect(fake.labelled()).toEqual({ '2SAT': 1 });
    expect(fake.outbox.told()).toMatchObject([
      {
        key: 'catalogue-refused#2SAT#2#not-approved',
        severity: 'info',
        subject: 'Version 2 of 2SAT waits for approval',
        happened: `${ADA} wrote version 2 of the catalogue entry 2SAT at 2026-03-03T00:00:00.000Z. Nobody has approved this content yet. Version 1 stays in force.`,
        details: [`${BARBARA} wrote version 1 of its approval at 2026-03-02T00:00:00.000Z.`],
      },
    ]);
  });

  it('leaves out what its author approved, and names the principal', async () => {
    const fake = catalogue({ '2SAT': { versions: [SOUND], approvals: [1], approver: ADA } });

    expect((await fake.apply()).refused).toEqual([{ value: '2SAT', version: 1, reason: 'same-principal' }]);
    expect(fake.labelled()).toEqual({});
    const [notice] = fake.outbox.told();
    expect(notice?.subject).toBe('Version 1 of 2SAT does not come into force (same-principal)');
    expect([notice?.happened, ...(notice?.details ?? [])].join('\n').split(ADA)).toHaveLength(3);
  });

  it('leaves out what could never open, whoever approves it, and says why', async () => {
    const broken = { ...SOUND, cutoffHours: 4 };
    const fake = catalogue({
      '2SAT': { versions: [SOUND, broken], approvals: [1, 2], labelled: 1 },
      '6SUN': { versions: [{ ...SOUND, after: '9SUN' }], approvals: [1] },
      '9FRI': { versions: [{ ...SOUND, zone: 'Berlin' }], approvals: [1] },
      '9SAT': { versions: [{ ...SOUND, $schema: 'x' }], approvals: [1] },
    });

    const { refused, steps } = await fake.apply();
    expect(steps).toEqual([]);
    expect(refused.map(({ value, reason }) => `${value} ${reason}`)).toEqual([
      '2SAT never-opens',
      '6SUN never-opens',
      '9FRI never-opens',
      '9SAT never-opens',
    ]);
    expect(fake.outbox.told().map(({ details }) => details[0])).toEqual([
      expect.stringContaining('The cutoff of 2SAT is not after its opening'),
      expect.stringContaining('6SUN comes after 9SUN, which is not in the catalogue'),
      expect.stringContaining('The zone "Berlin" of 9FRI is unknown'),
      expect.stringContaining('this version cannot honour $schema'),
    ]);
    expect(fake.labelled()).toEqual({ '2SAT': 1 });
  });

  it('takes a withdrawn entry out of force, and tells who still carries it', async () => {
    const fake = catalogue({ '2SAT': { versions: [SOUND], approvals: [1, 'withdrawn'], labelled: 1 } });
    const [one, other] = [aRosterNode(), aRosterNode({ id: 'i-1', account: '777788889999' })];
    fake.carriers = rosterOf(one, { ...one, id: 'i-2' }, other);

    expect((await fake.apply()).steps).toEqual([{ value: '2SAT', did: 'took-out-of-force', version: 1 }]);
    await fake.apply();
    expect(fake.labelled()).toEqual({});
    expect(fake.outbox.told()).toMatchObject([
      {
        key: 'catalogue-withdrawn#2SAT#1#2',
        subject: 'Schedule 2SAT is taken out of force: 3 nodes still carry it',
        happened: expect.stringContaining(`${BARBARA} withdrew it at 2026-03-04T00:00:00.000Z: not needed`),
        details: ['Account 444455556666: 2 nodes', 'Account 777788889999: 1 node'],
      },
    ]);
  });

  it('moves a label that somebody put by hand back to what is approved, or takes it off', async () => {
    const fake = catalogue({
      '2SAT': { versions: [SOUND, { ...SOUND, durationHours: 8 }], approvals: [1], labelled: 2 },
      '6SUN': { versions: [SOUND], approvals: [], labelled: 1 },
    });
    fake.carriers = refusal('AccessDeniedException', 'no');

    await fake.apply();
    expect(fake.labelled()).toEqual({ '2SAT': 1 });
    expect(fake.outbox.told().find(({ kind }) => kind === 'catalogue-withdrawn')).toMatchObject({
      subject: 'Schedule 6SUN is taken out of force: who carries it is not known',
      details: ['Who carries it could not be read: AccessDeniedException: no'],
    });
  });

  it('needs no approval where the installation does without', async () => {
    const fake = catalogue({ '2SAT': { versions: [SOUND], approvals: [] } });
    await fake.apply({ policy: 'off' });
    expect(fake.labelled()).toEqual({ '2SAT': 1 });
  });

  it('tries all, and fails aloud where AWS refuses a label', async () => {
    const fake = catalogue({
      '2SAT': { versions: [SOUND], approvals: [1] },
      '6SUN': { versions: [SOUND], approvals: [1] },
    });
    fake.refuseLabelOf = '2SAT';

    await expect(fake.apply()).rejects.toThrow(
      'Cannot label 1 catalogue entries: version 1 of 2SAT: AccessDeniedException: no',
    );
    expect(fake.labelled()).toEqual({ '6SUN': 1 });
  });

  it('changes nothing while the catalogue is unread', async () => {
    const fake = catalogue({});
    const readEntries = async () => refusal('ThrottlingException', 'rate exceeded');
    await expect(fake.apply({ readEntries })).rejects.toThrow(
      'Cannot read the catalogue and its approvals: ThrottlingException: rate exceeded',
    );
    expect(fake.clock.acts).toEqual([]);
  });

  it('has Config judge all tags anew, a while after the schedules in force have changed, and once', async () => {
    const fake = catalogue({ '2SAT': { versions: [SOUND], approvals: [1] } });
    await fake.apply();
    const withdrawn = { '2SAT': { versions: [SOUND], approvals: [1, 'withdrawn'] } } as const;
    fake.become(withdrawn);
    expect((await fake.apply()).reevaluated).toBeUndefined();
    fake.clock.moveTo('2026-03-09T00:01:00Z');
    expect((await fake.apply()).reevaluated).toBeUndefined();
    fake.clock.moveTo('2026-03-09T00:05:00Z');
    expect((await fake.apply()).reevaluated).toEqual({ started: 2, refused: [] });
    expect((await fake.apply()).reevaluated).toBeUndefined();
    expect(fake.clock.acts.filter((act) => act === 'reevaluate')).toHaveLength(1);
  });

  it('comes to the same after a crash at any act', async () => {
    const start = {
      '2SAT': { versions: [SOUND], approvals: [1, 'withdrawn'], labelled: 1 },
      '6SUN': { versions: [SOUND, { ...SOUND, durationHours: 8 }], approvals: [1] },
    } as const;
    const smooth = catalogue(start);
    await smooth.apply();
    expect(smooth.clock.acts.length).toBeGreaterThan(3);

    for (const index of smooth.clock.acts.keys()) {
      const fake = catalogue(start);
      fake.clock.crashAfter(index + 1);
      await expect(fake.apply()).rejects.toThrow(Crash);
      fake.clock.crashAfter(undefined);
      fake.clock.moveTo('2026-03-09T00:05:00Z');
      await fake.apply();
      await fake.outbox.tellPending();
      expect({ index, labelled: fake.labelled(), keys: fake.outbox.keys().sort() }).toEqual({
        index,
        labelled: smooth.labelled(),
        keys: smooth.outbox.keys().sort(),
      });
    }
  });
});

interface Start {
  readonly versions: readonly object[];
  /** The number of the version that each approves, a day after that version was written. */
  readonly approvals: readonly (number | 'withdrawn')[];
  readonly approver?: string;
  readonly labelled?: number;
}

interface FakeCatalogue {
  readonly clock: FakeClock;
  readonly outbox: FakeOutbox;
  carriers: Attempt<Roster>;
  refuseLabelOf: string | undefined;
  /** What people have written by now. */
  readonly become: (start: Readonly<Record<string, Start>>) => void;
  readonly labelled: () => Readonly<Record<string, number | undefined>>;
  readonly apply: (overrides?: Partial<World>) => Promise<CatalogueReport>;
}

/** Version 1 is of 1 March, its approval of the day after, version 2 of the day after that. */
function catalogue(begun: Readonly<Record<string, Start>>): FakeCatalogue {
  let start = begun;
  let memory: ApprovedMemory | undefined;
  const clock = fakeClock('2026-03-09T00:00:00Z');
  const outbox = fakeOutbox(clock);
  const labels = new Map(Object.entries(start).map(([value, { labelled }]) => [value, labelled]));
  const fake: FakeCatalogue = {
    clock,
    outbox,
    carriers: rosterOf(),
    refuseLabelOf: undefined,
    become: (next) => {
      start = next;
    },
    labelled: () => Object.fromEntries([...labels].filter(([, version]) => version !== undefined)),
    apply: (overrides = {}) => applyCatalogue({ ...world, ...overrides }),
  };
  const move = async (value: string, version: number | undefined): Promise<Attempt<void>> => {
    if (fake.refuseLabelOf === value) return refusal('AccessDeniedException', 'no');
    labels.set(value, version);
    clock.act(`label ${value}`);
    return { kind: 'done', value: undefined };
  };
  const world: World = {
    policy: 'required',
    readEntries: async () => ({
      kind: 'done',
      value: Object.entries(start).map(([value, given]) => storedEntry(value, given, labels.get(value))),
    }),
    labels: { putInForce: move, takeOutOfForce: (value) => move(value, undefined) },
    observeCarriers: async () => fake.carriers,
    tell: outbox.tell,
    now: clock.now,
    approved: {
      read: async () => memory,
      write: async (next) => {
        memory = next;
        clock.act('write approved');
      },
    },
    reevaluate: async () => {
      clock.act('reevaluate');
      return { started: 2, refused: [] };
    },
  };
  return fake;
}

function storedEntry(value: string, start: Start, labelled: number | undefined): StoredEntry {
  const { versions, approvals, approver = BARBARA } = start;
  const texts = versions.map((content) => JSON.stringify(content));
  return {
    value,
    labelled,
    versions: texts.map(
      (text, index): EntryVersion => ({ version: index + 1, text, sha256: text, by: ADA, at: day(2 * index + 1) }),
    ),
    approvals: approvals.map((of, index): Approval => {
      const written = { version: index + 1, by: approver, at: day(2 * index + 2) };
      if (of === 'withdrawn') return { ...written, kind: 'withdrawn', reason: 'not needed' };
      return { ...written, kind: 'approved', sha256: texts[of - 1] ?? '' };
    }),
  };
}

function day(count: number): Date {
  return new Date(Date.UTC(2026, 2, count));
}
