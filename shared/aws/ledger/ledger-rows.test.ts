/** What the ledger's rows really look like, and that what is written is read again: on a DynamoDB of this machine. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aJudgedNode,
  aKnownCell,
  aNotice,
  anEntry,
  aRosterNode,
  aWindow,
  CELL,
  OTHER_CELL,
} from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { type LedgerTable, putRow, putRows } from './ledger-table.ts';
import { nodeRows } from './node-rows.ts';
import { noticeRows, pendingNotices } from './notice-rows.ts';
import { expiryAfter, expiryOf } from './row-expiry.ts';
import { sweepRow } from './sweep-row.ts';
import { tagRows } from './tag-row.ts';
import { type WindowEnd, windowRows } from './window-rows.ts';

const now = new Date('2026-03-06T21:00:02Z');
const later = new Date('2026-03-06T21:05:00Z');
const over: WindowEnd = {
  state: 'final',
  roster: 1,
  verdicts: { patched: 1, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 0, excepted: 0 },
  endedAt: later,
};
const expiresAt = Date.parse('2026-03-06T00:00:00Z') / 1000 + 400 * 86_400;

let ledger: LedgerOnDynalite;
let table: LedgerTable;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  table = ledger.table;
});
afterAll(() => ledger.stop());

describe('windowRows()', () => {
  const window = aWindow();
  const entry = anEntry();

  it('claims a window once, and knows it until it is over', async () => {
    const rows = windowRows(table);
    expect(await rows.claim(window, entry, now)).toBe(true);
    expect(await rows.claim(window, entry, later)).toBe(false);
    expect(await rows.known()).toEqual([{ window, entry, state: 'opening', cells: [] }]);

    await rows.setWaiting(window.id, 'roster-unread');
    expect(await rows.known()).toMatchObject([{ state: 'opening', waitingFor: 'roster-unread' }]);

    await rows.putCells(window.id, [CELL, OTHER_CELL], now);
    await rows.setCell(window.id, OTHER_CELL, { settled: true, lookedAt: later });
    await rows.setOpen(window.id, now);
    await rows.setRunsStopped(window.id, now);
    await rows.setClosing(window.id);
    await rows.setLastCall(window.id, later);
    const cells = [aKnownCell({ lookedAt: now }), aKnownCell({ ...OTHER_CELL, settled: true, lookedAt: later })];
    expect(await rows.known()).toEqual([
      { window, entry, state: 'closing', openedAt: now, runsStoppedAt: now, lastCallAt: later, cells },
    ]);
    expect(await rows.cells(window.id)).toEqual(cells);

    await rows.setOver(window.id, over);
    expect(await rows.known()).toEqual([]);
    expect(await rows.claim(window, entry, later)).toBe(false);
  });

  it('stores the request of a chunk once, and then the execution', async () => {
    const rows = windowRows(table);
    const request = { requestJson: '{"DocumentName":"x"}', runTag: 'patchplane:run:12345678' };
    expect(await rows.storeRequest(window.id, 1, request)).toBe(true);
    expect(await rows.storeRequest(window.id, 1, { ...request, requestJson: '{}' })).toBe(false);
    await rows.setExecution(window.id, 1, 'execution-1');

    expect(await rows.runs(window.id)).toEqual([{ chunk: 1, ...request, executionId: 'execution-1' }]);
  });

  it('leaves these rows behind', async () => {
    expect(await rowsOf(`WINDOW#${window.id}`)).toEqual([
      {
        pk: 'WINDOW#22FRI@2026-03-06',
        sk: 'CELL#444455556666#eu-west-1',
        ...CELL,
        settled: false,
        lookedAt: now.toISOString(),
        expiresAt,
      },
      {
        pk: 'WINDOW#22FRI@2026-03-06',
        sk: 'CELL#777788889999#eu-central-1',
        ...OTHER_CELL,
        settled: true,
        lookedAt: later.toISOString(),
        expiresAt,
      },
      {
        pk: 'WINDOW#22FRI@2026-03-06',
        sk: 'RUN#1',
        chunk: 1,
        requestJson: '{"DocumentName":"x"}',
        runTag: 'patchplane:run:12345678',
        executionId: 'execution-1',
        expiresAt,
      },
      {
        pk: 'WINDOW#22FRI@2026-03-06',
        sk: 'STATE',
        window: window.id,
        schedule: '22FRI',
        date: '2026-03-06',
        opensAt: '2026-03-06T21:00:00.000Z',
        cutoffAt: '2026-03-07T00:00:00.000Z',
        closesAt: '2026-03-07T01:00:00.000Z',
        state: 'final',
        claimedAt: now.toISOString(),
        openedAt: now.toISOString(),
        runsStoppedAt: now.toISOString(),
        lastCallAt: later.toISOString(),
        endedAt: later.toISOString(),
        roster: 1,
        verdicts: over.verdicts,
        entry,
        expiresAt,
      },
    ]);
  });

  it('remembers from the claim on why a window is missed', async () => {
    const missed = aWindow({ id: '22FRI@2026-03-13', date: '2026-03-13' });
    const rows = windowRows(table);
    await rows.claim(missed, entry, now, 'entry-unreadable');

    expect(await rows.known()).toMatchObject([{ window: missed, waitingFor: 'entry-unreadable' }]);
    await rows.setOver(missed.id, { ...over, state: 'missed', reason: 'entry-unreadable' });
    expect((await rowsOf(`WINDOW#${missed.id}`))[0]).toMatchObject({ state: 'missed', reason: 'entry-unreadable' });
    expect((await rowsOf(`WINDOW#${missed.id}`))[0]).not.toHaveProperty('waitingFor');
  });

  it('names a row that is not what was stored', async () => {
    await putRow(table, { pk: 'WINDOW#broken', sk: 'STATE', due: 'window', window: 7 });

    await expect(windowRows(table).known()).rejects.toThrow('Cannot read the ledger: a row is not what was stored');
    await putRow(table, { pk: 'WINDOW#broken', sk: 'STATE' });
  });
});

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
