import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { nodeVerdictReader } from '../../shared/aws/ledger/node-verdict.ts';
import { noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { surroundingWindows } from '../../shared/aws/ledger/surrounding-windows.ts';
import { urgentRows } from '../../shared/aws/ledger/urgent-rows.ts';
import { intentPutter } from '../../shared/aws/put-intent.ts';
import { policyReader } from '../../shared/aws/read-policy.ts';
import { tagReader } from '../../shared/aws/read-tags.ts';
import { teller } from '../../shared/notices/teller.ts';
import { deterministicUuid } from '../../shared/platform/deterministic-uuid.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './answer-noncompliance.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const region = setting('HUB_REGION');
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };

  return {
    now: () => seam().now(),
    ruleName: setting('RULE_NAME'),
    readPolicy: policyReader({ parameterPath: setting('PARAMETER_PATH'), region }),
    readTags: tagReader(memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion: region })),
    surrounding: surroundingWindows(table),
    readVerdict: nodeVerdictReader(table),
    urgent: urgentRows(table),
    uuidOf: deterministicUuid,
    putIntent: intentPutter({ busName: setting('BUS_NAME'), region }),
    tell: teller(noticeRows(table), topics),
  };
}
