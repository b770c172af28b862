import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNodeReference, aNotice } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { tagWriteRows, unfinishedWrites } from './tag-write-rows.ts';

const at = new Date('2026-03-06T05:00:00.000Z');
const after = new Date('2026-03-06T05:00:00.001Z');
let ledger: LedgerOnDynalite;

beforeAll(async () => {
  ledger = await ledgerOnDynalite();
});
afterAll(() => ledger.stop());

describe('tagWriteRows()', () => {
  it('shows what was begun before an instant, until it is ended', async () => {
    const rows = tagWriteRows(ledger.table);
    const write = { node: aNodeReference(), tags: { 'maintenance:patching': '2SAT' }, notice: aNotice() };
    await rows.begin([write], at);

    expect(await unfinishedWrites(ledger.table, at)).toEqual([]);
    expect(await unfinishedWrites(ledger.table, after)).toMatchObject([write]);
    await rows.end(write.node.id);
    expect(await unfinishedWrites(ledger.table, after)).toEqual([]);
  });

  it('notes nothing where there is nothing to write', async () => {
    await tagWriteRows(ledger.table).begin([], at);
    expect(await unfinishedWrites(ledger.table, after)).toEqual([]);
  });
});
