import * as z from 'zod/mini';
import { getRow, type LedgerTable, putRow } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** Which schedules were in force when somebody last looked, and whether Config has been asked to look again since. */
export interface ApprovedMemory {
  readonly values: readonly string[];
  readonly changedAt: Date;
  readonly evaluated: boolean;
}

export interface ApprovedRow {
  /** Undefined before the first look. */
  readonly read: () => Promise<ApprovedMemory | undefined>;
  readonly write: (memory: ApprovedMemory) => Promise<void>;
}

const schema = z.object({ values: z.array(z.string()), changedAt: storedInstant, evaluated: z.boolean() });

const KEY = { pk: 'CATALOGUE', sk: 'APPROVED' };

export function approvedRow(table: LedgerTable): ApprovedRow {
  return {
    read: async () => {
      const row = await getRow(table, KEY);
      return row === undefined ? undefined : parseRow(schema, row);
    },
    write: ({ changedAt, ...memory }) => putRow(table, { ...KEY, ...memory, changedAt: changedAt.toISOString() }),
  };
}
