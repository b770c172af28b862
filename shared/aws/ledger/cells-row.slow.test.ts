/** A memory of the largest size, in a store that refuses an item of more than 400 KB as DynamoDB does. */
import { expect, it } from '@jest/globals';
import { ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { cellsRow } from './cells-row.ts';
import { queryPartition } from './ledger-table.ts';
import { windowRows } from './window-rows.ts';

const ACCOUNTS = 1000;
const REGIONS = 20;
const WINDOW = '2SAT@2026-03-14';
const PATIENCE_MS = 600_000;

it(
  'remembers 1,000 accounts of 20 Regions, and no item grows with them',
  async () => {
    const ledger = await ledgerOnDynalite();
    const rows = cellsRow(ledger.table);
    const cells = Array.from({ length: ACCOUNTS * REGIONS }, (_, number) => ({
      account: String(200_000_000_000 + Math.floor(number / REGIONS)),
      region: `ap-southeast-${number % REGIONS}`,
      operation: 'Install' as const,
      nodes: number % 100,
      roster: { size: number % 100, digest: '0123456789abcdef' },
    }));
    await windowRows(ledger.table).putCells(WINDOW, cells, new Date('2026-03-14T21:00:02Z'));
    await rows.rememberRoster('2SAT', WINDOW);

    const remembered = await rows.readRoster('2SAT');
    expect(remembered?.cells).toHaveLength(cells.length);
    expect(remembered?.cells.reduce((sum, { nodes }) => sum + nodes, 0)).toBe(200 * 4950);
    const items = [
      ...(await queryPartition(ledger.table, 'CELLS')),
      ...(await queryPartition(ledger.table, `WINDOW#${WINDOW}`)),
    ];
    expect(items).toHaveLength(1 + cells.length);
    const bytes = items.map((item) => Buffer.byteLength(JSON.stringify(item)));
    expect(bytes.reduce((largest, each) => Math.max(largest, each), 0)).toBeLessThan(500);
    await ledger.stop();
  },
  PATIENCE_MS,
);
