import { announcer } from '../../shared/aws/announce.ts';
import { cellsRow } from '../../shared/aws/ledger/cells-row.ts';
import { defaultRows } from '../../shared/aws/ledger/default-rows.ts';
import { exceptionRows } from '../../shared/aws/ledger/exception-rows.ts';
import { holdRows } from '../../shared/aws/ledger/hold-rows.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { incidentRows, noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { requestRows } from '../../shared/aws/ledger/request-rows.ts';
import { surroundingWindows } from '../../shared/aws/ledger/surrounding-windows.ts';
import { windowRows } from '../../shared/aws/ledger/window-rows.ts';
import { defaultNudger } from '../../shared/aws/nudge-default.ts';
import { policyReader } from '../../shared/aws/read-policy.ts';
import { askerVerifier } from '../../shared/aws/verify-asker.ts';
import { teller } from '../../shared/notices/teller.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './admit-request.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };

  return {
    now: () => seam().now(),
    verifyAsker: askerVerifier(setting('HUB_REGION')),
    readPolicy: policyReader({ parameterPath: setting('PARAMETER_PATH'), region: setting('HUB_REGION') }),
    requests: requestRows(table),
    holds: holdRows(table),
    exceptions: exceptionRows(table),
    undecided: defaultRows(table),
    nudgeDefault: defaultNudger(setting('BUS_NAME')),
    windows: windowRows(table),
    surrounding: surroundingWindows(table),
    cellsRow: cellsRow(table),
    acknowledge: incidentRows(table).acknowledge,
    tell: teller(noticeRows(table), topics),
    announce: announcer(setting('BUS_NAME')),
  };
}
