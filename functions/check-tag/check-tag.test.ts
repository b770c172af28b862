import { describe, expect, it } from '@jest/globals';
import { parseTagNudge, type TagNudge } from '../../shared/inbound/tag-nudge.ts';
import { aNodeReference, anEntry } from '../../shared/testing/domain-builders.ts';
import { aGrantedException } from '../../shared/testing/exception-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { type FakeWorld, fakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { sampleEvent, sampleEventNames } from '../../shared/testing/sample-event.ts';
import { checkTag } from './check-tag.ts';

const node = aNodeReference();
const changed: TagNudge = {
  kind: 'changed',
  cause: 'tag-changed',
  id: 'event-1',
  node,
  keys: ['maintenance:patching'],
  at: new Date('2026-03-06T20:41:07Z'),
};

describe('checkTag()', () => {
  it('finds nothing to say of an approved value, however often', async () => {
    const fake = tagged('2SAT');

    expect(await check(fake)).toMatchObject({ kind: 'judged', verdict: 'approved', notice: 'fine' });
    expect(await check(fake)).toMatchObject({ verdict: 'approved', notice: 'known' });
    expect(fake.outbox.told()).toEqual([]);
    expect(fake.announced).toEqual([]);
  });

  it('finds nothing to say of EXEMPT while its exception stands, and refuses it from its end on', async () => {
    const fake = tagged('EXEMPT');
    fake.exceptions.set(aGrantedException({ node, until: new Date(fake.now().getTime() + 1) }));

    expect(await check(fake)).toMatchObject({ verdict: 'reserved', notice: 'fine' });
    fake.clock.moveTo(new Date(fake.now().getTime() + 1));
    expect(await check(fake)).toMatchObject({ verdict: 'unexcused', notice: 'told' });
    expect(await check(fake)).toMatchObject({ verdict: 'unexcused', notice: 'known' });
    expect(fake.outbox.told()).toMatchObject([
      { kind: 'tag-refused', subject: 'payments-db-01: schedule "EXEMPT" is refused' },
    ]);
    expect(fake.outbox.told()[0]?.next[1]).toContain(`npx patchplane except ${node.id} --account ${node.account}`);
  });

  it.each([
    ['in an Auto Scaling group', { 'aws:autoscaling:groupName': 'web' }, 'reserved'],
    ['on its own', {}, 'unexcused'],
  ])('judges REPLACE of a node %s', async (_, tags, verdict) => {
    const fake = tagged('REPLACE');
    fake.tagged.set(node.id, { ...fake.tagged.tagsOf(node.id), ...tags });
    expect(await check(fake)).toMatchObject({ verdict });
  });

  it('refuses a mistyped value with the nearest approved one, once, to its owner', async () => {
    const fake = tagged('2STA');

    expect(await check(fake)).toMatchObject({ verdict: 'malformed', notice: 'told' });
    expect(await check(fake)).toMatchObject({ verdict: 'malformed', notice: 'known' });
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `tag-refused#${node.id}#1`,
        subject: 'payments-db-01: schedule "2STA" is refused, meant 2SAT?',
        about: { node: node.id, account: node.account, region: node.region, owners: ['payments@example.com'] },
      },
    ]);
    expect(fake.outbox.told()[0]?.details[0]).toBe(
      'The nearest approved value is 2SAT (optimal string alignment, distance 1).',
    );
    const { id: nodeId, account, region } = node;
    expect(fake.announced).toEqual([{ kind: 'Tag Refused', nodeId, account, region, value: '2STA' }]);
  });

  it('lists the values that are equally near', async () => {
    const fake = tagged('12SAT', ['2SAT', '22SAT', '6SUN']);
    await check(fake);

    expect(fake.outbox.told()[0]?.details).toEqual([
      'Equally near are 2SAT, 22SAT (optimal string alignment, distance 1).',
      'Approved are 6SUN, 2SAT, 22SAT.',
    ]);
    expect(fake.outbox.told()[0]?.next[0]).toContain('to 2SAT or 22SAT.');
  });

  it('names none where none is near, and says what is approved', async () => {
    const fake = tagged('whenever', ['2SAT']);
    await check(fake);

    expect(fake.outbox.told()[0]?.details).toEqual(['No approved value is near it.', 'Approved are 2SAT.']);
  });

  it('tells a value that was corrected and is wrong again a second time', async () => {
    const fake = tagged('2STA');
    await check(fake);
    retag(fake, '2SAT');
    expect(await check(fake)).toMatchObject({ notice: 'fine' });
    retag(fake, '2STA');
    expect(await check(fake)).toMatchObject({ notice: 'told' });

    expect(fake.outbox.keys()).toEqual([`tag-refused#${node.id}#1`, `tag-refused#${node.id}#3`]);
  });

  it('tells a value that is the same, but not approved any more', async () => {
    const fake = tagged('22FRI');
    await check(fake);
    fake.around.catalogue = { kind: 'read', entries: [], problems: [] };

    expect(await check(fake)).toMatchObject({ verdict: 'not-approved', notice: 'told' });
    expect(await check(fake)).toMatchObject({ notice: 'known' });
  });

  it('does not blame a node whose catalogue entry is broken', async () => {
    const fake = tagged('22FRI');
    const problems = [{ value: '22FRI', version: 4, reason: 'it is not JSON' }];
    fake.around.catalogue = { kind: 'read', entries: [], problems };

    expect(await check(fake)).toMatchObject({ verdict: 'approved', notice: 'fine' });
  });

  it('goes by the tags as they are now, not by the event', async () => {
    const fake = tagged('2STA');
    retag(fake, '2SAT'); // corrected before the event arrived

    expect(await check(fake)).toMatchObject({ verdict: 'approved' });
    expect(fake.outbox.told()).toEqual([]);
  });

  it('remembers that a tag was taken away, and says nothing: that is for the Config rule to find', async () => {
    const fake = tagged('2STA');
    await check(fake);
    fake.tagged.set(node.id, {});

    expect(await check(fake)).toMatchObject({ verdict: 'missing', notice: 'fine' });
    expect(await fake.tagMemory.read(node.id)).toEqual({ value: undefined, verdict: 'missing', change: 2 });
  });

  it('leaves changes of other tags, and calls that were refused', async () => {
    const fake = tagged('2STA');

    expect(await check(fake, { ...changed, keys: ['Name', 'owner'] })).toEqual({ kind: 'left', why: 'other-tag' });
    expect(await check(fake, parseTagNudge(sampleEvent('tag-call-failed')))).toEqual({
      kind: 'left',
      why: 'call-refused',
    });
    expect(fake.clock.acts).toEqual([]);
  });

  it('judges nothing while the catalogue is unread, so that Lambda tries again', async () => {
    const fake = tagged('2STA');
    fake.around.catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

    await expect(check(fake)).rejects.toThrow(`Cannot judge the tag of ${node.id}: ThrottlingException: rate exceeded`);
    expect(fake.clock.acts).toEqual([]);
  });

  it('tells the refusal under the same key, whichever act it crashed after', async () => {
    const smooth = tagged('2STA');
    await check(smooth);

    for (const [index, after] of smooth.clock.acts.entries()) {
      const fake = tagged('2STA');
      fake.clock.crashAfter(index + 1);
      await expect(check(fake)).rejects.toThrow(Crash);
      fake.clock.crashAfter(undefined);
      fake.clock.moveTo('2026-03-06T20:56:00Z');
      await check(fake); // Lambda tries again,
      await fake.tellPending(); // and a sweep tells what was noted.

      expect({ after, keys: fake.outbox.keys() }).toEqual({ after, keys: smooth.outbox.keys() });
      expect(await fake.tagMemory.read(node.id)).toEqual(await smooth.tagMemory.read(node.id));
      expect(fake.outbox.told()).toHaveLength(after.startsWith('publish') ? 2 : 1);
      // Announced until it is remembered: twice at most, and never not at all.
      expect(fake.announced).toHaveLength(after.startsWith('announce') ? 2 : 1);
    }
  });

  it.each(sampleEventNames('valid').filter((name) => name.startsWith('tag-')))('takes the sample %s', async (name) => {
    const nudge = parseTagNudge(sampleEvent(name));
    const fake = tagged('2STA');
    if (nudge.kind === 'changed') fake.tagged.set(nudge.node.id, { 'maintenance:patching': '2STA' });
    const report = await check(fake, nudge);

    expect(report.kind).toBe(nudge.kind === 'changed' ? 'judged' : 'left');
    expect(fake.outbox.keys()).toEqual(nudge.kind === 'changed' ? [`tag-refused#${nudge.node.id}#1`] : []);
  });
});

function tagged(value: string, approved = ['22FRI', '2SAT']): FakeWorld {
  const fake = fakeWorld();
  fake.around.catalogue = { kind: 'read', entries: approved.map((each) => anEntry({ value: each })), problems: [] };
  retag(fake, value);
  return fake;
}

function retag(fake: FakeWorld, value: string): void {
  fake.tagged.set(node.id, { 'maintenance:patching': value, Name: 'payments-db-01', owner: 'payments@example.com' });
}

function check(fake: FakeWorld, nudge = changed) {
  return checkTag(nudge, { ...fake, memory: fake.tagMemory });
}
