/** The rules that AWS Config evaluates by itself, of which the embedded AWS plays those that Patchplane deploys. */
import type { ConfigurationItem, RecordedType } from './config-recorder.ts';

export interface ManagedRule {
  readonly type: RecordedType;
  readonly complianceOf: (item: ConfigurationItem) => 'COMPLIANT' | 'NON_COMPLIANT';
}

export function managedRule(identifier: string): ManagedRule {
  if (identifier === 'EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK') return patchCompliance;
  throw new Error(`The embedded AWS does not play the managed rule ${identifier}`);
}

/** Repeats what Systems Manager has found on the node, and names neither its severity nor what is missing. */
const patchCompliance: ManagedRule = {
  type: 'AWS::SSM::PatchCompliance',
  complianceOf: ({ configuration }) => (configuration['Status'] === 'COMPLIANT' ? 'COMPLIANT' : 'NON_COMPLIANT'),
};
