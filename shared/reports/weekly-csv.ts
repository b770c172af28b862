import type { WeeklyCompliance } from '../domain/reports/weekly-compliance.ts';
import { csvOf } from './csv.ts';

const COLUMNS = [
  'node',
  'account',
  'region',
  'name',
  'owner',
  'schedule',
  'standing',
  'windows without a patch',
  'last patched in',
  'last window',
  'verdict',
  'reason',
];

/** One row a node. */
export function weeklyCsv({ nodes }: WeeklyCompliance): string {
  return csvOf(
    COLUMNS,
    nodes.map((node) => [
      node.id,
      node.account,
      node.region,
      node.name,
      node.owner,
      node.value,
      node.standing,
      node.unpatchedWindows,
      node.lastPatched,
      node.lastWindow,
      node.lastVerdict,
      node.lastReason,
    ]),
  );
}
