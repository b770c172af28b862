import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { type OwnerHourRows, ownerHourRows } from './owner-hour-rows.ts';

const first = { key: 'tag-refused#i-1#1', at: new Date('2026-03-06T20:55:00.000Z') };
const word = (at: string, key = 'tag-refused#i-2#1') => ({ key, at: new Date(at) });
let ledger: LedgerOnDynalite;
let hours: OwnerHourRows;
let count = 0;
let owner: string;

beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  hours = ownerHourRows(ledger.table);
});
afterAll(() => ledger.stop());
beforeEach(async () => {
  count += 1;
  owner = `owner-${count}@example.com`;
  expect(await hours.take(owner, first)).toBe(true);
});

describe('ownerHourRows()', () => {
  it('has no hour of an owner who was never told', async () => {
    expect(await hours.read('nobody@example.com')).toBeUndefined();
    expect(await hours.read(owner)).toEqual(first);
  });

  it.each([
    ['2026-03-06T21:54:59.999Z', false],
    ['2026-03-06T21:55:00.000Z', true],
    ['2026-03-06T21:55:00.001Z', true],
  ])('is taken at 20:55, and at %s free: %s', async (at, free) => {
    expect(await hours.take(owner, word(at))).toBe(free);
  });

  it('may be taken again by the notice that has it', async () => {
    expect(await hours.take(owner, { ...first, at: new Date('2026-03-06T20:56:00Z') })).toBe(true);
  });

  it('goes to one of many who ask at once', async () => {
    const asked = Array.from({ length: 20 }, (_, index) =>
      word('2026-03-06T22:00:00.000Z', `tag-refused#i-${index}#1`),
    );
    const taken = await Promise.all(asked.map((each) => hours.take(owner, each)));
    expect(taken.filter((each) => each)).toHaveLength(1);
  });

  it('is left to the digest once something waits, for a quarter of an hour', async () => {
    expect(await hours.take(owner, word('2026-03-06T21:00:00.000Z'))).toBe(false);
    expect(await hours.take(owner, word('2026-03-06T22:09:59.999Z'))).toBe(false);
    expect(await hours.takeForDigest(owner, word('2026-03-06T21:54:59.999Z', 'digest'))).toBe(false);
    expect(await hours.takeForDigest(owner, word('2026-03-06T21:55:00.000Z', 'digest'))).toBe(true);
    expect(await hours.take(owner, word('2026-03-06T22:55:00.000Z'))).toBe(true); // The mark is gone.
  });

  it('is free again a quarter of an hour after its end if nobody takes the mark away', async () => {
    await hours.take(owner, word('2026-03-06T21:00:00.000Z'));
    expect(await hours.take(owner, word('2026-03-06T22:10:00.000Z'))).toBe(true);
  });
});
