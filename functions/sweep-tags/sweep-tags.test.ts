import { describe, expect, it } from '@jest/globals';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { taggedFleet } from '../../shared/testing/fake-world/tagged-fleet.ts';

const ann = { owner: 'ann@example.com' };
const bob = { owner: 'bob@example.com' };

describe('sweepTags()', () => {
  it('counts the whole inventory: the five counts add up, and are written down', async () => {
    const fleet = taggedFleet([
      { 'maintenance:patching': '2SAT' },
      { 'maintenance:patching': '2STA', ...ann },
      { 'maintenance:patching': '3SAT', ...ann },
      { 'maintenance:patching': 'EXEMPT' },
      { 'maintenance:patching': 'REPLACE' },
      ann,
    ]);
    const report = await fleet.sweep();

    const counts = { valid: 1, missing: 1, malformed: 1, 'not-approved': 1, 'exempt-or-immutable': 2 };
    expect(report).toMatchObject({ nodes: 6, counts });
    expect(fleet.sweeps.written).toMatchObject([{ nodes: 6, counts, unseenByConfig: 0, unreadCells: 0 }]);
  });

  it('tells one notice an owner, and nothing the second time', async () => {
    const fleet = taggedFleet([
      { 'maintenance:patching': '2STA', ...ann },
      { 'maintenance:patching': '3SAT', ...ann },
      { 'maintenance:patching': '2STA', ...bob },
      { 'maintenance:patching': '2SAT', ...bob },
    ]);
    await fleet.sweep();
    fleet.clock.moveTo('2026-03-07T20:55:00Z');
    await fleet.sweep();

    expect(fleet.outbox.told().map(({ key, about }) => [key, about['owners']])).toEqual([
      ['tags-refused#ann@example.com#2026-03-06T20:55:00.000Z', ['ann@example.com']],
      [`tag-refused#${fleet.ids[2]}#1`, ['bob@example.com']],
    ]);
    expect(fleet.announced).toHaveLength(3);
  });

  it('says nothing of what check-tag has told, and check-tag nothing of what a sweep has told', async () => {
    const fleet = taggedFleet([
      { 'maintenance:patching': '2STA', ...ann },
      { 'maintenance:patching': '2STA', ...ann },
      { 'maintenance:patching': '2STA', ...ann },
    ]);
    await fleet.check(0);
    await fleet.sweep();
    await fleet.check(1);

    expect(fleet.outbox.keys()).toEqual([
      `tag-refused#${fleet.ids[0]}#1`,
      'tags-refused#ann@example.com#2026-03-06T20:55:00.000Z',
    ]);
    expect(fleet.outbox.told()[1]?.subject).toBe('2 nodes of ann@example.com: 2 refused');
  });

  it('goes by the live tags: what was corrected since AWS Config looked is not refused', async () => {
    const fleet = taggedFleet([{ 'maintenance:patching': '2STA', ...ann }]);
    fleet.tagged.set(fleet.ids[0] ?? '', { 'maintenance:patching': '2SAT', ...ann });
    await fleet.sweep();

    expect(fleet.outbox.told()).toEqual([]);
    expect(await fleet.tagMemory.read(fleet.ids[0] ?? '')).toMatchObject({ value: '2SAT', verdict: 'approved' });
  });

  it('learns that a tag was put right though no event told of it, and tells of the same mistake again', async () => {
    const fleet = taggedFleet([{ 'maintenance:patching': '2STA', ...ann }]);
    const [id = ''] = fleet.ids;
    await fleet.sweep();
    fleet.tagged.set(id, { 'maintenance:patching': '2SAT', ...ann });
    fleet.lookAgain();
    fleet.clock.moveTo('2026-03-07T20:55:00Z');
    await fleet.sweep();
    expect(await fleet.tagMemory.read(id)).toEqual({
      value: '2SAT',
      verdict: 'approved',
      change: 2,
      lastApproved: '2SAT',
    });

    fleet.tagged.set(id, { 'maintenance:patching': '2STA', ...ann });
    fleet.clock.moveTo('2026-03-08T20:55:00Z');
    await fleet.sweep();
    expect(fleet.outbox.keys()).toEqual([`tag-refused#${id}#1`, `tag-refused#${id}#3`]);
  });

  it('forgets nothing that is newer than the inventory', async () => {
    const fleet = taggedFleet([{ 'maintenance:patching': '2SAT', ...ann }]);
    const [id = ''] = fleet.ids;
    fleet.tagged.set(id, { 'maintenance:patching': '2STA', ...ann });
    await fleet.check(0);
    const before = await fleet.tagMemory.read(id);
    await fleet.sweep();
    expect(await fleet.tagMemory.read(id)).toEqual(before);

    fleet.refuseTagsOf(id);
    fleet.tagged.set(id, { 'maintenance:patching': '2SAT', ...ann });
    await fleet.sweep();
    expect(await fleet.tagMemory.read(id)).toEqual(before);
  });

  it('gives a node without a schedule its default, as apply-default-tag does, and never over a value', async () => {
    const fleet = taggedFleet([{ ...ann, environment: 'test' }, ann]);
    fleet.tagged.set(fleet.ids[1] ?? '', { ...ann, 'maintenance:patching': '2SAT' });
    await fleet.sweep();
    fleet.clock.moveTo('2026-03-07T20:55:00Z');
    await fleet.sweep();

    expect(fleet.tagged.tagsOf(fleet.ids[0] ?? '')).toMatchObject({ 'maintenance:patching': '2SAT' });
    expect(fleet.tagged.tagsOf(fleet.ids[1] ?? '')).toEqual({ ...ann, 'maintenance:patching': '2SAT' });
    expect(fleet.clock.acts.filter((act) => act === 'write tags')).toHaveLength(1);
    expect(fleet.outbox.keys()).toEqual([`tag-defaulted#${fleet.ids[0]}#0`]);
  });

  it('lets an owner who was told within the hour wait, and loses nothing by it', async () => {
    const fleet = taggedFleet([{ 'maintenance:patching': '2STA', ...ann }]);
    await fleet.sweep();
    fleet.add({ 'maintenance:patching': '3SAT', ...ann });
    fleet.clock.moveTo('2026-03-06T21:54:59Z');
    expect((await fleet.sweep()).owners).toMatchObject([{ did: 'waits' }]);
    fleet.clock.moveTo('2026-03-06T21:55:00Z');
    expect((await fleet.sweep()).owners).toMatchObject([{ did: 'told', told: 1 }]);
  });

  it('holds what it has to tell an owner to whom an event has spoken within the hour', async () => {
    const fleet = taggedFleet([
      { 'maintenance:patching': '2STA', ...ann },
      { 'maintenance:patching': '3SAT', ...ann },
      { 'maintenance:patching': '2STA', ...bob },
    ]);
    await fleet.hours.take(ann.owner, { key: 'tag-refused#i-1#1', at: fleet.now() });
    expect((await fleet.sweep()).owners).toMatchObject([{ did: 'held' }, { did: 'told', told: 1 }]);

    expect(fleet.outbox.keys()).toEqual([`tag-refused#${fleet.ids[2]}#1`]);
    expect([...fleet.coveredBy().keys()]).toEqual([0, 1].map((index) => `tag-refused#${fleet.ids[index]}#1`));
    fleet.clock.moveTo('2026-03-07T20:55:00Z');
    expect((await fleet.sweep()).owners).toMatchObject([{ did: 'nothing-new' }, { did: 'nothing-new' }]);
  });

  it('loses nothing that it holds, whichever act it dies after', async () => {
    const begin = async () => {
      const fleet = taggedFleet([
        { 'maintenance:patching': '2STA', ...ann },
        { 'maintenance:patching': '3SAT', ...ann },
      ]);
      await fleet.hours.take(ann.owner, { key: 'tag-refused#i-1#1', at: fleet.now() });
      return fleet;
    };
    const smooth = await begin();
    const before = smooth.clock.acts.length;
    await smooth.sweep();
    const acts = smooth.clock.acts.slice(before);
    expect(acts.filter((act) => act.startsWith('hold '))).toHaveLength(2);

    for (const [index, after] of acts.entries()) {
      const fleet = await begin();
      fleet.clock.crashAfter(index + 1);
      await expect(fleet.sweep()).rejects.toThrow(Crash);
      fleet.clock.crashAfter(undefined);
      fleet.clock.moveTo('2026-03-06T21:25:00Z');
      await fleet.sweep();

      expect({ after, held: [...fleet.coveredBy().keys()] }).toEqual({ after, held: [...smooth.coveredBy().keys()] });
      expect(fleet.outbox.told()).toEqual([]);
    }
  });

  it('keeps an owner in one account that refuses to be read from stopping the others (P6)', async () => {
    const fleet = taggedFleet([
      { 'maintenance:patching': '2STA', ...ann },
      { 'maintenance:patching': '2STA', ...bob },
    ]);
    fleet.refuseTagsOf(fleet.ids[0] ?? '');
    const report = await fleet.sweep();

    expect(report.unreadCells).toMatchObject([{ reason: 'AccessDenied: no' }]);
    expect(fleet.outbox.keys()).toEqual([`tag-refused#${fleet.ids[1]}#1`, 'cell-stale#tags#2026-03-06']);
  });

  it('says where AWS Config is behind, and judges the nodes that it finds there all the same', async () => {
    const fleet = taggedFleet([{ 'maintenance:patching': '2STA', ...ann }], { seenBy: 'ec2' });
    fleet.stale([{ account: '444455556666', region: 'eu-west-1', reason: 'OUTDATED' }]);
    await fleet.sweep();

    expect(fleet.outbox.keys()).toEqual([`tag-refused#${fleet.ids[0]}#1`, 'cell-stale#tags#2026-03-06']);
    expect(fleet.sweeps.written).toMatchObject([{ nodes: 1, unseenByConfig: 1 }]);
  });

  it.each(['catalogue', 'aggregator', 'settings'])('judges nothing while the %s is unread (P5)', async (what) => {
    const fleet = taggedFleet([{ 'maintenance:patching': '2STA', ...ann }]);
    if (what === 'catalogue') fleet.around.catalogue = { kind: 'unread', reason: 'AccessDenied: no' };
    else if (what === 'settings') fleet.hideSettings();
    else fleet.stale('AccessDenied');

    await expect(fleet.sweep()).rejects.toThrow('AccessDenied: no');
    expect(fleet.clock.acts).toEqual([]);
  });

  it('tells the same under the same keys, whichever act it crashed after (O3)', async () => {
    const tags = [
      { 'maintenance:patching': '2STA', ...ann },
      { 'maintenance:patching': '3SAT', ...ann },
      { 'maintenance:patching': '2STA', ...bob },
    ];
    const smooth = taggedFleet(tags);
    await smooth.sweep();

    for (const [index, after] of smooth.clock.acts.entries()) {
      const fleet = taggedFleet(tags);
      fleet.clock.crashAfter(index + 1);
      await expect(fleet.sweep()).rejects.toThrow(Crash);
      fleet.clock.crashAfter(undefined);
      fleet.clock.moveTo('2026-03-06T20:56:00Z');
      await fleet.tellPending(); // A sweep of windows tells what was noted,
      await fleet.sweep(); // and somebody asks for the tags again.

      const owners = fleet.outbox.told().map(({ about }) => String(about['owners']));
      expect({ after, owners: [...new Set(owners)].sort() }).toEqual({ after, owners: [ann.owner, bob.owner] });
      const keys = new Set(fleet.outbox.keys());
      expect({ after, keys: keys.size }).toEqual({ after, keys: 2 });
      for (const id of fleet.ids) expect((await fleet.tagMemory.read(id)).change).toBe(1);
    }
  });
});
