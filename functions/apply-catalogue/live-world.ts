import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { entryLabels } from '../../shared/aws/label-entry.ts';
import { approvedRow } from '../../shared/aws/ledger/approved-row.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { rosterObserver } from '../../shared/aws/observe-roster.ts';
import { entryHistoriesReader } from '../../shared/aws/read-entry-histories.ts';
import { settingsReader } from '../../shared/aws/read-policy.ts';
import { ruleReevaluator } from '../../shared/aws/reevaluate-rule.ts';
import { teller } from '../../shared/notices/teller.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './apply-catalogue.ts';
import { problemFinder } from './find-problem.ts';

export function liveWorld(setting: Settings): World {
  const parameters = { parameterPath: setting('PARAMETER_PATH'), region: setting('HUB_REGION') };
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };
  const readSettings = settingsReader(parameters);
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const aggregatorName = setting('AGGREGATOR_NAME');
  const hubRegion = setting('HUB_REGION');
  const observeRoster = rosterObserver({
    aggregatorName,
    assumeReadRole: memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion }),
  });

  return {
    policy: setting('APPROVALS') === 'off' ? 'off' : 'required', // P5
    readEntries: entryHistoriesReader(parameters),
    findProblems: problemFinder(),
    labels: entryLabels(parameters),
    observeCarriers: async (value) => {
      const { settings, unread } = await readSettings();
      // By the defaults nobody would see the hybrid nodes among them (P5).
      if (unread !== undefined) return { kind: 'refused', error: 'Cannot read the settings', message: unread };
      return observeRoster(value, settings);
    },
    tell: teller(noticeRows(table), topics),
    now: seam().now,
    approved: approvedRow(table),
    reevaluate: ruleReevaluator({
      aggregatorName,
      ruleName: setting('RULE_NAME'),
      assumeRole: memberRoleAssumer({ roleName: setting('REEVALUATE_ROLE_NAME'), hubRegion }),
    }),
  };
}
