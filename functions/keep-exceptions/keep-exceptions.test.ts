import { describe, expect, it } from '@jest/globals';
import { WARNED_BEFORE_MS } from '../../shared/domain/tagging/exception-state.ts';
import { anEntry } from '../../shared/testing/domain-builders.ts';
import { aGrantedException, anException } from '../../shared/testing/exception-builders.ts';
import { type FakeWorld, fakeWorld } from '../../shared/testing/fake-world/fake-world.ts';
import { untilCrash } from '../../shared/testing/fake-world/until-crash.ts';
import { keepExceptions } from './keep-exceptions.ts';

const exception = aGrantedException();
const { id } = exception.node;
const key = (kind: string) => `${kind}#${id}#${exception.requestId}`;
const beforeEnd = (ms: number) => new Date(exception.until.getTime() - ms);
const refused = { kind: 'refused', error: 'UnauthorizedOperation', message: 'You are not authorized.' } as const;

describe('keepExceptions()', () => {
  it('carries an exception from its approval to its end, each step once', async () => {
    const fake = approved('2SAT');
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'exempted' }]);
    expect(valueIn(fake)).toBe('EXEMPT');
    expect(await fake.exceptions.read(id)).toMatchObject({ remembered: { schedule: '2SAT' }, exemptAt: fake.now() });

    fake.clock.moveTo(beforeEnd(WARNED_BEFORE_MS + 1));
    expect(await twice(fake)).toEqual([]);
    fake.clock.moveTo(beforeEnd(WARNED_BEFORE_MS));
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'warned' }]);

    fake.clock.moveTo(beforeEnd(1));
    expect(await twice(fake)).toEqual([]);
    expect(valueIn(fake)).toBe('EXEMPT');
    fake.clock.moveTo(beforeEnd(0));
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'ended', why: 'returned' }]);
    expect(valueIn(fake)).toBe('2SAT');
    expect(await fake.exceptions.read(id)).toMatchObject({ kind: 'ended' });

    expect(fake.outbox.keys()).toEqual([key('exception-expiring'), key('exception-ended')]);
    expect(fake.outbox.told()[0]).toMatchObject({
      subject: `${id}: the exception ends on 2026-05-01`,
      about: { owners: ['payments@example.com'] },
    });
    expect(fake.outbox.told()[0]?.happened).toContain('Then its schedule 2SAT comes back');
    expect(fake.outbox.told()[1]?.happened).toContain('Its tag maintenance:patching says 2SAT again.');
    expect(writes(fake)).toBe(2);
  });

  it('tells what was held for owners at each look, also where an exception fails it (P6)', async () => {
    const fake = approved('2SAT');
    let told = 0;
    const tellHeld = async () => {
      told += 1;
    };
    await keepExceptions({ ...worldOf(fake), tellHeld });
    const readOpenExceptions = async () => {
      throw new Error('throttled');
    };
    await expect(keepExceptions({ ...worldOf(fake), tellHeld, readOpenExceptions })).rejects.toThrow('throttled');
    expect(told).toBe(2);
  });

  it('brings the schedule back where somebody ends it early', async () => {
    const fake = approved('2SAT');
    await keepExceptions(worldOf(fake));
    const ended = { by: 'arn:aws:iam::111122223333:user/ada', reason: 'the vendor is ready', at: fake.now() };
    await fake.exceptions.endEarly({ nodeId: id, requestId: exception.requestId }, ended);

    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'ended', why: 'returned' }]);
    expect(valueIn(fake)).toBe('2SAT');
    expect(fake.outbox.told()[0]?.details.at(-1)).toBe(`${ended.by} has ended it early: "the vendor is ready".`);
  });

  it('ends one early that was never carried out without touching the tag', async () => {
    const fake = approved('2SAT');
    await fake.exceptions.endEarly({ nodeId: id, requestId: exception.requestId }, { ...exception.approved });

    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'ended', why: 'other-value' }]);
    expect(writes(fake)).toBe(0);
  });

  it('does nothing of what nobody has approved, and refuses it at its end', async () => {
    const fake = fakeWorld('2026-03-06T10:00:00Z');
    fake.exceptions.set(anException());
    fake.tagged.set(id, { 'maintenance:patching': '2SAT' });
    fake.clock.moveTo(beforeEnd(1));
    expect(await twice(fake)).toEqual([]);

    fake.clock.moveTo(beforeEnd(0));
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'lapsed' }]);
    expect(await fake.exceptions.read(id)).toMatchObject({ kind: 'refused' });
    expect(fake.outbox.told()[0]?.happened).toContain('Nobody has approved it in time');
    expect(writes(fake)).toBe(0);
  });

  it.each([
    ['a node that says EXEMPT already, with what it said before', 'EXEMPT', '6SUN', 0],
    ['a mistyped value, with what it said before', '2STA', '6SUN', 1],
    ['a node without a tag', undefined, undefined, 1],
  ])('remembers %s', async (_, value, lastApproved, written) => {
    const fake = approved(value);
    if (lastApproved !== undefined) await fake.tagMemory.write(id, { value: lastApproved, lastApproved, change: 1 });

    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'exempted' }]);
    expect(await fake.exceptions.read(id)).toMatchObject({ remembered: { schedule: lastApproved } });
    expect([valueIn(fake), writes(fake)]).toEqual(['EXEMPT', written]);
  });

  it('writes EXEMPT once, and over nothing that somebody sets meanwhile', async () => {
    const fake = approved('2SAT');
    await keepExceptions(worldOf(fake));
    fake.tagged.set(id, { 'maintenance:patching': '6SUN' });
    expect(await twice(fake)).toEqual([]);

    fake.clock.moveTo(beforeEnd(0));
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'ended', why: 'other-value' }]);
    expect(valueIn(fake)).toBe('6SUN');
    expect(fake.outbox.told()[0]).toMatchObject({ severity: 'info' });
    expect(fake.outbox.told()[0]?.happened).toContain('says "6SUN" by now, and stays so.');
  });

  it.each([
    ['was withdrawn meanwhile', '10WED', 'withdrawn'],
    ['was never there', undefined, 'nothing-remembered'],
  ])('asks a person where the schedule %s', async (_, value, why) => {
    const fake = approved(value);
    await keepExceptions(worldOf(fake));
    fake.clock.moveTo(beforeEnd(0));

    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'ended', why }]);
    expect(valueIn(fake)).toBe('EXEMPT');
    expect(fake.outbox.told()).toMatchObject([{ kind: 'exception-ended', severity: 'critical' }]);
  });

  it('ends that of a node that is gone', async () => {
    const fake = approved('2SAT');
    fake.tagged.set(id, undefined);
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'ended', why: 'gone' }]);

    const later = approved('2SAT');
    await keepExceptions(worldOf(later));
    later.tagged.set(id, undefined);
    later.clock.moveTo(beforeEnd(0));
    expect(await twice(later)).toEqual([{ nodeId: id, did: 'ended', why: 'gone' }]);
  });

  it('leaves the tag while the catalogue cannot be read', async () => {
    const fake = approved('2SAT');
    await keepExceptions(worldOf(fake));
    fake.clock.moveTo(beforeEnd(0));
    fake.around.catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

    expect(await keepExceptions(worldOf(fake))).toMatchObject([
      { did: 'unread', why: 'ThrottlingException: rate exceeded' },
    ]);
    expect(valueIn(fake)).toBe('EXEMPT');
    fake.around.catalogue = CATALOGUE;
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'ended', why: 'returned' }]);
  });

  it('tells once a day that AWS refuses, goes on with the others, and tries again', async () => {
    const fake = approved('2SAT');
    const other = anException({
      node: { ...exception.node, id: 'i-00000000000000001' },
      until: beforeEnd(WARNED_BEFORE_MS),
    });
    fake.exceptions.set(other);
    fake.tagged.refuseWrites(refused);
    const unread = { nodeId: id, did: 'unread', why: 'UnauthorizedOperation: You are not authorized.' };
    expect(await keepExceptions(worldOf(fake))).toEqual([unread]);
    expect(await keepExceptions(worldOf(fake))).toEqual([unread]);
    expect(fake.outbox.keys()).toEqual([`exception-waiting#${id}#2026-03-06`]);

    fake.tagged.refuseWrites(undefined);
    await keepExceptions(worldOf(fake));
    fake.clock.moveTo(beforeEnd(0));
    fake.tagged.refuseWrites(refused);
    expect(await keepExceptions(worldOf(fake))).toEqual([unread, { nodeId: other.node.id, did: 'lapsed' }]);
    expect(fake.outbox.told().at(1)?.happened).toContain('is over, and its schedule cannot come back');
    fake.tagged.refuseWrites(undefined);
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'ended', why: 'returned' }]);
  });

  it('notes anew what the tag says while EXEMPT cannot be written, and gives back the last of it', async () => {
    const fake = approved('2SAT');
    fake.tagged.refuseWrites(refused);
    await keepExceptions(worldOf(fake));
    fake.tagged.set(id, { 'maintenance:patching': '6SUN' });
    await keepExceptions(worldOf(fake));
    fake.tagged.refuseWrites(undefined);
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'exempted' }]);

    fake.clock.moveTo(beforeEnd(0));
    expect(await twice(fake)).toEqual([{ nodeId: id, did: 'ended', why: 'returned' }]);
    expect(valueIn(fake)).toBe('6SUN');
    expect(fake.clock.acts.filter((act) => act === 'remember schedule')).toHaveLength(2);
  });

  it('does not stop where a node cannot be read', async () => {
    const fake = approved('2SAT');
    const error = Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: {} });
    const unreadable = { ...worldOf(fake), readNode: () => Promise.reject(error) };

    expect(await keepExceptions(unreadable)).toEqual([{ nodeId: id, did: 'unread', why: 'AccessDenied: no' }]);
    expect(await fake.exceptions.read(id)).toEqual(exception);
  });

  it('comes to the same wherever it dies', async () => {
    for (let acts = 1; acts <= 12; acts += 1) {
      const fake = approved('2SAT');
      fake.clock.crashAfter(acts);
      for (const instant of [fake.now(), beforeEnd(WARNED_BEFORE_MS), beforeEnd(0)]) {
        fake.clock.moveTo(instant);
        await untilCrash(worldOf(fake), keepExceptions).catch(() => fake.clock.crashAfter(undefined));
        await untilCrash(worldOf(fake), keepExceptions);
        fake.clock.moveTo(fake.now());
        await fake.outbox.tellPending();
      }
      expect(valueIn(fake)).toBe('2SAT');
      expect(writes(fake)).toBe(2);
      expect(await fake.exceptions.read(id)).toMatchObject({ kind: 'ended', remembered: { schedule: '2SAT' } });
      expect(new Set(fake.outbox.keys())).toEqual(new Set([key('exception-expiring'), key('exception-ended')]));
      const ended = fake.outbox.told().find(({ kind }) => kind === 'exception-ended');
      expect(ended?.happened).toContain('says 2SAT again');
    }
  });
});

const CATALOGUE = {
  kind: 'read',
  entries: [anEntry({ value: '2SAT' }), anEntry({ value: '6SUN' })],
  problems: [],
} as const;

/** A node that carries a value, and an exception of it that was approved a moment ago. */
function approved(value: string | undefined): FakeWorld {
  const fake = fakeWorld('2026-03-06T10:00:00Z');
  fake.around.catalogue = CATALOGUE;
  fake.exceptions.set(exception);
  fake.tagged.set(id, value === undefined ? {} : { 'maintenance:patching': value });
  return fake;
}

/** What the first of two looks did; the second one does nothing. */
async function twice(fake: FakeWorld) {
  const first = await keepExceptions(worldOf(fake));
  expect(await keepExceptions(worldOf(fake))).toEqual([]);
  return first;
}

function worldOf(fake: FakeWorld) {
  return { ...fake, memory: fake.tagMemory };
}

function valueIn(fake: FakeWorld): string | undefined {
  return fake.tagged.tagsOf(id)['maintenance:patching'];
}

function writes({ clock }: FakeWorld): number {
  return clock.acts.filter((act) => act === 'write tags').length;
}
