/** A node of the review queue about which a person has decided. */
import { describe, expect, it } from '@jest/globals';
import { parseDefaultNudge } from '../../shared/inbound/default-nudge.ts';
import { aNodeReference, anEntry, someSettings } from '../../shared/testing/domain-builders.ts';
import { refusal } from '../../shared/testing/fake-world/fake-runs.ts';
import { type FakeWorld, fakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { OPERATOR } from '../../shared/testing/opening-builders.ts';
import { sampleEvent } from '../../shared/testing/sample-event.ts';
import { applyDefaultTag } from './apply-default-tag.ts';

const node = aNodeReference();
const facts = { Name: 'payments-db-01', owner: 'payments@example.com', environment: 'prod' };
const DECISION = { value: '2SUN', by: OPERATOR, reason: 'as its neighbours', at: new Date('2026-03-06T20:50:00Z') };

describe('applyDefaultTag() after a decision', () => {
  it('writes what was decided at once, in production and in any mode, and says by whom', async () => {
    const fake = await decided();
    fake.around.settings = someSettings({ defaults: { mode: 'observe', graceHours: 24 } });

    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'tagged', why: `reviewed by ${OPERATOR}` });
    expect(fake.tagged.tagsOf(node.id)).toEqual({
      ...facts,
      'maintenance:patching': '2SUN',
      'maintenance:wave': '1',
      'maintenance:default-rule': `reviewed by ${OPERATOR}`,
      'maintenance:default-at': '2026-03-06T20:55:00.000Z',
    });
    expect(fake.undecided.queue()).toEqual([]);
    expect(fake.outbox.told().at(-1)).toMatchObject({
      kind: 'tag-defaulted',
      subject: 'payments-db-01: given the schedule 2SUN',
      happened: expect.stringContaining(`${OPERATOR} has decided which it gets: "as its neighbours".`),
    });
    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'left', why: 'valid-by-now' });
    expect(fake.clock.acts.filter((act) => act === 'write tags')).toHaveLength(1); // P8
  });

  it('writes nothing over a value that has come in the meantime (P8)', async () => {
    const fake = await decided();
    fake.tagged.set(node.id, { ...facts, 'maintenance:patching': '22FRI' });
    expect(await apply(fake)).toMatchObject({ did: 'left', why: 'valid-by-now' });
    expect(fake.undecided.queue()).toEqual([]);
  });

  it('asks again where the schedule has been withdrawn since', async () => {
    const fake = await decided();
    fake.around.catalogue = { kind: 'read', entries: [anEntry()], problems: [] };
    expect(await apply(fake)).toMatchObject({ did: 'asked', why: expect.stringContaining('would set 2SUN') });
    expect(fake.undecided.queue()).toEqual([node.id]);
    expect((await fake.undecided.read(node.id))?.decision).toBeUndefined();
  });

  it('forgets a decision about an earlier absence', async () => {
    const fake = await decided();
    await fake.tagMemory.write(node.id, { change: 1, value: undefined, verdict: undefined });
    expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'asked' });
  });

  it('keeps the decision while AWS refuses the tag', async () => {
    const fake = await decided();
    const writeTags = async () => refusal('AccessDenied', 'no');
    expect(await apply({ ...fake, writeTags })).toMatchObject({ did: 'not-allowed' });
    expect((await fake.undecided.readWaiting(node.id))?.decision).toEqual(DECISION);
    expect(await apply(fake)).toMatchObject({ did: 'tagged' });
  });
});

/** No rule fits it, so that it waits; and then somebody decides. */
async function decided(): Promise<FakeWorld> {
  const fake = fakeWorld();
  fake.around.catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '2SUN' })], problems: [] };
  fake.around.defaultRules = [];
  fake.tagged.set(node.id, facts);
  expect(await apply(fake)).toEqual({ nodeId: node.id, did: 'asked' });
  await fake.undecided.decide(node.id, DECISION);
  return fake;
}

function apply(fake: FakeWorld) {
  const nudge = { ...parseDefaultNudge(sampleEvent('default-due')), node };
  return applyDefaultTag(nudge, { ...fake, ruleName: 'patchplane-schedule-tag', memory: fake.tagMemory });
}
