import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aNotice } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { type HeldNotice, heldNoticeRows } from './held-notice-rows.ts';
import { putRow } from './ledger-table.ts';
import { noticeRows, pendingNotices } from './notice-rows.ts';
import { UnreadableRow } from './stored.ts';

const owner = 'ann@example.com';
const at = new Date('2026-03-06T20:55:00.000Z');
const notice = aNotice({ key: 'tag-refused#i-1#1', kind: 'tag-refused' });
let ledger: LedgerOnDynalite;

beforeEach(async () => {
  ledger = await ledgerOnDynalite();
});
afterEach(() => ledger.stop());

describe('heldNoticeRows()', () => {
  it('holds a notice until it is settled, and keeps everybody else from telling it', async () => {
    const held = heldNoticeRows(ledger.table);
    expect(await held.isNoted(notice.key)).toBe(false);
    await held.hold(notice, { owner, at });
    await held.hold(notice, { owner: 'somebody else', at });

    expect(await held.read()).toEqual([{ notice, owner, notedAt: at }]);
    expect(await held.isNoted(notice.key)).toBe(true);
    expect(await noticeRows(ledger.table).note(notice, at)).toBe(false);
    expect(await pendingNotices(ledger.table)).toEqual([]);

    await held.assign(readable(await held.read()), 'digest');
    expect(await held.read()).toEqual([{ notice, owner, notedAt: at, digest: 'digest' }]);
    await held.settle(readable(await held.read()), { coveredBy: 'digest', at });
    expect(await held.read()).toEqual([]);
    expect(await ledger.rows()).toMatchObject([{ pk: `NOTICE#${notice.key}`, coveredBy: 'digest', owner }]);
  });

  it('leaves alone what was told', async () => {
    const held = heldNoticeRows(ledger.table);
    await noticeRows(ledger.table).note(notice, at);
    await held.hold(notice, { owner, at });

    expect(await held.read()).toEqual([]);
    expect(await pendingNotices(ledger.table)).toHaveLength(1);
  });

  it('shows a row that cannot be read as an error among the others (P6)', async () => {
    const held = heldNoticeRows(ledger.table);
    await held.hold(notice, { owner, at });
    await putRow(ledger.table, { pk: 'NOTICE#a', sk: 'TOLD', due: 'held-notice' });

    expect(await held.read()).toEqual([expect.any(UnreadableRow), { notice, owner, notedAt: at }]);
  });
});

function readable(rows: readonly (HeldNotice | UnreadableRow)[]): HeldNotice[] {
  return rows.flatMap((row) => (row instanceof Error ? [] : [row]));
}
