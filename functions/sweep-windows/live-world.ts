import { staleCellsReader } from '../../shared/aws/aggregator-status.ts';
import { announcer } from '../../shared/aws/announce.ts';
import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { cellsRow } from '../../shared/aws/ledger/cells-row.ts';
import { followedRows } from '../../shared/aws/ledger/followed-rows.ts';
import { holdRows } from '../../shared/aws/ledger/hold-rows.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { nodeRows } from '../../shared/aws/ledger/node-rows.ts';
import { incidentRows, noticeRows, pendingNotices } from '../../shared/aws/ledger/notice-rows.ts';
import { readinessRows } from '../../shared/aws/ledger/readiness-rows.ts';
import { sweepRow } from '../../shared/aws/ledger/sweep-row.ts';
import { windowEndReader } from '../../shared/aws/ledger/window-end.ts';
import { windowRows } from '../../shared/aws/ledger/window-rows.ts';
import { cellNudger } from '../../shared/aws/nudge-cells.ts';
import { readinessNudger } from '../../shared/aws/nudge-readiness.ts';
import { rosterObserver } from '../../shared/aws/observe-roster.ts';
import { calendarReader } from '../../shared/aws/read-calendars.ts';
import { policyReader } from '../../shared/aws/read-policy.ts';
import { scanAgesReader } from '../../shared/aws/scan-ages.ts';
import { runRequest, runStarter } from '../../shared/aws/start-run.ts';
import { repeater } from '../../shared/notices/repeat-incidents.ts';
import { pendingTeller } from '../../shared/notices/tell-pending.ts';
import { teller } from '../../shared/notices/teller.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './sweep-windows.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const notices = noticeRows(table);
  const incidents = incidentRows(table);
  const run = {
    runbookName: setting('RUNBOOK_NAME'),
    administrationRoleArn: setting('ADMINISTRATION_ROLE_ARN'),
    executionRoleName: setting('EXECUTION_ROLE_NAME'),
    outputBucket: setting('OUTPUT_BUCKET'),
  };
  const region = setting('HUB_REGION');
  const aggregatorName = setting('AGGREGATOR_NAME');
  const assumeReadRole = memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion: region });
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };
  const tell = teller(notices, topics);

  return {
    now: seam().now,
    readPolicy: policyReader({ parameterPath: setting('PARAMETER_PATH'), region }),
    readIntents: holdRows(table).read,
    memory: sweepRow(table),
    windows: windowRows(table),
    windowEnd: windowEndReader(table),
    followed: followedRows(table),
    nodes: nodeRows(table),
    schedules: cellsRow(table),
    observeRoster: rosterObserver({ aggregatorName, assumeReadRole }),
    staleCells: staleCellsReader({ aggregatorName }),
    readScanAges: scanAgesReader(assumeReadRole),
    readCalendars: calendarReader({ region }),
    openIncidents: incidents.ofWindow,
    runRequest: (plan) => runRequest(plan, run),
    runs: runStarter(),
    nudgeCells: cellNudger(setting('BUS_NAME')),
    tell,
    tellPending: pendingTeller(notices, { pending: () => pendingNotices(table), topics }),
    repeatIncidents: repeater(incidents, tell),
    announce: announcer(setting('BUS_NAME')),
    readiness: readinessRows(table),
    nudgeReadiness: readinessNudger(setting('BUS_NAME')),
  };
}
