import * as z from 'zod/mini';
import type { SweepMemory } from '../../domain/window/decide-windows.ts';
import { getRow, type LedgerTable, putRow } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

const schema = z.object({
  sweptAt: storedInstant,
  readAt: z.record(z.string(), storedInstant),
});

const KEY = { pk: 'SWEEP', sk: 'SWEEP' };

/** What the sweeps remember of each other. */
export interface SweepRow {
  readonly read: () => Promise<SweepMemory>;
  readonly write: (memory: Required<SweepMemory>) => Promise<void>;
}

export function sweepRow(table: LedgerTable): SweepRow {
  return {
    read: async () => {
      const row = await getRow(table, KEY);
      if (row === undefined) return { readAt: new Map() };
      const { sweptAt, readAt } = parseRow(schema, row);
      return { sweptAt, readAt: new Map(Object.entries(readAt)) };
    },
    write: ({ sweptAt, readAt }) =>
      putRow(table, {
        ...KEY,
        sweptAt: (sweptAt ?? new Date(0)).toISOString(),
        readAt: Object.fromEntries([...readAt].map(([value, at]) => [value, at.toISOString()])),
      }),
  };
}
