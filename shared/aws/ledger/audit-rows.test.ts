import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNotice } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { auditRows } from './audit-rows.ts';
import { noticeRows } from './notice-rows.ts';
import { noticeTimes } from './notice-times.ts';
import { tagRows } from './tag-row.ts';

const NODE = 'i-0a1b2c3d4e5f60718';
const OTHER = 'i-0a1b2c3d4e5f60719';
const FEBRUARY = new Date('2026-02-01T13:00:00Z');
const MARCH = new Date('2026-03-01T13:00:00Z');

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
});
afterAll(() => ledger.stop());

describe('auditRows()', () => {
  it('knows how many changes of a tag were seen', async () => {
    await tagRows(ledger.table).write(NODE, { value: '2STA', verdict: 'malformed', change: 3 });

    expect(await auditRows(ledger.table).remembered([NODE, OTHER])).toEqual(new Map([[NODE, { change: 3 }]]));
  });

  it('gives back what the last audit before an instant wrote, also once a later one has written', async () => {
    const rows = auditRows(ledger.table);
    expect(await rows.baseline([NODE], FEBRUARY)).toEqual(new Map());
    await rows.write({ at: FEBRUARY, tags: new Map([[NODE, { value: '2SAT', change: 1 }]]), baseline: new Map() });
    const february = new Map([[NODE, { at: FEBRUARY, value: '2SAT', change: 1 }]]);
    expect(await rows.baseline([NODE, OTHER], MARCH)).toEqual(february);
    expect(await rows.baseline([NODE], FEBRUARY)).toEqual(new Map());

    await rows.write({ at: MARCH, tags: new Map([[NODE, { value: undefined, change: 3 }]]), baseline: february });
    expect(await rows.baseline([NODE], MARCH)).toEqual(february); // The audit of March, made again.
    expect(await rows.baseline([NODE], new Date('2026-04-01T13:00:00Z'))).toEqual(
      new Map([[NODE, { at: MARCH, value: undefined, change: 3 }]]),
    );
  });

  it('leaves alone what the functions remember of the tag', async () => {
    expect(await tagRows(ledger.table).read(NODE)).toMatchObject({ value: '2STA', change: 3 });
  });
});

describe('noticeTimes()', () => {
  it('says when those that exist were noted', async () => {
    await noticeRows(ledger.table).note(aNotice({ key: `tag-refused#${NODE}#1` }), MARCH);

    expect(await noticeTimes(ledger.table)([`tag-refused#${NODE}#1`, `tag-refused#${NODE}#2`])).toEqual(
      new Map([[`tag-refused#${NODE}#1`, MARCH]]),
    );
  });
});
