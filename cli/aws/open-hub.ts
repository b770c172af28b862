/** The hub in AWS, or in the embedded one: with the caller's own credentials, and in the Region of the hub. */
import { readReviewQueue } from '../../shared/aws/ledger/default-rows.ts';
import { exceptionReader, readOpenExceptions } from '../../shared/aws/ledger/exception-rows.ts';
import { intentRecords } from '../../shared/aws/ledger/intent-records.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { nodeRecords } from '../../shared/aws/ledger/node-records.ts';
import { noticeRecords } from '../../shared/aws/ledger/notice-records.ts';
import { incidentRows } from '../../shared/aws/ledger/notice-rows.ts';
import { tagRows } from '../../shared/aws/ledger/tag-row.ts';
import { windowRecords } from '../../shared/aws/ledger/window-records.ts';
import { observeAudit, observeWeek } from '../../shared/aws/observe-reports.ts';
import { catalogueReader } from '../../shared/aws/read-catalogue.ts';
import { reportSources } from '../../shared/aws/report-sources.ts';
import type { Period } from '../../shared/domain/reports/report-period.ts';
import { PARAMETER_ROOT } from '../catalogue/parameter-store.ts';
import { findHub } from './find-hub.ts';
import type { Hub } from './hub.ts';
import { saying } from './reach-aws.ts';
import { historyReader } from './read-history.ts';
import { memberReader, tagsNowReader } from './read-tags-now.ts';

export async function openHub(): Promise<Hub> {
  const installation = await findHub();
  const { region, ledgerTable: tableName } = installation;
  const table = ledgerTable(tableName);
  const where = { parameterPath: PARAMETER_ROOT, region };
  const ledger = <Arguments extends readonly unknown[], Result>(read: (...words: Arguments) => Promise<Result>) => {
    return (...words: Arguments) =>
      saying(
        async () => region,
        `read the ledger ${tableName}`,
        () => read(...words),
      );
  };
  const sources = reportSources({
    table,
    region,
    parameterPath: PARAMETER_ROOT,
    aggregatorName: installation.busName, // The hub's stack gives both the same name, `patchplane-<stage>`.
    assumeReadRole: memberReader(installation),
  });
  const reporting = <Facts>(observe: (period: Period) => Promise<Facts>) => {
    return (period: Period) =>
      saying(
        async () => region,
        'read what a report is made of: the ledger, the catalogue and the inventory of AWS Config',
        () => observe(period),
      );
  };
  const windows = windowRecords(table);
  const nodes = nodeRecords(table);
  const tags = tagRows(table);

  return {
    windows: {
      read: ledger(windows.read),
      openIds: ledger(windows.openIds),
      lastOfSchedules: ledger(windows.lastOfSchedules),
      cells: ledger(windows.cells),
      runs: ledger(windows.runs),
    },
    nodes: { ofNode: ledger(nodes.ofNode), inCell: ledger(nodes.inCell) },
    readIntents: ledger(() => intentRecords(table)),
    readNotices: ledger((keys) => noticeRecords(table, keys)),
    readOpenIncidents: ledger(incidentRows(table).ofWindow),
    readJudgedTag: ledger(async (nodeId: string) => {
      const judged = await tags.read(nodeId);
      return judged.verdict === undefined ? undefined : judged;
    }),
    readReviewQueue: ledger(() => readReviewQueue(table)),
    readOpenExceptions: ledger(() => readOpenExceptions(table)),
    readException: ledger(exceptionReader(table)),
    readCatalogue: catalogueReader(where),
    observeWeek: reporting((period) => observeWeek(sources, period)),
    observeAudit: reporting((period) => observeAudit(sources, period)),
    readHistory: historyReader(where),
    readTags: tagsNowReader(installation),
  };
}
