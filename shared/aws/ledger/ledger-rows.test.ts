/** What the ledger's rows really look like, and that what is written is read again: on a DynamoDB of this machine. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aJudgedNode, aNotice, aRosterNode, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { type LedgerTable, putRows } from './ledger-table.ts';
import { nodeRows } from './node-rows.ts';
import { noticeRows, pendingNotices } from './notice-rows.ts';
import { expiryAfter, expiryOf } from './row-expiry.ts';
import { sweepRow } from './sweep-row.ts';
import { tagRows } from './tag-row.ts';

const now = new Date('2026-03-06T21:00:02Z');
const later = new Date('2026-03-06T21:05:00Z');
let ledger: LedgerOnDynalite;
let table: LedgerTable;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  table = ledger.table;
});
afterAll(() => ledger.stop());

describe('nodeRows()', () => {
  it('keeps the nodes of each cell apart, more than a batch or a page of them', async () => {
    const rows = nodeRows(table);
    const nodes = Array.from({ length: 60 }, (_, index) => aRosterNode({ id: `i-${String(index).padStart(17, '0')}` }));
    const judged = aJudgedNode({ ...OTHER_CELL, verdict: { kind: 'missed', reason: 'cut-off' } });
    await rows.put('2SAT@2026-03-07', [...nodes, judged]);

    expect(await rows.inCell('2SAT@2026-03-07', CELL)).toEqual(nodes);
    expect(await rows.inCell('2SAT@2026-03-07', OTHER_CELL)).toEqual([judged]);
    expect(await rows.inCell('2SAT@2026-03-14', CELL)).toEqual([]);
  });

  it('leaves out what is not known, and reads it as unknown', async () => {
    const hybrid = { id: 'mi-0123456789abcdef0', ...CELL };
    await nodeRows(table).put('6SAT@2026-03-07', [hybrid]);

    expect(await rowsOf('WINDOW#6SAT@2026-03-07#444455556666#eu-west-1')).toEqual([
      {
        pk: 'WINDOW#6SAT@2026-03-07#444455556666#eu-west-1',
        sk: 'NODE#mi-0123456789abcdef0',
        window: '6SAT@2026-03-07',
        nodeId: hybrid.id,
        ...CELL,
        expiresAt: expiryOf('6SAT@2026-03-07'),
      },
    ]);
    expect(await nodeRows(table).inCell('6SAT@2026-03-07', CELL)).toEqual([hybrid]);
  });
});

describe('noticeRows()', () => {
  it('notes a notice once, and has it pending until it is told', async () => {
    const rows = noticeRows(table);
    const notice = aNotice();
    expect(await rows.note(notice, now)).toBe(true);
    expect(await rows.note({ ...notice, subject: 'another' }, later)).toBe(false);
    expect(await pendingNotices(table)).toEqual([{ notice, notedAt: now }]);

    await rows.markTold(notice.key, later);
    expect(await pendingNotices(table)).toEqual([]);
    expect(await rows.note(notice, later)).toBe(false);
    expect(await rowsOf(`NOTICE#${notice.key}`)).toEqual([
      {
        pk: `NOTICE#${notice.key}`,
        sk: 'TOLD',
        notice,
        notedAt: now.toISOString(),
        toldAt: later.toISOString(),
        expiresAt: expiryAfter(now),
      },
    ]);
  });
});

describe('tagRows()', () => {
  it('knows nothing at first, then what was said last', async () => {
    const rows = tagRows(table);
    expect(await rows.read('i-1')).toEqual({ change: 0 });
    await rows.write('i-1', { value: '2STA', verdict: 'malformed', change: 1 });
    expect(await rows.read('i-1')).toEqual({ value: '2STA', verdict: 'malformed', change: 1 });
    await rows.write('i-1', { value: undefined, verdict: 'missing', change: 2 });
    expect(await rows.read('i-1')).toEqual({ verdict: 'missing', change: 2 });
    const corrected = { value: '2SAT', verdict: 'approved', change: 3, lastApproved: '2SAT' } as const;
    await rows.write('i-1', { ...corrected, corrected: { from: '2sat', at: now } });
    expect(await rows.read('i-1')).toEqual({ ...corrected, corrected: { from: '2sat', at: now } });
  });
});

describe('sweepRow()', () => {
  it('knows nothing at first, then the last sweep', async () => {
    const row = sweepRow(table);
    expect(await row.read()).toEqual({ readAt: new Map() });
    const memory = { sweptAt: later, readAt: new Map([['22FRI', now]]) };
    await row.write(memory);
    expect(await row.read()).toEqual(memory);
  });
});

describe('putRows()', () => {
  it('sends again what DynamoDB leaves unprocessed, and gives up at last', async () => {
    const pauses: number[] = [];
    globalThis.patchplaneSeam = { now: () => now, sleep: async (ms) => void pauses.push(ms), client: {} };
    let refusals = 2;
    const send = table.client.send.bind(table.client);
    const slow = Object.create(table.client, {
      send: {
        value: async (command: { input: { RequestItems?: unknown } }) => {
          refusals -= 1;
          return refusals >= 0 ? { UnprocessedItems: command.input.RequestItems } : send(command as never);
        },
      },
    });
    try {
      await putRows({ client: slow, name: table.name }, [{ pk: 'SLOW', sk: '1' }]);
      expect(await rowsOf('SLOW')).toEqual([{ pk: 'SLOW', sk: '1' }]);
      expect(pauses).toEqual([100, 200]);

      refusals = 100;
      await expect(putRows({ client: slow, name: table.name }, [{ pk: 'SLOW', sk: '2' }])).rejects.toThrow(
        'Cannot write 1 rows to ledger: unprocessed after 8 attempts',
      );
    } finally {
      globalThis.patchplaneSeam = undefined;
    }
  });
});

async function rowsOf(pk: string) {
  return (await ledger.rows()).filter((row) => row['pk'] === pk);
}
