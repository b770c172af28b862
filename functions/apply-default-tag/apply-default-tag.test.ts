import { describe, expect, it } from '@jest/globals';
import { type ConfigNudge, parseConfigNudge } from '../../shared/inbound/config-nudge.ts';
import { tellRefusal } from '../../shared/notices/tell-refusal.ts';
import { aNodeReference, anEntry } from '../../shared/testing/domain-builders.ts';
import { aGrantedException } from '../../shared/testing/exception-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { type FakeWorld, fakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { sampleEvent } from '../../shared/testing/sample-event.ts';
import { applyDefaultTag } from './apply-default-tag.ts';

const node = aNodeReference();
const nudge: ConfigNudge = {
  cause: 'compliance-changed',
  id: 'event-1',
  rule: 'patchplane-schedule-tag',
  ruleForm: 'organization',
  node,
  compliance: 'NON_COMPLIANT',
  at: new Date('2026-03-06T19:31:58Z'),
};
const facts = { Name: 'payments-db-01', owner: 'payments@example.com', environment: 'prod' };
const linuxRule = {
  name: 'linux-production',
  when: { platform: ['Linux*'], environment: ['prod'] },
  production: true,
  tags: { 'maintenance:patching': '2SUN', 'maintenance:wave': '1' },
};
/** Who gave the default, and when. */
const companions = {
  'maintenance:default-rule': 'linux-production',
  'maintenance:default-at': '2026-03-06T20:55:00.000Z',
};

describe('applyDefaultTag()', () => {
  it('gives an untagged node the first default that fits, tells its owner, and leaves it then', async () => {
    const fake = world(facts);

    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'tagged', why: 'linux-production' });
    expect(fake.tagged.tagsOf(node.id)).toEqual({ ...facts, ...linuxRule.tags, ...companions });
    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'left', why: 'valid-by-now' });
    expect(fake.outbox.told()).toMatchObject([
      { key: `tag-defaulted#${node.id}#0`, subject: 'payments-db-01: given the default schedule 2SUN' },
    ]);
    expect(fake.clock.acts.filter((act) => act === 'write tags')).toHaveLength(1); // P8
  });

  it('never writes over a tag that is there (P8)', async () => {
    const fake = world({ ...facts, 'maintenance:wave': '2' });

    await apply(fake);
    expect(fake.tagged.tagsOf(node.id)).toEqual({
      ...facts,
      'maintenance:patching': '2SUN',
      'maintenance:wave': '2',
      ...companions,
    });
  });

  it('asks a person where no rule fits, once', async () => {
    const fake = world({ ...facts, environment: 'test' });

    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'asked' });
    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'asked' });
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `tag-not-defaulted#${node.id}#no-rule#0`,
        severity: 'warning',
        about: { owners: ['payments@example.com'] },
      },
    ]);
    expect(fake.tagged.tagsOf(node.id)).toEqual({ ...facts, environment: 'test' });
  });

  it('asks again when the node has had a schedule in between', async () => {
    const fake = world({ ...facts, environment: 'test' });
    await apply(fake);
    await fake.tagMemory.write(node.id, { value: '2SAT', verdict: 'approved', change: 1 }); // check-tag saw it come
    await fake.tagMemory.write(node.id, { value: undefined, verdict: 'missing', change: 2 }); // and go

    await apply(fake);
    expect(fake.outbox.keys()).toEqual([
      `tag-not-defaulted#${node.id}#no-rule#0`,
      `tag-not-defaulted#${node.id}#no-rule#2`,
    ]);
  });

  it('asks a person where the default itself is not approved, rather than tag the node with it', async () => {
    const fake = world(facts);
    fake.around.catalogue = { kind: 'read', entries: [anEntry()], problems: [] };

    expect(await apply(fake)).toMatchObject({ did: 'asked' });
    expect(fake.outbox.told()[0]?.details).toEqual([
      'The default-tag rule "linux-production" would set 2SUN, which is not an approved schedule.',
    ]);
    expect(fake.tagged.tagsOf(node.id)).toEqual(facts);
  });

  it('tells it where AWS refuses the tag, once', async () => {
    const fake = world(facts);
    fake.tagged.refuseWrites(refusal('UnauthorizedOperation', 'not authorized to perform ec2:CreateTags'));

    expect(await apply(fake)).toMatchObject({ did: 'not-allowed' });
    expect(await apply(fake)).toMatchObject({ did: 'not-allowed' });
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `tag-not-defaulted#${node.id}#refused#0`,
        severity: 'critical',
        details: ['AWS answered UnauthorizedOperation: not authorized to perform ec2:CreateTags'],
      },
    ]);
  });

  it.each(['EXEMPT', 'REPLACE'])('leaves %s without leave to its owner, and tells it', async (value) => {
    const fake = world({ ...facts, 'maintenance:patching': value });

    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'refused-tag' });
    expect(fake.outbox.told()).toMatchObject([{ kind: 'tag-refused' }]);
  });

  it.each(['2SUN', 'EXEMPT', 'REPLACE'])('leaves a node that carries %s by now', async (value) => {
    const fake = world({ ...facts, 'maintenance:patching': value, 'aws:autoscaling:groupName': 'web' });
    fake.exceptions.set(aGrantedException({ node }));

    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'left', why: 'valid-by-now' });
    expect(fake.clock.acts).toEqual([]);
  });

  it.each(['2STA', '3SUN'])('refuses %s and does not write over it, though it found it first', async (value) => {
    const fake = world({ ...facts, 'maintenance:patching': value });

    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'refused-tag' });
    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'refused-tag' });
    expect(fake.outbox.keys()).toEqual([`tag-refused#${node.id}#1`]);
    expect(fake.tagged.tagsOf(node.id)['maintenance:patching']).toBe(value);
  });

  it('does not repeat a refusal that check-tag has told', async () => {
    const fake = world({ ...facts, 'maintenance:patching': '3SUN' });
    const verdict = { kind: 'not-approved', value: '3SUN', nearest: { kind: 'none' } } as const;
    const judged = { node, name: undefined, owner: undefined, value: '3SUN', verdict, approved: ['2SUN'] };
    await tellRefusal(judged, { ...fake, memory: fake.tagMemory });

    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'refused-tag' });
    expect(fake.outbox.told()).toHaveLength(1);
  });

  it('leaves a node that is gone, one that complies, and the findings of other rules', async () => {
    const fake = world(facts);

    expect(await apply(fake, { ...nudge, rule: 'encrypted-volumes' })).toMatchObject({
      did: 'left',
      why: 'other-rule',
    });
    expect(await apply(fake, { ...nudge, compliance: 'COMPLIANT' })).toMatchObject({ did: 'left', why: 'compliant' });
    fake.tagged.set(node.id, undefined);
    expect(await apply(fake)).toMatchObject({ did: 'left', why: 'gone' });
    expect(fake.clock.acts).toEqual([]);
  });

  it('judges nothing while the catalogue is unread, so that Lambda tries again', async () => {
    const fake = world(facts);
    fake.around.catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

    await expect(apply(fake)).rejects.toThrow(`Cannot judge the tag of ${node.id}: ThrottlingException: rate exceeded`);
    expect(fake.clock.acts).toEqual([]);
  });

  it.each([
    ['tags the node', facts],
    ['refuses a value', { ...facts, 'maintenance:patching': '2STA' }],
    ['asks a person', { ...facts, environment: 'test' }],
  ])('comes to the same tags after a crash at any act while it %s', async (_, tags) => {
    const smooth = world(tags);
    await apply(smooth);

    for (const [index, after] of smooth.clock.acts.entries()) {
      const fake = world(tags);
      fake.clock.crashAfter(index + 1);
      await expect(apply(fake)).rejects.toThrow(Crash);
      fake.clock.crashAfter(undefined);
      fake.clock.moveTo('2026-03-06T20:56:00Z');
      await apply(fake); // Lambda tries again,
      await fake.tellPending(); // and a sweep tells what was noted.

      // What was written and not told is noted: the next sweep over all tags tells it.
      const noted = await fake.tagWrites.unfinished(new Date('2026-03-06T20:57:00Z'));
      const keys = [...fake.outbox.keys(), ...noted.map(({ notice }) => notice.key)];
      expect({ after, keys: [...new Set(keys)] }).toEqual({ after, keys: smooth.outbox.keys() });
      expect(withoutInstant(fake.tagged.tagsOf(node.id))).toEqual(withoutInstant(smooth.tagged.tagsOf(node.id)));
      expect(fake.undecided.queue()).toEqual(smooth.undecided.queue());
      expect(fake.clock.acts.filter((act) => act === 'write tags').length).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    ['config-noncompliant', 'tagged'],
    ['config-compliant-hybrid', 'left'],
  ])('takes the sample %s', async (name, did) => {
    const sample = parseConfigNudge(sampleEvent(name));
    const fake = world(undefined);
    fake.tagged.set(sample.node.id, facts);

    expect(await apply(fake, sample, sample.rule)).toMatchObject({ nodeId: sample.node.id, did });
  });
});

function world(tags: Readonly<Record<string, string>> | undefined): FakeWorld {
  const fake = fakeWorld();
  fake.around.catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '2SUN' })], problems: [] };
  fake.around.defaultRules = [{ ...linuxRule, name: 'windows', when: { platform: ['Windows*'] } }, linuxRule];
  fake.tagged.set(node.id, tags);
  return fake;
}

function apply(fake: FakeWorld, by = nudge, ruleName = 'patchplane-schedule-tag') {
  return applyDefaultTag(by, { ...fake, ruleName, memory: fake.tagMemory });
}

/** One that was to be written before the crash is written a minute later. */
function withoutInstant({ 'maintenance:default-at': _, ...tags }: Readonly<Record<string, string>>) {
  return tags;
}
