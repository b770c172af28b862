import type { JudgedChange } from '../domain/reports/judge-tag-change.ts';
import type { TagAudit } from '../domain/reports/tag-audit.ts';
import { csvOf } from './csv.ts';

const COLUMNS = [
  'node',
  'account',
  'region',
  'name',
  'owner',
  'schedule',
  'verdict',
  'drifted from',
  'changes',
  'changes at fault',
  'last changed at',
  'last changed by',
  'last fault',
];

/** One row a node. The changes one by one are in the JSON and on the page. */
export function auditCsv({ nodes, changes }: TagAudit): string {
  const ofNode = new Map<string, JudgedChange[]>();
  for (const change of changes) ofNode.set(change.nodeId, [...(ofNode.get(change.nodeId) ?? []), change]);
  return csvOf(
    COLUMNS,
    nodes.map(({ id, account, region, name, owner, value, verdict, drift }) => {
      const own = ofNode.get(id) ?? [];
      const faulty = own.filter(({ fault }) => fault !== undefined);
      const last = own.at(-1);
      const from = drift === undefined ? undefined : (drift.before ?? 'no schedule');
      return [
        ...[id, account, region, name, owner, value, verdict.kind, from],
        ...[own.length, faulty.length, last?.at, last?.by, faulty.at(-1)?.fault],
      ];
    }),
  );
}
