/** What a sweep over all tags writes, how often, and what of it survives a crash. */
import { describe, expect, it } from '@jest/globals';
import { CELL, someSettings } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { type TaggedFleet, taggedFleet } from '../../shared/testing/fake-world/tagged-fleet.ts';

const ann = { owner: 'ann@example.com' };
const REGIONS = ['eu-west-1', 'eu-central-1'];

describe('sweepTags()', () => {
  it('answers 10,000 nodes with wrong tags: 1,000 a write in each Region, no node twice, an owner once an hour', async () => {
    const tags = Array.from({ length: 10_000 }, (_, index) => ({
      owner: `team-${index % 40}@example.com`,
      ...(index % 4 !== 0 && { 'maintenance:patching': ['2STA', '3SAT', ''][index % 3] ?? '' }),
    }));
    const cellOf = (index: number) => ({ account: '444455556666', region: REGIONS[index % 8 === 0 ? 1 : 0] ?? '' });
    const fleet = taggedFleet(tags, { cellOf });
    for (const hour of ['06T21', '06T22', '07T21', '08T21']) {
      fleet.clock.moveTo(`2026-03-${hour}:00:00Z`);
      await fleet.sweep();
    }

    expect(fleet.writes.size).toBe(2_500);
    expect([...fleet.writes.values()].every((count) => count === 1)).toBe(true);
    expect(fleet.tagged.batches).toEqual([1_000, 250, 1_000, 250]);
    expect(noticesAnHour(fleet)).toBe(1);
    expect(new Set(ownersTold(fleet)).size).toBe(40);
    expect(fleet.announced).toHaveLength(7_500);
    expect(fleet.sweeps.written.map(({ counts }) => Object.values(counts).reduce((sum, one) => sum + one))).toEqual([
      10_000, 10_000, 10_000, 10_000,
    ]);
  }, 60_000);

  it('writes all 10,000 that carry nothing in ten calls, the first time and never again', async () => {
    const fleet = taggedFleet(Array.from({ length: 10_000 }, () => ann));
    await fleet.sweep();
    fleet.clock.moveTo('2026-03-07T21:00:00Z');
    await fleet.sweep();

    expect(fleet.tagged.batches).toEqual(Array.from({ length: 10 }, () => 1_000));
    expect([...fleet.writes.values()].every((count) => count === 1)).toBe(true);
    expect(fleet.outbox.told()).toHaveLength(1);
  }, 60_000);

  it('gets round to every node of an owner with more than a sweep answers', async () => {
    const fleet = taggedFleet(Array.from({ length: 10_001 }, () => misspelt('2STA')));
    await fleet.sweep();
    expect(fleet.announced).toHaveLength(10_000);
    fleet.clock.moveTo('2026-03-07T20:55:00Z');
    await fleet.sweep();
    expect(fleet.announced).toHaveLength(10_001);
  }, 60_000);

  it('says of each node that AWS refuses to tag, and tries again with the next sweep', async () => {
    const fleet = taggedFleet([ann, ann]);
    fleet.tagged.refuseWrites({ kind: 'refused', error: 'UnauthorizedOperation', message: 'no' });
    await fleet.sweep();
    expect(fleet.outbox.told()[0]?.subject).toBe('2 nodes of ann@example.com: 2 without a schedule');

    fleet.tagged.refuseWrites(undefined);
    fleet.clock.moveTo('2026-03-07T21:00:00Z');
    await fleet.sweep();
    expect(fleet.outbox.told()[1]?.subject).toBe('2 nodes of ann@example.com: 2 given a default');
  });

  it.each(['2SAT', 'EXEMPT'])('writes over no %s that came since it had looked (P8)', async (value) => {
    const fleet = taggedFleet([ann, ann, misspelt('2sat'), ann]);
    fleet.around.settings = someSettings({ corrections: 'certain' });
    const [node = '', , other = '', gone = ''] = fleet.ids;
    fleet.beforeWriting(() => {
      fleet.tagged.set(gone, undefined);
      for (const id of [node, other]) fleet.tagged.set(id, { ...ann, 'maintenance:patching': value });
    });
    await fleet.sweep();

    const values = fleet.ids.map((id) => fleet.tagged.tagsOf(id)['maintenance:patching']);
    expect(values).toEqual([value, '2SAT', value, undefined]);
    expect([...fleet.writes.keys()]).toEqual([fleet.ids[1]]);
    expect(fleet.outbox.told().map(({ subject }) => subject)).toEqual([
      `${fleet.ids[1]}: given the default schedule 2SAT`,
    ]);
  });

  it('writes nothing in a cell that cannot be read again, and tries with the next sweep (P6)', async () => {
    const fleet = taggedFleet([ann, ann], { cellOf: (index) => ({ ...CELL, region: REGIONS[index] ?? '' }) });
    fleet.beforeWriting(() => fleet.refuseTagsOf(fleet.ids[0] ?? ''));
    await fleet.sweep();
    expect([...fleet.writes.keys()]).toEqual([fleet.ids[1]]);
    expect(fleet.outbox.keys()).toEqual([`tag-defaulted#${fleet.ids[1]}#0`, 'cell-stale#tags#2026-03-06']);

    fleet.beforeWriting(() => {});
    fleet.allowTagsOf(fleet.ids[0] ?? '');
    fleet.lookAgain();
    fleet.clock.moveTo('2026-03-07T21:00:00Z');
    await fleet.sweep();
    expect([...fleet.writes.keys()]).toEqual([fleet.ids[1], fleet.ids[0]]);
  });

  it('lets no owner go untold before a default, whichever act it crashed after (G2)', async () => {
    const withGrace = () => {
      const fleet = taggedFleet([ann, ann]);
      fleet.around.settings = someSettings({ defaults: { mode: 'apply', graceHours: 24 } });
      return fleet;
    };
    const smooth = withGrace();
    await smooth.sweep();
    expect(smooth.clock.acts).toContain('write undecided');

    for (const [index, after] of smooth.clock.acts.entries()) {
      const fleet = withGrace();
      fleet.clock.crashAfter(index + 1);
      await expect(fleet.sweep()).rejects.toThrow(Crash);
      fleet.clock.crashAfter(undefined);
      fleet.clock.moveTo('2026-03-07T19:00:00Z');
      await fleet.tellPending();
      await fleet.sweep();
      const told = new Set(fleet.outbox.keys()).size; // A crash may repeat a notice, under its key.
      fleet.clock.moveTo('2026-03-07T20:54:00Z');
      await fleet.sweep();

      expect({ after, told, writes: fleet.writes.size }).toEqual({ after, told: 1, writes: 0 });
      fleet.clock.moveTo('2026-03-09T21:00:00Z');
      await fleet.sweep();
      expect({ after, writes: fleet.writes.size }).toEqual({ after, writes: 2 });
    }
  });

  it('tells every default that it gave, whichever act it crashed after (P4)', async () => {
    const tags = [ann, ann, { owner: 'bob@example.com' }];
    const smooth = taggedFleet(tags);
    await smooth.sweep();
    expect(smooth.clock.acts).toContain('write tags');

    for (const [index, after] of smooth.clock.acts.entries()) {
      const fleet = taggedFleet(tags);
      fleet.clock.crashAfter(index + 1);
      await expect(fleet.sweep()).rejects.toThrow(Crash);
      fleet.clock.crashAfter(undefined);
      fleet.clock.moveTo('2026-03-07T20:55:00Z');
      fleet.lookAgain();
      await fleet.tellPending();
      await fleet.sweep();
      fleet.clock.moveTo('2026-03-08T20:55:00Z');
      await fleet.sweep();

      expect({ after, owners: [...new Set(ownersTold(fleet))].sort() }).toEqual({
        after,
        owners: ['ann@example.com', 'bob@example.com'],
      });
      expect({ after, keys: new Set(fleet.outbox.keys()).size }).toEqual({ after, keys: 2 });
      expect({ after, twice: [...fleet.writes.values()].filter((count) => count > 1) }).toEqual({ after, twice: [] });
    }
  });

  it('puts right what is surely meant where the settings say so, in one call, and tells it', async () => {
    const fleet = taggedFleet([misspelt('2sat'), misspelt(' 2SAT'), misspelt('2STA')]);
    fleet.around.settings = someSettings({ corrections: 'certain' });
    await fleet.sweep();
    fleet.clock.moveTo('2026-03-07T21:00:00Z');
    await fleet.sweep();

    expect(fleet.ids.map((id) => fleet.tagged.tagsOf(id)['maintenance:patching'])).toEqual(['2SAT', '2SAT', '2STA']);
    expect(fleet.tagged.batches).toEqual([2]);
    expect(fleet.outbox.told().map(({ subject }) => subject)).toEqual([
      '3 nodes of ann@example.com: 2 corrected, 1 refused',
    ]);
  });

  it('gives a node its last approved schedule back rather than a default', async () => {
    const fleet = taggedFleet([misspelt('22FRI')]);
    fleet.around.settings = someSettings({ restoreLastApproved: true });
    await fleet.check(0);
    fleet.tagged.set(fleet.ids[0] ?? '', ann);
    fleet.lookAgain();
    await fleet.sweep();

    expect(fleet.tagged.tagsOf(fleet.ids[0] ?? '')).toEqual({ ...ann, 'maintenance:patching': '22FRI' });
    expect(fleet.outbox.keys()).toEqual([`tag-corrected#${fleet.ids[0]}#2`]);
  });
});

function misspelt(value: string) {
  return { ...ann, 'maintenance:patching': value };
}

function ownersTold({ outbox }: TaggedFleet): string[] {
  return outbox.told().map(({ about }) => String(about['owners']));
}

/** The most that any owner got in an hour. */
function noticesAnHour(fleet: TaggedFleet): number {
  const counts = new Map<string, number>();
  for (const { key } of fleet.outbox.told()) {
    const [hour = key] = /.*T\d\d/.exec(key) ?? [];
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}
