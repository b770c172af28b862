import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { cellsRow } from './cells-row.ts';
import { putRow } from './ledger-table.ts';

const { id, closesAt } = aWindow();
const at = new Date('2026-03-06T21:00:02Z');

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
});
afterAll(() => ledger.stop());

describe('cellsRow()', () => {
  it('remembers the roster and the run of a schedule, each by itself', async () => {
    const rows = cellsRow(ledger.table);
    expect(await rows.read('22FRI')).toEqual({});

    const run = { window: id, closesAt, endedAt: undefined };
    await rows.rememberRun('22FRI', run);
    expect(await rows.read('22FRI')).toEqual({ run });

    const cells = [
      { ...CELL, nodes: 3 },
      { ...OTHER_CELL, nodes: 0 },
    ];
    await rows.rememberRoster('22FRI', { window: id, cells, at });
    await rows.rememberRun('22FRI', { ...run, endedAt: at });
    expect(await rows.read('22FRI')).toEqual({ roster: { window: id, cells, at }, run: { ...run, endedAt: at } });
    expect(await ledger.rows()).toEqual([
      {
        pk: 'CELLS',
        sk: '22FRI',
        window: id,
        cells,
        at: at.toISOString(),
        run: { window: id, closesAt: closesAt.toISOString(), endedAt: at.toISOString() },
      },
    ]);

    await rows.forgetRun('22FRI');
    expect(await rows.read('22FRI')).toEqual({ roster: { window: id, cells, at } });
    expect(await rows.read('2SAT')).toEqual({});
  });

  it('names a row that is not what was stored', async () => {
    await putRow(ledger.table, { pk: 'CELLS', sk: '2SUN', run: 7 });

    await expect(cellsRow(ledger.table).read('2SUN')).rejects.toThrow('a row is not what was stored');
  });
});
