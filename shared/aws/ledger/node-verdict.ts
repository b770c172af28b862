import * as z from 'zod/mini';
import { isReason } from '../../domain/reporting/reasons.ts';
import type { LastVerdict } from '../../domain/requests/judge-noncompliance.ts';
import type { Window } from '../../domain/schedule/window.ts';
import type { Cell } from '../../domain/window/node.ts';
import { VERDICTS } from '../../domain/window/verdict.ts';
import { getRow, type LedgerTable } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** What one node came to in one window; undefined where it has no verdict. */
export type ReadNodeVerdict = (
  window: Window,
  node: Cell & { readonly id: string },
) => Promise<LastVerdict | undefined>;

const schema = z.object({
  verdict: z.optional(z.enum(VERDICTS)),
  reason: z.optional(z.string()),
  evidence: z.optional(z.object({ baselineId: z.optional(z.string()) })),
  rebootDueAt: z.optional(storedInstant),
});

export function nodeVerdictReader(table: LedgerTable): ReadNodeVerdict {
  return async (window, { id, account, region }) => {
    const row = await getRow(table, { pk: `WINDOW#${window.id}#${account}#${region}`, sk: `NODE#${id}` });
    if (row === undefined) return undefined;
    const { verdict: kind, reason, evidence, rebootDueAt } = parseRow(schema, row);
    if (kind === undefined || reason === undefined || !isReason(reason)) return undefined;
    return { window, kind, reason, baselineId: evidence?.baselineId, rebootDueAt };
  };
}
