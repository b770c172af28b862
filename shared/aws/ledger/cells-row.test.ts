import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { cellsRow } from './cells-row.ts';
import { putRow } from './ledger-table.ts';
import { windowRows } from './window-rows.ts';

const { id, closesAt } = aWindow();
const at = new Date('2026-03-06T21:00:02Z');

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
});
afterAll(() => ledger.stop());

describe('cellsRow()', () => {
  it('remembers the window that had the last roster, and the last run of a schedule, each by itself', async () => {
    const rows = cellsRow(ledger.table);
    expect(await rows.readRun('22FRI')).toBeUndefined();
    expect(await rows.readRoster('22FRI')).toBeUndefined();

    const run = { window: id, closesAt, endedAt: undefined };
    await rows.rememberRun('22FRI', run);
    expect(await rows.readRun('22FRI')).toEqual(run);
    expect(await rows.readRoster('22FRI')).toBeUndefined();

    await rows.rememberRoster('22FRI', id);
    await rows.rememberRun('22FRI', { ...run, endedAt: at });
    expect(await ledger.rows()).toEqual([
      {
        pk: 'CELLS',
        sk: '22FRI',
        window: id,
        run: { window: id, closesAt: closesAt.toISOString(), endedAt: at.toISOString() },
      },
    ]);

    await rows.forgetRun('22FRI');
    expect(await rows.readRun('22FRI')).toBeUndefined();
    expect(await rows.readRoster('22FRI')).toEqual({ window: id, cells: [] });
    expect(await rows.readRoster('2SAT')).toBeUndefined();
  });

  it('answers the cells of that window, whatever has become of them, and those of no later one', async () => {
    const rows = cellsRow(ledger.table);
    const windows = windowRows(ledger.table);
    const planned = { operation: 'Install', nodes: 3 } as const;
    await windows.putCells(
      id,
      [
        { ...CELL, ...planned },
        { ...OTHER_CELL, operation: 'none', reason: 'held' },
      ],
      at,
    );
    await windows.setCell(id, CELL, { settled: true, lookedAt: closesAt });
    // A sweep that dies before the next window is remembered.
    await windows.putCells('22FRI@2026-03-13', [{ ...CELL, ...planned, nodes: 1 }], at);
    await rows.rememberRoster('22FRI', id);

    expect(await rows.readRoster('22FRI')).toEqual({
      window: id,
      cells: [
        { ...CELL, nodes: 3 },
        { ...OTHER_CELL, nodes: 0 },
      ],
    });
  });

  it('names a row that is not what was stored', async () => {
    await putRow(ledger.table, { pk: 'CELLS', sk: '2SUN', run: 7 });

    await expect(cellsRow(ledger.table).readRun('2SUN')).rejects.toThrow('a row is not what was stored');
  });
});
