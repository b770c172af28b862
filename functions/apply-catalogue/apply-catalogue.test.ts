import { describe, expect, it } from '@jest/globals';
import { aRosterNode } from '../../shared/testing/domain-builders.ts';
import { ADA, BARBARA, fakeCatalogue, SOUND } from '../../shared/testing/fake-world/fake-catalogue.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { rosterOf } from '../../shared/testing/fake-world/fake-world.ts';

describe('applyCatalogue()', () => {
  it('puts in force what somebody else has approved, and then leaves it', async () => {
    const fake = fakeCatalogue({ '2SAT': { versions: [SOUND], approvals: [1] } });

    expect((await fake.apply()).steps).toEqual([{ value: '2SAT', did: 'put-in-force', version: 1 }]);
    expect(fake.labelled()).toEqual({ '2SAT': 1 });
    expect((await fake.apply()).steps).toEqual([]);
    expect(fake.outbox.keys()).toEqual([]);
  });

  it('leaves out what was edited after its approval, names both, and keeps the version before', async () => {
    const fake = fakeCatalogue({ '2SAT': { versions: [SOUND, { ...SOUND, durationHours: 8 }], approvals: [1] } });
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
    const fake = fakeCatalogue({ '2SAT': { versions: [SOUND], approvals: [1], approver: ADA } });

    expect((await fake.apply()).refused).toEqual([{ value: '2SAT', version: 1, reason: 'same-principal' }]);
    expect(fake.labelled()).toEqual({});
    const [notice] = fake.outbox.told();
    expect(notice?.subject).toBe('Version 1 of 2SAT does not come into force (same-principal)');
    expect([notice?.happened, ...(notice?.details ?? [])].join('\n').split(ADA)).toHaveLength(3);
  });

  it('leaves out what could never open, whoever approves it, and says why', async () => {
    const broken = { ...SOUND, cutoffHours: 4 };
    const fake = fakeCatalogue({
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

  it('lets an edit that nobody has approved take no other entry out of force', async () => {
    const ring = { ...SOUND, after: '2SAT' };
    const turned = { ...SOUND, after: '6SUN' };
    const fake = fakeCatalogue({
      '2SAT': { versions: [SOUND, turned], approvals: [1], labelled: 1 },
      '6SUN': { versions: [ring], approvals: [1], labelled: 1 },
    });

    const { steps, refused } = await fake.apply();
    expect(steps).toEqual([]);
    expect(refused).toEqual([{ value: '2SAT', version: 2, reason: 'never-opens' }]);
    expect(fake.labelled()).toEqual({ '2SAT': 1, '6SUN': 1 });
  });

  it('lets of two edits that wait for each other the first one in, and no label go to and fro', async () => {
    const fake = fakeCatalogue({
      '2SAT': { versions: [SOUND, { ...SOUND, after: '6SUN' }], approvals: [1, 2], labelled: 1 },
      '6SUN': { versions: [SOUND, { ...SOUND, after: '2SAT' }], approvals: [1, 2], labelled: 1 },
    });

    for (const steps of [[{ value: '2SAT', did: 'put-in-force', version: 2 }], [], []]) {
      expect(await fake.apply()).toMatchObject({
        steps,
        refused: [{ value: '6SUN', version: 2, reason: 'never-opens' }],
      });
      expect(fake.labelled()).toEqual({ '2SAT': 2, '6SUN': 1 });
    }
  });

  it('takes a withdrawn entry out of force, and tells who still carries it', async () => {
    const fake = fakeCatalogue({ '2SAT': { versions: [SOUND], approvals: [1, 'withdrawn'], labelled: 1 } });
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

  it('tells once of an entry that somebody deleted, and who still carries it', async () => {
    const both = {
      '2SAT': { versions: [SOUND], approvals: [1] },
      '6SUN': { versions: [SOUND], approvals: [1] },
    } as const;
    const begin = async () => {
      const fake = fakeCatalogue(both);
      await fake.apply();
      fake.carriers = rosterOf(aRosterNode());
      fake.become({ '6SUN': both['6SUN'] });
      return fake;
    };
    const fake = await begin();
    const before = fake.clock.acts.length;
    await fake.apply();
    await fake.apply();
    const withdrawn = {
      key: 'catalogue-withdrawn#2SAT#deleted#2026-03-09T00:00:00.000Z',
      kind: 'catalogue-withdrawn',
      subject: 'Schedule 2SAT is taken out of force: 1 node still carries it',
      happened: expect.stringContaining('The catalogue entry 2SAT was in force, and is deleted.'),
      details: ['Account 444455556666: 1 node'],
    };
    expect(fake.outbox.told()).toMatchObject([withdrawn]);

    for (const index of fake.clock.acts.slice(before).keys()) {
      const dying = await begin();
      dying.clock.crashAfter(index + 1);
      await expect(dying.apply()).rejects.toThrow(Crash);
      dying.clock.crashAfter(undefined);
      await dying.apply();
      dying.clock.moveTo(dying.clock.now());
      await dying.outbox.tellPending();
      expect(new Set(dying.outbox.keys())).toEqual(new Set([withdrawn.key]));
    }

    fake.clock.moveTo('2026-03-10T00:00:00Z');
    fake.become(both);
    await fake.apply();
    fake.become({ '6SUN': both['6SUN'] });
    await fake.apply();
    expect(fake.outbox.keys()).toEqual([withdrawn.key, 'catalogue-withdrawn#2SAT#deleted#2026-03-10T00:00:00.000Z']);
  });

  it('moves a label that somebody put by hand back to what is approved, or takes it off', async () => {
    const fake = fakeCatalogue({
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
    const fake = fakeCatalogue({ '2SAT': { versions: [SOUND], approvals: [] } });
    await fake.apply({ policy: 'off' });
    expect(fake.labelled()).toEqual({ '2SAT': 1 });
  });

  it('tries all, and fails aloud where AWS refuses a label', async () => {
    const fake = fakeCatalogue({
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
    const fake = fakeCatalogue({});
    const readEntries = async () => refusal('ThrottlingException', 'rate exceeded');
    await expect(fake.apply({ readEntries })).rejects.toThrow(
      'Cannot read the catalogue and its approvals: ThrottlingException: rate exceeded',
    );
    expect(fake.clock.acts).toEqual([]);
  });

  it('has Config judge all tags anew, a while after the schedules in force have changed, and once', async () => {
    const fake = fakeCatalogue({ '2SAT': { versions: [SOUND], approvals: [1] } });
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
    const smooth = fakeCatalogue(start);
    await smooth.apply();
    expect(smooth.clock.acts.length).toBeGreaterThan(3);

    for (const index of smooth.clock.acts.keys()) {
      const fake = fakeCatalogue(start);
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
