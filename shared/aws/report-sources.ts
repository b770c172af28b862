import { seam } from '../platform/seam.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { auditRows } from './ledger/audit-rows.ts';
import { exceptionReader } from './ledger/exception-rows.ts';
import type { LedgerTable } from './ledger/ledger-table.ts';
import { nodeRecords } from './ledger/node-records.ts';
import { noticeTimes } from './ledger/notice-times.ts';
import { tagSweepRows } from './ledger/tag-sweep-rows.ts';
import { windowRecords } from './ledger/window-records.ts';
import { nodeJudge } from './node-judge.ts';
import { inventoryObserver } from './observe-inventory.ts';
import type { ReportSources } from './observe-reports.ts';
import { catalogueReader } from './read-catalogue.ts';
import { settingsOrThrow, settingsReader } from './read-policy.ts';
import { tagChangesReader } from './read-tag-changes.ts';
import { silentCellsReader } from './silent-cells.ts';

/** Where the reports' facts come from, for the function and for the command alike. */
export function reportSources({
  table,
  region,
  parameterPath,
  aggregatorName,
  assumeReadRole,
}: {
  readonly table: LedgerTable;
  readonly region: string;
  readonly parameterPath: string;
  readonly aggregatorName: string;
  readonly assumeReadRole: AssumeMemberRole;
}): ReportSources {
  const where = { parameterPath, region };
  const readSettings = settingsOrThrow(settingsReader(where));
  const silentCells = silentCellsReader({ aggregatorName, assumeReadRole });
  return {
    readCatalogue: catalogueReader(where),
    readSettings,
    staleCells: async () => silentCells(await tagSweepRows(table).readCells()),
    observeInventory: inventoryObserver({ aggregatorName, assumeReadRole }),
    judge: nodeJudge({ now: () => seam().now(), readException: exceptionReader(table), readSettings }),
    windows: windowRecords(table),
    nodes: nodeRecords(table),
    audits: auditRows(table),
    noticeTimes: noticeTimes(table),
    readTagChanges: tagChangesReader(assumeReadRole),
  };
}
