import * as z from 'zod/mini';
import type { AuditedTag } from '../../domain/reports/tag-audit.ts';
import { getRows } from './get-rows.ts';
import { type LedgerTable, putRows } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** What is remembered of the tags of many nodes, and what the audits of them wrote down. */
export interface AuditRows {
  /** By node id; a node of which nothing is remembered is absent. */
  readonly remembered: (nodeIds: readonly string[]) => Promise<ReadonlyMap<string, { readonly change: number }>>;
  /** What the last audit before an instant wrote down, by node id. */
  readonly baseline: (nodeIds: readonly string[], before: Date) => Promise<ReadonlyMap<string, AuditedTag>>;
  /**
   * Writes down what the audit of an instant has found. What the one before it found is kept beside it, so that an audit
   * that died after writing, and is made again, still sees what had changed.
   */
  readonly write: (audit: {
    readonly at: Date;
    readonly tags: ReadonlyMap<string, Omit<AuditedTag, 'at'>>;
    readonly baseline: ReadonlyMap<string, AuditedTag>;
  }) => Promise<void>;
}

const judgedSchema = z.object({ pk: z.string(), change: z.number() });

const audited = { at: storedInstant, value: z.optional(z.string()), change: z.number() };

const auditedSchema = z.object({ pk: z.string(), ...audited, before: z.optional(z.object(audited)) });

const PREFIX = 'TAG#';

export function auditRows(table: LedgerTable): AuditRows {
  const rowsOf = (nodeIds: readonly string[], sk: string) =>
    getRows(
      table,
      nodeIds.map((id) => ({ pk: `${PREFIX}${id}`, sk })),
    );
  return {
    remembered: async (nodeIds) => {
      const rows = (await rowsOf(nodeIds, 'JUDGED')).map((row) => parseRow(judgedSchema, row));
      return new Map(rows.map(({ pk, change }) => [pk.slice(PREFIX.length), { change }]));
    },
    baseline: async (nodeIds, before) => {
      const rows = (await rowsOf(nodeIds, 'AUDITED')).map((row) => parseRow(auditedSchema, row));
      return new Map(
        rows.flatMap(({ pk, before: earlier, ...last }): [string, AuditedTag][] => {
          const tag = last.at < before ? last : earlier;
          return tag === undefined ? [] : [[pk.slice(PREFIX.length), tag]];
        }),
      );
    },
    write: ({ at, tags, baseline }) =>
      putRows(
        table,
        [...tags].map(([nodeId, tag]) => {
          const before = baseline.get(nodeId);
          return {
            pk: `${PREFIX}${nodeId}`,
            sk: 'AUDITED',
            at: at.toISOString(),
            ...tag,
            ...(before && { before: { ...before, at: before.at.toISOString() } }),
          };
        }),
      ),
  };
}
