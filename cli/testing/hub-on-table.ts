/** The hub as a test has it: a ledger on a DynamoDB of this machine, and what AWS would answer said beforehand. */
import { auditRows } from '../../shared/aws/ledger/audit-rows.ts';
import { readReviewQueue } from '../../shared/aws/ledger/default-rows.ts';
import { exceptionReader, readOpenExceptions } from '../../shared/aws/ledger/exception-rows.ts';
import { intentRecords } from '../../shared/aws/ledger/intent-records.ts';
import type { LedgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { nodeRecords } from '../../shared/aws/ledger/node-records.ts';
import { noticeRecords } from '../../shared/aws/ledger/notice-records.ts';
import { incidentRows } from '../../shared/aws/ledger/notice-rows.ts';
import { noticeTimes } from '../../shared/aws/ledger/notice-times.ts';
import { tagRows } from '../../shared/aws/ledger/tag-row.ts';
import { windowRecords } from '../../shared/aws/ledger/window-records.ts';
import type { InventoryNode } from '../../shared/aws/observe-inventory.ts';
import { observeAudit, observeWeek, type ReportSources } from '../../shared/aws/observe-reports.ts';
import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Known, ParameterVersion, TagsNow } from '../../shared/domain/explain/node-facts.ts';
import type { TagChange } from '../../shared/domain/reports/judge-tag-change.ts';
import { judgeTag } from '../../shared/domain/tagging/judge-tag.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { Hub } from '../aws/hub.ts';

export interface Answers {
  readonly entries: readonly CatalogueEntry[];
  readonly tags: ReadonlyMap<string, Known<TagsNow>>;
  readonly inventory?: readonly InventoryNode[];
  readonly changes?: readonly TagChange[];
}

export function hubOnTable(table: LedgerTable, answers: Answers): Hub {
  const { entries, tags } = answers;
  const sources = sourcesOnTable(table, answers);
  return {
    windows: windowRecords(table),
    nodes: nodeRecords(table),
    readIntents: () => intentRecords(table),
    readNotices: (keys) => noticeRecords(table, keys),
    readOpenIncidents: incidentRows(table).ofWindow,
    readJudgedTag: async (nodeId) => {
      const judged = await tagRows(table).read(nodeId);
      return judged.verdict === undefined ? undefined : judged;
    },
    readReviewQueue: () => readReviewQueue(table),
    readOpenExceptions: () => readOpenExceptions(table),
    readException: exceptionReader(table),
    readCatalogue: async () => ({ kind: 'read', entries, problems: [] }),
    observeWeek: (period) => observeWeek(sources, period),
    observeAudit: (period) => observeAudit(sources, period),
    readHistory: async (name) => ({ kind: 'known', value: HISTORY.get(name.split('/')[0] ?? '') ?? [] }),
    readTags: async (nodeId) => tags.get(nodeId) ?? { kind: 'unknown', why: `AWS does not know ${nodeId}` },
  };
}

function sourcesOnTable(table: LedgerTable, { entries, inventory = [], changes = [] }: Answers): ReportSources {
  return {
    readCatalogue: async () => ({ kind: 'read', entries, problems: [] }),
    readSettings: async () => ({ ownerTag: 'owner', hybridCells: [], tagPrincipals: ['*'] }),
    staleCells: async () => ({ kind: 'done', value: [] }),
    observeInventory: async () => ({ nodes: inventory, unreadCells: [] }),
    judge: async ({ tags }, approved) => judgeTag(tags.get(PATCHING_TAG), approved),
    windows: windowRecords(table),
    nodes: nodeRecords(table),
    audits: auditRows(table),
    noticeTimes: noticeTimes(table),
    readTagChanges: async (nodes) => ({
      changes: changes.filter(({ nodeId }) => nodes.some(({ id }) => id === nodeId)),
      asked: nodes.map(({ id }) => id),
      leftOut: [],
      unreadCells: [],
    }),
  };
}

const HISTORY: ReadonlyMap<string, readonly ParameterVersion[]> = new Map([
  [
    'schedules',
    [
      version(3, 'arn:aws:iam::111122223333:user/grace', '2026-02-02T09:15:00Z', ['in-force']),
      version(4, 'arn:aws:iam::111122223333:user/edsger', '2026-03-08T16:20:00Z', []),
    ],
  ],
  ['approvals', [version(1, 'arn:aws:iam::111122223333:user/barbara', '2026-02-02T11:00:00Z', [])]],
]);

function version(number: number, by: string, at: string, labels: readonly string[]): ParameterVersion {
  return { version: number, by, at: new Date(at), labels };
}
