import { memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { evaluationPutter, recordedTagReader } from '../../shared/aws/put-evaluations.ts';
import { catalogueReader } from '../../shared/aws/read-catalogue.ts';
import type { Settings } from '../../shared/platform/settings.ts';
import type { World } from './evaluate-tag-rule.ts';

export function liveWorld(setting: Settings): World {
  const assumeEvaluateRole = memberRoleAssumer({ roleName: setting('EVALUATE_ROLE_NAME') });

  return {
    readCatalogue: catalogueReader({ parameterPath: setting('PARAMETER_PATH'), region: setting('HUB_REGION') }),
    readRecordedTags: recordedTagReader(assumeEvaluateRole),
    putEvaluations: evaluationPutter(assumeEvaluateRole),
  };
}
