import * as z from 'zod/mini';
import type { Readiness } from '../../domain/readiness/judge-readiness.ts';
import { type Finding, isPrerequisite } from '../../domain/readiness/prerequisites.ts';
import type { Window } from '../../domain/schedule/window.ts';
import { getRow, type LedgerTable, putRow, putRows, queryPartition, queryRows } from './ledger-table.ts';
import { expiryAfter } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';

/** What somebody who has asked gets: what was found, or why nothing was looked at. */
export type ReadinessAnswer =
  | ({ readonly kind: 'checked'; readonly at: Date } & Readiness)
  | { readonly kind: 'refused'; readonly at: Date; readonly because: string };

/** The rows READINESS#: what a check before a window has found, by its window or by the request that it answers. */
export interface ReadinessRows {
  /** Written before anybody is told, and the last row of it last. */
  readonly write: (key: string, answer: ReadinessAnswer) => Promise<void>;
  /** Nothing until the check is done. */
  readonly read: (key: string) => Promise<ReadinessAnswer | undefined>;
  /** Its owners are told: no later sweep asks for it again. */
  readonly setChecked: (window: Pick<Window, 'id' | 'opensAt'>, at: Date) => Promise<void>;
  /** Those of some windows that are. */
  readonly checked: (windows: readonly Pick<Window, 'id' | 'opensAt'>[]) => Promise<ReadonlySet<string>>;
}

/** Findings in a row: a few hundred bytes each, and a row holds 400 KB. */
const FINDINGS_MAX = 200;

const optionalText = z.optional(z.string());

const prerequisite = z.string().check(z.refine(isPrerequisite, 'a prerequisite'));

const finding = z.object({
  answer: z.enum(['fails', 'unread']),
  what: prerequisite,
  sentence: z.string(),
  account: optionalText,
  region: optionalText,
  nodeId: optionalText,
  name: optionalText,
  owner: optionalText,
  window: optionalText,
});

const found = z.object({ checkedAt: storedInstant, findings: z.array(finding) });

const state = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('checked'),
    checkedAt: storedInstant,
    windows: z.array(z.object({ id: z.string(), opensAt: storedInstant, nodes: z.number() })),
    cells: z.array(z.object({ account: z.string(), region: z.string() })),
  }),
  z.object({ kind: z.literal('refused'), checkedAt: storedInstant, because: z.string() }),
]);

const checkedRow = z.object({ sk: z.string() });

export function readinessRows(table: LedgerTable): ReadinessRows {
  return {
    write: async (key, answer) => {
      const { at } = answer;
      const common = { checkedAt: at.toISOString(), expiresAt: expiryAfter(at) };
      if (answer.kind === 'refused') {
        return putRow(table, { ...stateKey(key), kind: 'refused', because: answer.because, ...common });
      }
      const { windows, cells, findings } = answer;
      await putRows(
        table,
        inParts(findings).map((part, index) => ({ ...partKey(key, index), findings: part, ...common })),
      );
      await putRow(table, {
        ...stateKey(key),
        kind: 'checked',
        windows: windows.map(({ opensAt, ...window }) => ({ ...window, opensAt: opensAt.toISOString() })),
        cells,
        ...common,
      });
    },
    read: async (key) => {
      const row = await getRow(table, stateKey(key));
      if (row === undefined) return undefined;
      const { checkedAt: at, ...answer } = parseRow(state, row);
      if (answer.kind === 'refused') return { ...answer, at };
      const parts = (await queryRows(table, stateKey(key).pk, 'FOUND#')).map((each) => parseRow(found, each));
      // An earlier check of the same window may have found more.
      const current = parts.filter(({ checkedAt }) => checkedAt.getTime() === at.getTime());
      return { ...answer, at, findings: current.flatMap(({ findings }) => findings.flatMap(findingOf)) };
    },
    setChecked: ({ id, opensAt }, at) =>
      putRow(table, { pk: dayKey(opensAt), sk: id, checkedAt: at.toISOString(), expiresAt: expiryAfter(at) }),
    checked: async (windows) => {
      const days = [...new Set(windows.map(({ opensAt }) => dayKey(opensAt)))];
      const rows = await Promise.all(days.map((day) => queryPartition(table, day)));
      return new Set(rows.flat().map((row) => parseRow(checkedRow, row).sk));
    },
  };
}

/** Where the findings lie: by the window, or by the request. */
function stateKey(key: string) {
  return { pk: `READINESS#${key}`, sk: 'STATE' };
}

function partKey(key: string, index: number) {
  return { pk: `READINESS#${key}`, sk: `FOUND#${String(index).padStart(4, '0')}` };
}

/** The windows of a day, in UTC, lie together: a sweep reads those of two days at most. */
function dayKey(opensAt: Date): string {
  return `READINESS#${opensAt.toISOString().slice(0, 'YYYY-MM-DD'.length)}`;
}

function inParts(findings: readonly Finding[]): Finding[][] {
  const count = Math.ceil(findings.length / FINDINGS_MAX);
  return Array.from({ length: count }, (_, index) => findings.slice(index * FINDINGS_MAX, (index + 1) * FINDINGS_MAX));
}

function findingOf({ what, ...rest }: z.infer<typeof finding>): Finding[] {
  return isPrerequisite(what) ? [{ what, ...rest }] : [];
}
