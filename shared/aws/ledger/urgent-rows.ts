import * as z from 'zod/mini';
import { getRow, type LedgerTable, putRowIfAbsent } from './ledger-table.ts';
import { parseRow } from './stored.ts';

/** Which urgent requests were made because of a node: one a node, schedule and day, whatever AWS reports of it. */
export interface UrgentRows {
  /** The id of the request: this one, or the one that was made before. */
  readonly claim: (
    urgent: Urgent,
    requestId: string,
  ) => Promise<{ readonly requestId: string; readonly first: boolean }>;
}

export interface Urgent {
  readonly nodeId: string;
  readonly schedule: string;
  readonly at: Date;
}

const schema = z.object({ requestId: z.string() });

/** Long enough to look into; the request itself is kept longer. */
const KEPT_DAYS = 30;

export function urgentRows(table: LedgerTable): UrgentRows {
  return {
    claim: async ({ nodeId, schedule, at }, requestId) => {
      const rowKey = { pk: `URGENT#${nodeId}`, sk: `${schedule}#${at.toISOString().slice(0, 10)}` };
      const expiresAt = Math.floor(at.getTime() / 1000) + KEPT_DAYS * 86_400;
      if (await putRowIfAbsent(table, { ...rowKey, requestId, expiresAt })) return { requestId, first: true };
      return { requestId: parseRow(schema, await getRow(table, rowKey)).requestId, first: false };
    },
  };
}
