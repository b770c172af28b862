import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { evaluationPutter, recordedTagReader } from '../../shared/aws/put-evaluations.ts';
import { catalogueReader } from '../../shared/aws/read-catalogue.ts';
import { hybridTagReader } from '../../shared/aws/read-tags.ts';
import { ruleSubjectsReader } from '../../shared/aws/rule-subjects.ts';
import { rememberBriefly } from '../../shared/platform/remember-briefly.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './evaluate-tag-rule.ts';

/** A schedule that is approved now counts as such for Config within this time. */
const CATALOGUE_KEPT_MS = 60_000;

export function liveWorld(setting: Settings): World {
  const assumeEvaluateRole = memberRoleAssumer({
    roleName: setting('EVALUATE_ROLE_NAME'),
    hubRegion: setting('HUB_REGION'),
  });

  return {
    // Config asks about every node of a Region at once when the rule is new, and Parameter Store answers 40 a second.
    readCatalogue: rememberBriefly(
      catalogueReader({ parameterPath: setting('PARAMETER_PATH'), region: setting('HUB_REGION') }),
      { forMs: CATALOGUE_KEPT_MS, worthKeeping: ({ kind }) => kind === 'read' },
    ),
    readRecordedTags: recordedTagReader(assumeEvaluateRole),
    readHybridTags: hybridTagReader(assumeEvaluateRole),
    readSubjects: ruleSubjectsReader(assumeEvaluateRole),
    putEvaluations: evaluationPutter(assumeEvaluateRole),
  };
}
