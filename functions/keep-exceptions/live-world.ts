import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { exceptionRows, readOpenExceptions } from '../../shared/aws/ledger/exception-rows.ts';
import { heldNoticeRows } from '../../shared/aws/ledger/held-notice-rows.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { ownerHourRows } from '../../shared/aws/ledger/owner-hour-rows.ts';
import { tagRows } from '../../shared/aws/ledger/tag-row.ts';
import { liveNodes } from '../../shared/aws/live-nodes.ts';
import { catalogueReader } from '../../shared/aws/read-catalogue.ts';
import { tellHeld } from '../../shared/notices/tell-held.ts';
import { teller } from '../../shared/notices/teller.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './keep-exceptions.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const hubRegion = setting('HUB_REGION');
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };
  const nodes = liveNodes(memberRoleAssumer({ roleName: setting('TAG_ROLE_NAME'), hubRegion }));
  const tell = teller(noticeRows(table), topics);
  const held = heldNoticeRows(table);

  return {
    now: () => seam().now(),
    readOpenExceptions: () => readOpenExceptions(table),
    exceptions: exceptionRows(table),
    readCatalogue: catalogueReader({ parameterPath: setting('PARAMETER_PATH'), region: hubRegion }),
    readNode: nodes.read,
    writeTags: nodes.writeTags,
    memory: tagRows(table),
    tell,
    tellHeld: () =>
      tellHeld({ now: () => seam().now(), hours: ownerHourRows(table), held, memory: tagRows(table), tell }),
  };
}
