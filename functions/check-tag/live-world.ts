import { announcer } from '../../shared/aws/announce.ts';
import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { defaultRows } from '../../shared/aws/ledger/default-rows.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { tagRows } from '../../shared/aws/ledger/tag-row.ts';
import { catalogueReader } from '../../shared/aws/read-catalogue.ts';
import { settingsReader } from '../../shared/aws/read-policy.ts';
import { tagReader } from '../../shared/aws/read-tags.ts';
import { teller } from '../../shared/notices/teller.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './check-tag.ts';

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const parameters = { parameterPath: setting('PARAMETER_PATH'), region: setting('HUB_REGION') };
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };
  const readSettings = settingsReader(parameters);

  return {
    readCatalogue: catalogueReader(parameters),
    readTags: tagReader(memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion: setting('HUB_REGION') })),
    ownerTag: async () => (await readSettings()).settings.ownerTag,
    memory: tagRows(table),
    undecided: defaultRows(table),
    tell: teller(noticeRows(table), topics),
    announce: announcer(setting('BUS_NAME')),
  };
}
