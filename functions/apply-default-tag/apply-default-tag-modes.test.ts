/** Whom the rules leave alone, what the modes write, how long an owner has, and the review queue. */
import { describe, expect, it } from '@jest/globals';
import { aNodeReference, anEntry, someSettings } from '../../shared/testing/domain-builders.ts';
import { type FakeWorld, fakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { applyDefaultTag } from './apply-default-tag.ts';

const node = aNodeReference();
const nudge = { rule: 'patchplane-schedule-tag', node, compliance: 'NON_COMPLIANT' } as const;
const facts = { Name: 'payments-db-01', owner: 'payments@example.com', environment: 'prod' };
const linuxRule = {
  name: 'linux-production',
  when: { platform: ['Linux*'], environment: ['prod'] },
  production: true,
  tags: { 'maintenance:patching': '2SUN', 'maintenance:wave': '1' },
};
const DAY_OF_GRACE = { mode: 'apply', graceHours: 24 } as const;

describe('applyDefaultTag()', () => {
  it('leaves production to the rules that say so, and a node that none fits to the review queue', async () => {
    const fake = world(facts);
    fake.around.defaultRules = [{ ...linuxRule, production: false }];

    expect(await apply(fake)).toMatchObject({ did: 'asked' });
    expect(fake.tagged.tagsOf(node.id)).toEqual(facts);
    expect(fake.undecided.queue()).toEqual([node.id]);
  });

  it('goes by the organizational unit of the account, as the settings have it', async () => {
    const fake = world(facts);
    fake.around.defaultRules = [{ ...linuxRule, when: { organizationalUnit: ['Workloads/*'] } }];
    expect(await apply(fake)).toMatchObject({ did: 'asked' });

    fake.around.settings = someSettings({ organizationalUnits: { [node.account]: 'Workloads/Payments' } });
    expect(await apply(fake)).toMatchObject({ did: 'tagged' });
    expect(fake.undecided.queue()).toEqual([]);
  });

  it('writes nothing and tells nobody in mode observe', async () => {
    const fake = world(facts);
    fake.around.settings = someSettings({ defaults: { mode: 'observe', graceHours: 0 } });

    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'observed', why: 'linux-production' });
    expect(fake.clock.acts).toEqual([]);
  });

  it('tells the owner and writes nothing in mode notify, however often it looks', async () => {
    const fake = world(facts);
    fake.around.settings = someSettings({ defaults: { mode: 'notify', graceHours: 0 } });

    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'notified', why: 'linux-production' });
    fake.clock.moveTo('2026-05-06T20:56:00Z');
    await apply(fake);
    expect(fake.tagged.tagsOf(node.id)).toEqual(facts);
    expect(fake.outbox.keys()).toEqual([`tag-default-due#${node.id}#2SUN#notify#0`]);
  });

  it('tells the owner first and writes after the hours of grace, not a minute before (G2)', async () => {
    const fake = world(facts);
    fake.around.settings = someSettings({ defaults: DAY_OF_GRACE });

    expect(await apply(fake)).toMatchObject({ did: 'waits' });
    fake.clock.moveTo('2026-03-07T20:54:59Z');
    expect(await apply(fake)).toMatchObject({ did: 'waits' });
    expect(fake.tagged.tagsOf(node.id)).toEqual(facts);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `tag-default-due#${node.id}#2SUN#grace#0`,
        about: { owners: ['payments@example.com'] },
        next: [expect.stringContaining('before 2026-03-07T20:55:00.000Z')],
      },
    ]);

    fake.clock.moveTo('2026-03-07T20:55:00Z');
    expect(await apply(fake)).toMatchObject({ did: 'tagged' });
    expect(fake.tagged.tagsOf(node.id)).toMatchObject({ 'maintenance:patching': '2SUN' });
  });

  it('begins the grace anew when the rule gives something else, and when a schedule has come and gone', async () => {
    const fake = world(facts);
    fake.around.settings = someSettings({ defaults: DAY_OF_GRACE });
    await apply(fake);
    fake.clock.moveTo('2026-03-08T20:55:00Z');
    fake.around.defaultRules = [{ ...linuxRule, tags: { 'maintenance:patching': '22FRI' } }];
    expect(await apply(fake)).toMatchObject({ did: 'waits' });

    fake.clock.moveTo('2026-03-10T20:55:00Z');
    await fake.tagMemory.write(node.id, { value: undefined, verdict: 'missing', change: 2 });
    expect(await apply(fake)).toMatchObject({ did: 'waits' });
    expect(fake.outbox.keys()).toEqual([
      `tag-default-due#${node.id}#2SUN#grace#0`,
      `tag-default-due#${node.id}#22FRI#grace#0`,
      `tag-default-due#${node.id}#22FRI#grace#2`,
    ]);
  });

  it('gives no default while the settings are unread (P5)', async () => {
    const fake = world(facts);
    const readTaggingPolicy = () => Promise.reject(new Error('Cannot give a default: throttled'));

    await expect(
      applyDefaultTag(nudge, { ...fake, readTaggingPolicy, ruleName: nudge.rule, memory: fake.tagMemory }),
    ).rejects.toThrow('Cannot give a default: throttled');
    expect(fake.clock.acts).toEqual([]);
  });

  it.each(['2SUN', '2STA', undefined])('takes a node from the review queue that carries %s by then', async (value) => {
    const fake = world({ ...facts, environment: 'test' });
    await apply(fake);
    expect(fake.undecided.queue()).toEqual([node.id]);

    fake.tagged.set(node.id, value === undefined ? value : { ...facts, 'maintenance:patching': value });
    await apply(fake);
    expect(fake.undecided.queue()).toEqual([]);
  });
});

function world(tags: Readonly<Record<string, string>>): FakeWorld {
  const fake = fakeWorld();
  fake.around.catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '2SUN' })], problems: [] };
  fake.around.defaultRules = [linuxRule];
  fake.tagged.set(node.id, tags);
  return fake;
}

function apply(fake: FakeWorld) {
  return applyDefaultTag(nudge, { ...fake, ruleName: nudge.rule, memory: fake.tagMemory });
}
