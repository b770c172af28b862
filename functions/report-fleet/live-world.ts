import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { auditRows } from '../../shared/aws/ledger/audit-rows.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { observeAudit, observeWeek } from '../../shared/aws/observe-reports.ts';
import { reportPutter } from '../../shared/aws/put-report.ts';
import { reportSources } from '../../shared/aws/report-sources.ts';
import { teller } from '../../shared/notices/teller.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './report-fleet.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const region = setting('HUB_REGION');
  const bucket = setting('REPORT_BUCKET');
  const sources = reportSources({
    table,
    region,
    parameterPath: setting('PARAMETER_PATH'),
    aggregatorName: setting('AGGREGATOR_NAME'),
    assumeReadRole: memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion: region }),
  });
  return {
    observeWeek: (period) => observeWeek(sources, period),
    observeAudit: (period) => observeAudit(sources, period),
    putReport: reportPutter(bucket),
    bucket: { bucket, region },
    tell: teller(noticeRows(table), {
      alertsTopicArn: setting('ALERTS_TOPIC_ARN'),
      chatTopicArn: setting('CHAT_TOPIC_ARN'),
    }),
    audits: auditRows(table),
  };
}
