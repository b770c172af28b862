/** One notice an owner and hour where tags change by the thousand, one event a node. */
import { describe, expect, it } from '@jest/globals';
import { applyDefaultTag } from '../../functions/apply-default-tag/apply-default-tag.ts';
import { checkTag } from '../../functions/check-tag/check-tag.ts';
import { type NodeReference, nodeReference } from '../inbound/node-reference.ts';
import { aNotice, anEntry, CELL } from '../testing/domain-builders.ts';
import { Crash } from '../testing/fake-world/fake-clock.ts';
import { fakeWorld } from '../testing/fake-world/fake-world.ts';
import { hourlyTeller } from './hourly-teller.ts';
import { tellHeld } from './tell-held.ts';

const ANN = 'ann@example.com';
const BOB = 'bob@example.com';
/** The first event is at 20:55, and so is all that comes without a word of its time. */
const JUST_BEFORE = '2026-03-06T21:54:59.999Z';
const AN_HOUR_LATER = '2026-03-06T21:55:00.000Z';
const JUST_AFTER = '2026-03-06T21:55:00.001Z';

describe('hourlyTeller() and tellHeld()', () => {
  it('tells one notice now and one an hour later of 10,000 nodes with wrong tags, and counts every one', async () => {
    const fleet = eventfulFleet();
    for (let index = 0; index < 10_000; index += 1) await fleet.check(index, { tag: '2STA' });
    await fleet.lookAt(JUST_BEFORE);
    expect(fleet.keys()).toEqual([`tag-refused#${idOf(0)}#1`]);

    await fleet.lookAt(AN_HOUR_LATER);
    await fleet.lookAt('2026-03-06T23:55:00Z');
    expect(fleet.keys()).toEqual([`tag-refused#${idOf(0)}#1`, `tags-held#${ANN}#${AN_HOUR_LATER}`]);
    const [, digest] = fleet.outbox.told();
    expect(digest).toMatchObject({ subject: `9999 nodes of ${ANN}: 9999 refused`, about: { owners: [ANN] } });
    expect(digest?.details).toHaveLength(21);
    expect(digest?.details.at(-1)).toContain('9979 more');
    expect(fleet.outbox.told()).toHaveLength(2);
    expect(fleet.coveredBy().size).toBe(9999);
    expect(new Set(fleet.coveredBy().values())).toEqual(new Set([`tags-held#${ANN}#${AN_HOUR_LATER}`]));
  });

  it('tells one notice now and one an hour later of 10,000 nodes that are given a default', async () => {
    const fleet = eventfulFleet();
    for (let index = 0; index < 10_000; index += 1) await fleet.applyDefault(index);
    await fleet.lookAt(AN_HOUR_LATER);
    await fleet.lookAt('2026-03-06T23:55:00Z');

    expect(fleet.outbox.told().map(({ subject }) => subject)).toEqual([
      `${idOf(0)}: given the default schedule 2SAT`,
      `9999 nodes of ${ANN}: 9999 given a default`,
    ]);
  });

  it('tells each owner for themselves, and those of nobody as well', async () => {
    const fleet = eventfulFleet();
    for (const [index, owner] of [ANN, BOB, '', ANN, BOB, ''].entries())
      await fleet.check(index, { tag: '2STA', owner });
    expect(fleet.keys()).toEqual([0, 1, 2].map((index) => `tag-refused#${idOf(index)}#1`));

    await fleet.lookAt(AN_HOUR_LATER);
    expect(fleet.keys().slice(3)).toEqual([ANN, BOB, ''].map((owner) => `tags-held#${owner}#${AN_HOUR_LATER}`));
  });

  it('takes both functions and all their notices together', async () => {
    const fleet = eventfulFleet();
    await fleet.check(0, { tag: '2STA' });
    await fleet.applyDefault(1);
    await fleet.check(2, { tag: '3SAT' });
    await fleet.lookAt(AN_HOUR_LATER);

    expect(fleet.outbox.told()[1]?.subject).toBe(`2 nodes of ${ANN}: 1 given a default, 1 refused`);
  });

  it.each([
    [JUST_BEFORE, 'holds'],
    [AN_HOUR_LATER, 'tells'],
    [JUST_AFTER, 'tells'],
  ])('at %s, after a notice at 20:55, %s the next', async (at, does) => {
    const fleet = eventfulFleet();
    await fleet.check(0, { tag: '2STA' });
    fleet.clock.moveTo(at);
    await fleet.check(1, { tag: '2STA' });

    expect(fleet.coveredBy().size).toBe(does === 'holds' ? 1 : 0);
    expect(fleet.outbox.told()).toHaveLength(does === 'holds' ? 1 : 2);
  });

  it('lets no later event push before what waits, and a mark that was left over keep nobody waiting', async () => {
    const fleet = eventfulFleet();
    await fleet.check(0, { tag: '2STA' });
    await fleet.check(1, { tag: '2STA' });
    fleet.clock.moveTo(JUST_AFTER);
    await fleet.check(2, { tag: '2STA' });
    expect(fleet.outbox.told()).toHaveLength(1);
    await fleet.lookAt('2026-03-06T21:56:00Z');
    expect(fleet.outbox.told()[1]?.subject).toBe(`2 nodes of ${ANN}: 2 refused`);

    await fleet.check(3, { tag: '2STA' });
    await fleet.check(3, { tag: '2SAT' }); // All that waited is mended, so no digest takes the mark away.
    await fleet.lookAt('2026-03-06T22:56:00Z');
    fleet.clock.moveTo('2026-03-06T23:11:00Z');
    await fleet.check(4, { tag: '2STA' });
    expect(fleet.keys()[2]).toBe(`tag-refused#${idOf(4)}#1`);
  });

  it('leaves out a node that was mended meanwhile, and names one that is wrong again', async () => {
    const fleet = eventfulFleet();
    for (const index of [0, 1, 2]) await fleet.check(index, { tag: '2STA' });
    for (const index of [1, 2]) await fleet.check(index, { tag: '2SAT' });
    await fleet.check(2, { tag: '3SAT' });
    await fleet.lookAt(AN_HOUR_LATER);

    expect(fleet.outbox.told()[1]).toMatchObject({
      key: `tags-held#${ANN}#${AN_HOUR_LATER}`,
      kind: 'tag-refused',
      subject: `${idOf(2)}: schedule "3SAT" is refused`,
    });
    expect(fleet.coveredBy().get(`tag-refused#${idOf(2)}#1`)).toBe('overtaken');
    expect(fleet.coveredBy().get(`tag-refused#${idOf(1)}#1`)).toBe('overtaken');
  });

  it('holds no incident, and nothing that is about no tag', async () => {
    const fleet = eventfulFleet();
    await fleet.check(0, { tag: '2STA' });
    const about = { owners: [ANN] };
    await fleet.tell(aNotice({ key: 'a', kind: 'tag-refused', severity: 'warning', incident: true, about }));
    await fleet.tell(aNotice({ key: 'b', kind: 'node-not-back', severity: 'warning', about }));

    expect(fleet.keys().slice(1)).toEqual(['a', 'b']);
  });

  it('tells of a thousand defaults that AWS refuses in two notices, both of them critical', async () => {
    const fleet = eventfulFleet();
    for (let count = 0; count < 1000; count += 1) {
      const about = { owners: [ANN], node: `i-${String(count).padStart(17, '0')}` };
      const key = `tag-not-defaulted#${about.node}#refused#0`;
      await fleet.tell(aNotice({ key, kind: 'tag-not-defaulted', severity: 'critical', about }));
    }
    await fleet.lookAt(AN_HOUR_LATER);

    expect(fleet.outbox.told().map(({ kind, severity }) => [kind, severity])).toEqual([
      ['tag-not-defaulted', 'critical'],
      ['tags-refused', 'critical'],
    ]);
    expect(fleet.outbox.told()[1]?.subject).toBe(`999 nodes of ${ANN}: 999 without a schedule`);
  });

  it('says each fact once, whichever act check-tag dies after', async () => {
    const acts = await actsOf(async (fleet) => fleet.check(1, { tag: '2STA' }));
    for (const [index] of acts.entries()) {
      const fleet = eventfulFleet();
      await fleet.check(0, { tag: '2STA' });
      fleet.clock.crashAfter(index + 1);
      await expect(fleet.check(1, { tag: '2STA' })).rejects.toThrow(Crash);
      fleet.clock.crashAfter(undefined);
      await fleet.check(1, { tag: '2STA' }); // Lambda tries again.
      await fleet.lookAt(AN_HOUR_LATER);

      expect(fleet.keys()).toEqual([`tag-refused#${idOf(0)}#1`, `tags-held#${ANN}#${AN_HOUR_LATER}`]);
    }
  });

  it('says each fact once, whichever act the look dies after', async () => {
    const prepare = async (fleet: EventfulFleet) => {
      for (const index of [0, 1, 2, 3]) await fleet.check(index, { tag: '2STA' });
      await fleet.check(3, { tag: '2SAT' });
    };
    const acts = await actsOf((fleet) => fleet.lookAt(AN_HOUR_LATER), prepare);
    expect(acts).toHaveLength(7);
    for (const [index, after] of acts.entries()) {
      const fleet = eventfulFleet();
      await prepare(fleet);
      fleet.clock.crashAfter(index + 1);
      await expect(fleet.lookAt(AN_HOUR_LATER)).rejects.toThrow('Crashed after');
      fleet.clock.crashAfter(undefined);
      for (const at of ['2026-03-06T22:00:00Z', '2026-03-06T22:05:00Z', '2026-03-06T23:30:00Z']) {
        fleet.clock.moveTo(at);
        await fleet.tellPending();
        await fleet.lookAt(at);
      }

      const digests = fleet.keys().slice(1);
      expect({ after, digests: digests.length }).toEqual({ after, digests: 1 });
      expect(fleet.outbox.told()[1]?.subject).toBe(`2 nodes of ${ANN}: 2 refused`);
      expect([...fleet.coveredBy().values()].sort()).toEqual(['overtaken', digests[0], digests[0]]);
    }
  });

  it('tells the others if one owner cannot be told, and fails then (P6)', async () => {
    const fleet = eventfulFleet();
    for (const [index, owner] of [ANN, BOB, ANN, BOB].entries()) await fleet.check(index, { tag: '2STA', owner });
    fleet.refuseMemoryOf(idOf(2));

    await expect(fleet.lookAt(AN_HOUR_LATER)).rejects.toThrow(
      'Cannot tell what was held of 1 owners: Error: throttled',
    );
    expect(fleet.keys().slice(2)).toEqual([`tags-held#${BOB}#${AN_HOUR_LATER}`]);
  });
});

type EventfulFleet = ReturnType<typeof eventfulFleet>;

/** Nodes whose tags change, and the functions that hear of it, with one telling. */
function eventfulFleet() {
  const fake = fakeWorld();
  fake.around.catalogue = { kind: 'read', entries: [anEntry({ value: '2SAT' })], problems: [] };
  fake.around.defaultRules = [{ name: 'all', when: {}, tags: { 'maintenance:patching': '2SAT' } }];
  const refused = new Set<string>();
  const memory = {
    ...fake.tagMemory,
    read: async (nodeId: string) => {
      if (refused.has(nodeId)) throw new Error('throttled');
      return fake.tagMemory.read(nodeId);
    },
  };
  const tell = hourlyTeller(fake);
  const own = { ...fake, memory, tell, ruleName: 'rule' };
  const retag = (node: NodeReference, tags: Readonly<Record<string, string>>, owner: string) =>
    fake.tagged.set(node.id, { ...tags, ...(owner !== '' && { owner }) });
  return {
    ...fake,
    tell,
    keys: fake.outbox.keys,
    refuseMemoryOf: (nodeId: string) => refused.add(nodeId),
    check: (index: number, { tag, owner = ANN }: { tag: string; owner?: string }) => {
      const node = nodeOf(index);
      retag(node, { 'maintenance:patching': tag }, owner);
      const keys = ['maintenance:patching'];
      return checkTag({ kind: 'changed', cause: 'tag-changed', id: 'event', node, keys, at: fake.now() }, own);
    },
    applyDefault: (index: number) => {
      const node = nodeOf(index);
      retag(node, {}, ANN);
      return applyDefaultTag({ rule: 'rule', compliance: 'NON_COMPLIANT', node }, own);
    },
    lookAt: (at: string) => {
      fake.clock.moveTo(at);
      return tellHeld({ ...fake, memory });
    },
  };
}

/** What the world goes through, without a crash. */
async function actsOf(
  act: (fleet: EventfulFleet) => Promise<unknown>,
  prepare: (fleet: EventfulFleet) => Promise<unknown> = (fleet) => fleet.check(0, { tag: '2STA' }),
): Promise<readonly string[]> {
  const fleet = eventfulFleet();
  await prepare(fleet);
  const before = fleet.clock.acts.length;
  await act(fleet);
  return fleet.clock.acts.slice(before);
}

function nodeOf(index: number): NodeReference {
  return nodeReference({ id: idOf(index), ...CELL });
}

function idOf(index: number): string {
  return `i-${index.toString(16).padStart(17, '0')}`;
}
