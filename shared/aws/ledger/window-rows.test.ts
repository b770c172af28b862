import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aKnownCell, anEntry, aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { anEmergency } from '../../testing/opening-builders.ts';
import { type LedgerTable, putRow } from './ledger-table.ts';
import { expiryOf } from './row-expiry.ts';
import { windowEndReader } from './window-end.ts';
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
const window = aWindow();
const entry = anEntry({
  after: { schedule: '22TUE', minSuccessPercent: 95, soakHours: 72 },
  calendars: ['year-end-freeze'],
  scanMaxAgeHours: 48,
});

let ledger: LedgerOnDynalite;
let table: LedgerTable;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  table = ledger.table;
});
afterAll(() => ledger.stop());

describe('windowRows()', () => {
  it('claims a window once, and knows it until it is over', async () => {
    const rows = windowRows(table);
    expect(await rows.claim(window, entry, now)).toBe(true);
    expect(await rows.claim(window, entry, later)).toBe(false);
    expect(await rows.known()).toEqual({ windows: [{ window, entry, state: 'opening', cells: [] }], unreadable: [] });
    expect(await windowEndReader(table)(window.id)).toEqual({ kind: 'read', end: undefined });

    await rows.setWaiting(window.id, 'roster-unread');
    expect((await rows.known()).windows).toMatchObject([{ state: 'opening', waitingFor: 'roster-unread' }]);

    await rows.putCells(
      window.id,
      [
        { ...CELL, operation: 'none', reason: 'mode-observe' },
        { ...OTHER_CELL, operation: 'Install', nodes: 0, roster: { size: 2, digest: '0123456789abcdef' } },
      ],
      now,
    );
    await rows.setCellNodes(window.id, OTHER_CELL, 1);
    await rows.setCell(window.id, OTHER_CELL, { settled: true, lookedAt: later });
    await rows.setCellStopped(window.id, OTHER_CELL, { reason: 'held', cancelRunning: true, at: later });
    await rows.setCellReason(window.id, OTHER_CELL, 'queue-full');
    await rows.setOpen(window.id, now);
    await rows.setStopped(window.id, { reason: 'frozen', cancelRunning: false, at: now });
    await rows.setClosing(window.id);
    await rows.setLastCall(window.id, later);
    const cells = [
      aKnownCell({ operation: 'none', reason: 'mode-observe', settled: true, lookedAt: now }),
      aKnownCell({
        ...OTHER_CELL,
        operation: 'Install',
        reason: 'queue-full',
        settled: true,
        stopped: { reason: 'held', cancelRunning: true, at: later },
        lookedAt: later,
        nodes: 1,
        roster: { size: 2, digest: '0123456789abcdef' },
      }),
    ];
    const stopped = { reason: 'frozen', cancelRunning: false, at: now };
    expect((await rows.known()).windows).toEqual([
      { window, entry, state: 'closing', openedAt: now, stopped, lastCallAt: later, cells },
    ]);
    expect(await rows.cells(window.id)).toEqual(cells);

    await rows.setOver(window.id, over);
    expect(await rows.known()).toEqual({ windows: [], unreadable: [] });
    expect(await rows.claim(window, entry, later)).toBe(false);
  });

  it('stores the request of a chunk once, then the execution, then how it was stopped', async () => {
    const rows = windowRows(table);
    const request = { requestJson: '{"DocumentName":"x"}', runTag: 'patchplane:run:12345678' };
    expect(await rows.storeRequest(window.id, 1, request)).toBe(true);
    expect(await rows.storeRequest(window.id, 1, { ...request, requestJson: '{}' })).toBe(false);
    expect(await rows.runs(window.id)).toEqual([{ chunk: 1, asked: false, ...request }]);
    const narrowed = { requestJson: '{"DocumentName":"y"}', runTag: 'patchplane:run:87654321' };
    await rows.replaceRequest(window.id, 1, narrowed);
    await rows.setAsked(window.id, 1, true);
    expect(await rows.runs(window.id)).toEqual([{ chunk: 1, asked: true, ...narrowed }]);
    await rows.replaceRequest(window.id, 1, request);
    await rows.setExecution(window.id, 1, 'execution-1');
    await rows.setRunStopped(window.id, 1, 'Complete');

    expect(await rows.runs(window.id)).toEqual([
      { chunk: 1, asked: true, ...request, executionId: 'execution-1', stopped: 'Complete' },
    ]);
  });

  it('gives the runs in the order of their chunks', async () => {
    const rows = windowRows(table);
    for (const chunk of [10, 9, 1]) {
      await rows.storeRequest('23FRI@2026-03-06', chunk, { requestJson: '{}', runTag: `tag-${chunk}` });
    }
    expect((await rows.runs('23FRI@2026-03-06')).map(({ chunk }) => chunk)).toEqual([1, 9, 10]);
  });

  it('leaves these rows behind', async () => {
    expect(await rowsOf(`WINDOW#${window.id}`)).toEqual([
      {
        pk: 'WINDOW#22FRI@2026-03-06',
        sk: 'CELL#444455556666#eu-west-1',
        ...CELL,
        operation: 'none',
        reason: 'mode-observe',
        settled: true,
        lookedAt: now.toISOString(),
        expiresAt,
      },
      {
        pk: 'WINDOW#22FRI@2026-03-06',
        sk: 'CELL#777788889999#eu-central-1',
        ...OTHER_CELL,
        operation: 'Install',
        reason: 'queue-full',
        settled: true,
        stopped: { reason: 'held', cancelRunning: true, at: later.toISOString() },
        lookedAt: later.toISOString(),
        nodes: 1,
        roster: { size: 2, digest: '0123456789abcdef' },
        expiresAt,
      },
      {
        pk: 'WINDOW#22FRI@2026-03-06',
        sk: 'RUN#1',
        chunk: 1,
        requestJson: '{"DocumentName":"x"}',
        runTag: 'patchplane:run:12345678',
        asked: true,
        executionId: 'execution-1',
        stopped: 'Complete',
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
        stopped: { reason: 'frozen', cancelRunning: false, at: now.toISOString() },
        lastCallAt: later.toISOString(),
        endedAt: later.toISOString(),
        roster: 1,
        verdicts: over.verdicts,
        entry,
        due: 'follow-up',
        expiresAt,
      },
    ]);
  });

  it('says what a window came to, of its rows as they are', async () => {
    expect(await windowEndReader(table)(window.id)).toEqual({
      kind: 'read',
      end: { window: window.id, state: 'final', closesAt: window.closesAt, verdicts: over.verdicts },
    });
    expect(await windowEndReader(table)('22FRI@1999-01-01')).toEqual({ kind: 'read', end: undefined });
    await putRow(table, { pk: 'WINDOW#22FRI@2026-02-27', sk: 'STATE', state: 'final', window: 7 });
    expect(await windowEndReader(table)('22FRI@2026-02-27')).toMatchObject({
      kind: 'unread',
      reason: expect.stringContaining('a row is not what was stored'),
    });
  });

  it('remembers from the claim on why a window is missed', async () => {
    const missed = aWindow({ id: '22FRI@2026-03-13', date: '2026-03-13' });
    const rows = windowRows(table);
    await rows.claim(missed, entry, now, { waitingFor: 'entry-unreadable' });

    expect((await rows.known()).windows).toMatchObject([{ window: missed, waitingFor: 'entry-unreadable' }]);
    await rows.setOver(missed.id, { ...over, state: 'missed', reason: 'entry-unreadable' });
    expect((await rowsOf(`WINDOW#${missed.id}`))[0]).toMatchObject({ state: 'missed', reason: 'entry-unreadable' });
    expect((await rowsOf(`WINDOW#${missed.id}`))[0]).not.toHaveProperty('waitingFor');
    expect((await rowsOf(`WINDOW#${missed.id}`))[0]).not.toHaveProperty('due');
  });

  it('remembers why a window runs out of turn, and forgets it as late as any other', async () => {
    const emergency = anEmergency({ accounts: [CELL.account], regions: ['eu-west-1'] });
    const urgent = aWindow({ id: '22FRI@2026-03-06+1a2b3c4d' });
    const rows = windowRows(table);
    await rows.claim(urgent, entry, now, { emergency });

    expect((await rows.known()).windows).toMatchObject([{ window: urgent, emergency, state: 'opening' }]);
    expect((await rowsOf(`WINDOW#${urgent.id}`))[0]).toMatchObject({
      emergency: { ...emergency, requestedAt: emergency.requestedAt.toISOString() },
      expiresAt: expiryOf(window.id),
    });
    await rows.setOver(urgent.id, { ...over, state: 'skipped', makeUpOpensAt: later });
    expect((await rowsOf(`WINDOW#${urgent.id}`))[0]).toMatchObject({ makeUpOpensAt: later.toISOString() });
  });

  it('names rows that are not what was stored, and knows the other windows all the same (P6)', async () => {
    const rows = windowRows(table);
    const sound = aWindow({ id: '22FRI@2026-03-20', date: '2026-03-20' });
    const spoilt = aWindow({ id: '22FRI@2026-03-27', date: '2026-03-27' });
    for (const each of [sound, spoilt]) await rows.claim(each, entry, now);
    await putRow(table, { pk: `WINDOW#${spoilt.id}`, sk: 'CELL#1#x', account: 7 });
    await putRow(table, { pk: 'WINDOW#broken', sk: 'STATE', due: 'window', window: 7 });

    const { windows, unreadable } = await rows.known();
    expect(windows.map((known) => known.window.id)).toEqual([sound.id]);
    expect(unreadable.map(({ key }) => key).sort()).toEqual([`WINDOW#${spoilt.id}`, 'WINDOW#broken']);
    expect(unreadable[0]?.reason).toContain('a row is not what was stored');
  });
});

async function rowsOf(pk: string) {
  return (await ledger.rows()).filter((row) => row['pk'] === pk);
}
