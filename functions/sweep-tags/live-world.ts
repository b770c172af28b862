import { announcer } from '../../shared/aws/announce.ts';
import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { exceptionReader } from '../../shared/aws/ledger/exception-rows.ts';
import { noticeHolder } from '../../shared/aws/ledger/held-notice-rows.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { noticeRows } from '../../shared/aws/ledger/notice-rows.ts';
import { ownerHourRows } from '../../shared/aws/ledger/owner-hour-rows.ts';
import { tagRows } from '../../shared/aws/ledger/tag-row.ts';
import { tagSweepRows } from '../../shared/aws/ledger/tag-sweep-rows.ts';
import { tagWriteRows, unfinishedWrites } from '../../shared/aws/ledger/tag-write-rows.ts';
import { liveNodes } from '../../shared/aws/live-nodes.ts';
import { nodeJudge } from '../../shared/aws/node-judge.ts';
import { inventoryObserver } from '../../shared/aws/observe-inventory.ts';
import { catalogueReader } from '../../shared/aws/read-catalogue.ts';
import { manyTagsReader } from '../../shared/aws/read-many-tags.ts';
import { settingsOrThrow, settingsReader } from '../../shared/aws/read-policy.ts';
import { silentCellsReader } from '../../shared/aws/silent-cells.ts';
import { teller } from '../../shared/notices/teller.ts';
import { rememberBriefly } from '../../shared/platform/remember-briefly.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import { planDefaultTag } from '../apply-default-tag/apply-default-tag.ts';
import { liveWorld as defaultTagWorld } from '../apply-default-tag/live-world.ts';
import type { World } from './sweep-tags.ts';

/** One sweep judges all its nodes by one catalogue. */
const CATALOGUE_KEPT_MS = 60_000;

export function liveWorld(setting: Settings): World {
  const table = ledgerTable(setting('LEDGER_TABLE'));
  const region = setting('HUB_REGION');
  const parameters = { parameterPath: setting('PARAMETER_PATH'), region };
  const topics = { alertsTopicArn: setting('ALERTS_TOPIC_ARN'), chatTopicArn: setting('CHAT_TOPIC_ARN') };
  const aggregatorName = setting('AGGREGATOR_NAME');
  const assumeReadRole = memberRoleAssumer({ roleName: setting('READ_ROLE_NAME'), hubRegion: region });
  const readCatalogue = rememberBriefly(catalogueReader(parameters), {
    forMs: CATALOGUE_KEPT_MS,
    worthKeeping: ({ kind }) => kind === 'read',
  });
  // By the defaults nobody would see the hybrid nodes, nor whom a node belongs to (P5).
  const readSettings = settingsOrThrow(
    rememberBriefly(settingsReader(parameters), {
      forMs: CATALOGUE_KEPT_MS,
      worthKeeping: ({ unread }) => unread === undefined,
    }),
  );
  const defaults = defaultTagWorld(setting);
  const nodes = liveNodes(memberRoleAssumer({ roleName: setting('TAG_ROLE_NAME'), hubRegion: region }));
  const kept = { forMs: CATALOGUE_KEPT_MS, worthKeeping: () => true };
  const readDefaultRules = rememberBriefly(defaults.readDefaultRules, kept);
  const readTaggingPolicy = rememberBriefly(defaults.readTaggingPolicy, kept);

  return {
    now: seam().now,
    readCatalogue,
    readSettings,
    silentCells: silentCellsReader({ aggregatorName, assumeReadRole }),
    observeInventory: inventoryObserver({ aggregatorName, assumeReadRole }),
    readTags: manyTagsReader(assumeReadRole),
    readNodes: nodes.readMany,
    planDefault: (node, live, effects) => {
      const { ruleName } = defaults;
      const nudge = { rule: ruleName, compliance: 'NON_COMPLIANT', node } as const;
      const ownerTag = async () => (await readSettings()).ownerTag;
      const policy = { readCatalogue, readDefaultRules, readTaggingPolicy, ownerTag };
      return planDefaultTag(nudge, { ...defaults, ...policy, ...effects, readNode: async () => live });
    },
    writeTags: nodes.writeMany,
    correctionPolicy: readSettings,
    judge: nodeJudge({
      now: seam().now,
      readException: exceptionReader(table),
      readSettings,
    }),
    tagWrites: tagWriteRows(table),
    unfinishedWrites: (before) => unfinishedWrites(table, before),
    memory: tagRows(table),
    undecided: defaults.undecided,
    sweeps: tagSweepRows(table),
    hours: ownerHourRows(table),
    held: noticeHolder(table),
    tell: teller(noticeRows(table), topics),
    announce: announcer(setting('BUS_NAME')),
  };
}
