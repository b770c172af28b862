import { announcer } from '../../shared/aws/announce.ts';
import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { cellCutoff } from '../../shared/aws/cut-off-cell.ts';
import { readOpenExceptions } from '../../shared/aws/ledger/exception-rows.ts';
import { followedRows } from '../../shared/aws/ledger/followed-rows.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { nodeRows } from '../../shared/aws/ledger/node-rows.ts';
import { noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { windowRows } from '../../shared/aws/ledger/window-rows.ts';
import { cellObserver } from '../../shared/aws/observe-cell.ts';
import { settingsReader } from '../../shared/aws/read-policy.ts';
import { cellRescan, rescanSnapshotIdOf } from '../../shared/aws/rescan-cell.ts';
import { snapshotIdOf } from '../../shared/aws/start-run.ts';
import { exemptNodes } from '../../shared/domain/tagging/exception.ts';
import { teller } from '../../shared/notices/teller.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './settle-cell.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };
  const readSettings = settingsReader({ parameterPath: setting('PARAMETER_PATH'), region: setting('HUB_REGION') });

  return {
    now: seam().now,
    graceMinutes: async () => (await readSettings()).settings.graceMinutes,
    rebootDeadlineHours: async () => (await readSettings()).settings.rebootDeadlineHours,
    windows: windowRows(table),
    followed: followedRows(table),
    nodes: nodeRows(table),
    snapshotIdOf,
    rescanSnapshotIdOf,
    observe: cellObserver(memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion: setting('HUB_REGION') })),
    cutoff: cellCutoff(memberRoleAssumer({ roleName: setting('CUTOFF_ROLE_NAME'), hubRegion: setting('HUB_REGION') })),
    rescan: cellRescan(memberRoleAssumer({ roleName: setting('RESCAN_ROLE_NAME'), hubRegion: setting('HUB_REGION') })),
    exemptSince: async () => exemptNodes(await readOpenExceptions(table)),
    announce: announcer(setting('BUS_NAME')),
    tell: teller(noticeRows(table), topics),
  };
}
