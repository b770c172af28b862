import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { nodeRows } from '../../shared/aws/ledger/node-rows.ts';
import { noticeRows, pendingNotices } from '../../shared/aws/ledger/notice-rows.ts';
import { sweepRow } from '../../shared/aws/ledger/sweep-row.ts';
import { windowRows } from '../../shared/aws/ledger/window-rows.ts';
import { cellNudger } from '../../shared/aws/nudge-cells.ts';
import { rosterObserver } from '../../shared/aws/observe-roster.ts';
import { policyReader } from '../../shared/aws/read-policy.ts';
import { runRequest, runStarter } from '../../shared/aws/start-run.ts';
import { pendingTeller } from '../../shared/notices/tell-pending.ts';
import { teller } from '../../shared/notices/teller.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './sweep-windows.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const notices = noticeRows(table);
  const run = {
    runbookName: setting('RUNBOOK_NAME'),
    administrationRoleArn: setting('ADMINISTRATION_ROLE_ARN'),
    executionRoleName: setting('EXECUTION_ROLE_NAME'),
    outputBucket: setting('OUTPUT_BUCKET'),
  };
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };

  return {
    now: seam().now,
    readPolicy: policyReader({ parameterPath: setting('PARAMETER_PATH'), region: setting('HUB_REGION') }),
    memory: sweepRow(table),
    windows: windowRows(table),
    nodes: nodeRows(table),
    observeRoster: rosterObserver({
      aggregatorName: setting('AGGREGATOR_NAME'),
      assumeReadRole: memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion: setting('HUB_REGION') }),
    }),
    runRequest: (plan) => runRequest(plan, run),
    runs: runStarter(),
    nudgeCells: cellNudger(setting('BUS_NAME')),
    tell: teller(notices, topics),
    tellPending: pendingTeller(notices, { pending: () => pendingNotices(table), topics }),
  };
}
