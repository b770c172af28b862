import { announcer } from '../../shared/aws/announce.ts';
import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { defaultRows } from '../../shared/aws/ledger/default-rows.ts';
import { exceptionReader } from '../../shared/aws/ledger/exception-rows.ts';
import { noticeHolder } from '../../shared/aws/ledger/held-notice-rows.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { ownerHourRows } from '../../shared/aws/ledger/owner-hour-rows.ts';
import { tagRows } from '../../shared/aws/ledger/tag-row.ts';
import { tagWriteRows } from '../../shared/aws/ledger/tag-write-rows.ts';
import { liveNodes } from '../../shared/aws/live-nodes.ts';
import { nodeJudge } from '../../shared/aws/node-judge.ts';
import { catalogueReader } from '../../shared/aws/read-catalogue.ts';
import { settingsOrThrow, settingsReader } from '../../shared/aws/read-policy.ts';
import { tagReader } from '../../shared/aws/read-tags.ts';
import { hourlyTeller } from '../../shared/notices/hourly-teller.ts';
import { teller } from '../../shared/notices/teller.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './check-tag.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const parameters = { parameterPath: setting('PARAMETER_PATH'), region: setting('HUB_REGION') };
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };
  const readSettings = settingsReader(parameters);
  const nodes = liveNodes(memberRoleAssumer({ roleName: setting('TAG_ROLE_NAME'), hubRegion: setting('HUB_REGION') }));

  return {
    readCatalogue: catalogueReader(parameters),
    readTags: tagReader(memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion: setting('HUB_REGION') })),
    ownerTag: async () => (await readSettings()).settings.ownerTag,
    judge: nodeJudge({
      now: seam().now,
      readException: exceptionReader(table),
      readSettings: settingsOrThrow(readSettings),
    }),
    now: () => seam().now(),
    // Settings that cannot be read allow nothing.
    correctionPolicy: async () => (await readSettings()).settings,
    writeTags: nodes.writeTags,
    tagWrites: tagWriteRows(table),
    memory: tagRows(table),
    undecided: defaultRows(table),
    tell: hourlyTeller({
      now: () => seam().now(),
      hours: ownerHourRows(table),
      held: noticeHolder(table),
      tell: teller(noticeRows(table), topics),
    }),
    announce: announcer(setting('BUS_NAME')),
  };
}
