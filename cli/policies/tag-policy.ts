import { reservedValues } from '../../shared/domain/schedule/tag-value.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';

/** What AWS Organizations takes in a tag policy, in characters. */
export const TAG_POLICY_MAX = 10_000;

/**
 * The same values as the service control policy, as AWS Organizations reports on them and refuses others: for everybody, the
 * control plane too, and only when somebody tags.
 */
export function tagPolicy(approved: readonly string[]) {
  return {
    tags: {
      [PATCHING_TAG]: {
        tag_key: { '@@assign': PATCHING_TAG },
        tag_value: { '@@assign': [...approved, ...reservedValues] },
        enforced_for: { '@@assign': ['ec2:instance', 'ssm:managed-instance'] },
      },
    },
  };
}
