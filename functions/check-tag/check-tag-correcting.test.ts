/** What check-tag puts right where the settings allow it, and what it leaves. */
import { describe, expect, it } from '@jest/globals';
import { aNodeReference, anEntry, someSettings } from '../../shared/testing/domain-builders.ts';
import { type FakeWorld, fakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { checkTag } from './check-tag.ts';

const node = aNodeReference();
const facts = { Name: 'payments-db-01', owner: 'payments@example.com' };

describe('checkTag()', () => {
  it('corrects what is surely meant, once, tells the owner, and is silent about its own write', async () => {
    const fake = world({ corrections: 'certain' });
    retag(fake, '2sat');

    expect(await check(fake)).toMatchObject({ verdict: 'malformed', notice: 'corrected' });
    expect(await check(fake)).toMatchObject({ verdict: 'approved', notice: 'known' });
    expect(fake.tagged.tagsOf(node.id)).toEqual({ ...facts, 'maintenance:patching': '2SAT' });
    expect(fake.clock.acts.filter((act) => act === 'write tags')).toHaveLength(1);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `tag-corrected#${node.id}#1`,
        severity: 'info',
        subject: 'payments-db-01: schedule corrected to 2SAT',
        about: { owners: ['payments@example.com'] },
      },
    ]);
  });

  it.each(['2STA', '3SAT', 'exempt', 'whenever'])('refuses %p, of which it is not sure', async (value) => {
    const fake = world({ corrections: 'certain' });
    retag(fake, value);

    expect(await check(fake)).toMatchObject({ notice: 'told' });
    expect(fake.tagged.tagsOf(node.id)).toMatchObject({ 'maintenance:patching': value });
  });

  it('corrects nothing unless it is told to, and nothing that was refused before', async () => {
    const fake = world({});
    retag(fake, '2sat');
    expect(await check(fake)).toMatchObject({ notice: 'told' });

    fake.around.settings = someSettings({ corrections: 'certain' });
    expect(await check(fake)).toMatchObject({ notice: 'known' });
    expect(fake.tagged.tagsOf(node.id)).toMatchObject({ 'maintenance:patching': '2sat' });
  });

  it('refuses a value that comes back after it was corrected: a tool writes it (K3)', async () => {
    const fake = world({ corrections: 'certain' });
    retag(fake, '2sat');
    await check(fake);
    fake.clock.moveTo('2026-04-06T20:55:00Z');
    retag(fake, '2sat');

    expect(await check(fake)).toMatchObject({ notice: 'told' });
    expect(await check(fake)).toMatchObject({ notice: 'known' });
    expect(fake.outbox.keys()).toEqual([`tag-corrected#${node.id}#1`, `tag-refused#${node.id}#2`]);
  });

  it.each([['2STA'], [undefined]])('gives the last approved schedule back where it says %p now', async (value) => {
    const fake = world({ restoreLastApproved: true });
    retag(fake, '2SAT');
    await check(fake);
    retag(fake, value);

    expect(await check(fake)).toMatchObject({ notice: 'corrected' });
    expect(fake.tagged.tagsOf(node.id)).toMatchObject({ 'maintenance:patching': '2SAT' });
    expect(fake.outbox.told()).toMatchObject([{ subject: 'payments-db-01: schedule set back to 2SAT' }]);
  });

  it('gives nothing back that is approved no more, or that a reserved value has taken the place of', async () => {
    const fake = world({ restoreLastApproved: true });
    retag(fake, '22FRI');
    await check(fake);
    fake.around.catalogue = { kind: 'read', entries: [anEntry({ value: '2SAT' })], problems: [] };
    retag(fake, '2STA');
    expect(await check(fake)).toMatchObject({ notice: 'told' });

    retag(fake, '2SAT');
    await check(fake);
    fake.tagged.set(node.id, { ...facts, 'aws:autoscaling:groupName': 'web', 'maintenance:patching': 'REPLACE' });
    await check(fake);
    retag(fake, undefined);
    expect(await check(fake)).toMatchObject({ verdict: 'missing', notice: 'fine' });
  });

  it('refuses what AWS does not let it write, as if it could not be corrected', async () => {
    const fake = world({ corrections: 'certain' });
    fake.tagged.refuseWrites({ kind: 'refused', error: 'UnauthorizedOperation', message: 'no' });
    retag(fake, '2sat');

    expect(await check(fake)).toMatchObject({ notice: 'not-allowed' });
    expect(fake.outbox.keys()).toEqual([`tag-refused#${node.id}#1`]);
  });
});

function world(settings: Parameters<typeof someSettings>[0]): FakeWorld {
  const fake = fakeWorld();
  const entries = ['22FRI', '2SAT'].map((value) => anEntry({ value }));
  fake.around.catalogue = { kind: 'read', entries, problems: [] };
  fake.around.settings = someSettings(settings);
  return fake;
}

function retag(fake: FakeWorld, value: string | undefined): void {
  fake.tagged.set(node.id, { ...facts, ...(value !== undefined && { 'maintenance:patching': value }) });
}

function check(fake: FakeWorld) {
  const nudge = {
    kind: 'changed',
    cause: 'tag-changed',
    id: 'event-1',
    node,
    keys: ['maintenance:patching'],
    at: fake.now(),
  } as const;
  return checkTag(nudge, { ...fake, memory: fake.tagMemory });
}
