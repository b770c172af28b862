import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { exceptionReader } from '../../shared/aws/ledger/exception-rows.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { nodeJudge } from '../../shared/aws/node-judge.ts';
import { evaluationPutter, recordedTagReader } from '../../shared/aws/put-evaluations.ts';
import { catalogueReader } from '../../shared/aws/read-catalogue.ts';
import { readInstallation } from '../../shared/aws/read-installation.ts';
import { settingsOrThrow, settingsReader } from '../../shared/aws/read-policy.ts';
import { hybridTagReader } from '../../shared/aws/read-tags.ts';
import { ruleSubjectsReader } from '../../shared/aws/rule-subjects.ts';
import { rememberBriefly } from '../../shared/platform/remember-briefly.ts';
import { seam } from '../../shared/platform/seam.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './evaluate-tag-rule.ts';

/** A schedule that is approved now counts as such for Config within this time. */
const CATALOGUE_KEPT_MS = 60_000;

export function liveWorld(setting: Settings): World {
  const hubRegion = setting('HUB_REGION');
  const where = { parameterPath: setting('PARAMETER_PATH'), region: hubRegion };
  const assumeEvaluateRole = memberRoleAssumer({ roleName: setting('EVALUATE_ROLE_NAME'), hubRegion });
  const kept = { forMs: CATALOGUE_KEPT_MS, worthKeeping: () => true };
  const readSettings = rememberBriefly(settingsReader(where), {
    forMs: CATALOGUE_KEPT_MS,
    worthKeeping: ({ unread }) => unread === undefined,
  });
  // The rule may run in another Region than the hub, whose ledger has a name that CloudFormation made up.
  const exceptions = rememberBriefly(async () => {
    const { ledgerTable: name } = await readInstallation({ region: hubRegion });
    return exceptionReader(ledgerTable(name, { region: hubRegion }));
  }, kept);

  return {
    // Config asks about every node of a Region at once when the rule is new, and Parameter Store answers 40 a second.
    readCatalogue: rememberBriefly(catalogueReader(where), {
      forMs: CATALOGUE_KEPT_MS,
      worthKeeping: ({ kind }) => kind === 'read',
    }),
    readRecordedTags: recordedTagReader(assumeEvaluateRole),
    readHybridTags: hybridTagReader(assumeEvaluateRole),
    readSubjects: ruleSubjectsReader(assumeEvaluateRole),
    judge: nodeJudge({
      now: seam().now,
      readException: async (nodeId) => (await exceptions())(nodeId),
      readSettings: settingsOrThrow(readSettings),
    }),
    putEvaluations: evaluationPutter(assumeEvaluateRole),
  };
}
