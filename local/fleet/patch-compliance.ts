import type { Cloud } from '../cloud.ts';
import type { LiveNode } from './live-node.ts';
import type { PatchCounts, PatchState } from './patch-state.ts';

export interface Compliance {
  readonly compliant: boolean;
  readonly severity: 'CRITICAL' | 'HIGH' | 'UNSPECIFIED';
}

/** What is missing or failed counts as critical here; what only waits for a reboot, as high. */
export function complianceOf({ missing, failed, pendingReboot }: PatchCounts): Compliance {
  if (missing + failed > 0) return { compliant: false, severity: 'CRITICAL' };
  if (pendingReboot > 0) return { compliant: false, severity: 'HIGH' };
  return { compliant: true, severity: 'UNSPECIFIED' };
}

/** Only a change from compliant to non-compliant or back is told: who stays as he was is silent. */
export function tellCompliance(cloud: Cloud, node: LiveNode, { counts, baselineId }: PatchState): void {
  const { compliant, severity } = complianceOf(counts);
  if (node.compliant === compliant) return;
  node.compliant = compliant;
  const { account, region, id } = node;
  cloud.emit({
    account,
    region,
    source: 'aws.ssm',
    detailType: 'Configuration Compliance State Change',
    resources: [`arn:aws:ssm:${region}:${account}:managed-instance/${id}`],
    detail: {
      'compliance-type': 'Patch',
      'compliance-status': compliant ? 'compliant' : 'non_compliant',
      'resource-type': 'managed-instance',
      'resource-id': id,
      'patch-baseline-id': baselineId,
      severity: severity.toLowerCase(),
    },
  });
}
