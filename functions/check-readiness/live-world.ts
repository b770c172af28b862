import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { cellsRow } from '../../shared/aws/ledger/cells-row.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { readinessRows } from '../../shared/aws/ledger/readiness-rows.ts';
import { rosterObserver } from '../../shared/aws/observe-roster.ts';
import { policyReader } from '../../shared/aws/read-policy.ts';
import { cellReadinessObserver } from '../../shared/aws/readiness/observe-cell-readiness.ts';
import { hubObserver } from '../../shared/aws/readiness/observe-hub.ts';
import { teller } from '../../shared/notices/teller.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './check-readiness.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const region = setting('HUB_REGION');
  const aggregatorName = setting('AGGREGATOR_NAME');
  const assumeReadRole = memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion: region });
  return {
    now: seam().now,
    readPolicy: policyReader({ parameterPath: setting('PARAMETER_PATH'), region }),
    observeRoster: rosterObserver({ aggregatorName, assumeReadRole }),
    schedules: cellsRow(table),
    observeHub: hubObserver({
      hub: { account: setting('HUB_ACCOUNT'), region },
      aggregatorName,
      runbookName: setting('RUNBOOK_NAME'),
    }),
    observeCell: cellReadinessObserver({ assumeReadRole, busArn: setting('BUS_ARN') }),
    readiness: readinessRows(table),
    tell: teller(noticeRows(table), {
      alertsTopicArn: setting('ALERTS_TOPIC_ARN'),
      chatTopicArn: setting('CHAT_TOPIC_ARN'),
    }),
  };
}
