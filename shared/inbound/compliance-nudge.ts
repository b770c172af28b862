import * as z from 'zod/mini';
import { type Compliance, parseConfigNudge } from './config-nudge.ts';
import { detailTypeOf, envelope } from './envelope.ts';
import { type NodeReference, nodeId, nodeReference } from './node-reference.ts';
import { COMPLIANCE_SEVERITIES, type ComplianceSeverity } from './operations-settings.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** AWS's opinion of a node's patches has changed: told by Systems Manager in minutes, or by AWS Config within a day. */
export type ComplianceNudge = PatchComplianceNudge | RuleComplianceNudge;

interface AboutNode {
  readonly id: string;
  readonly node: NodeReference;
  readonly compliant: boolean;
  readonly at: Date;
}

export interface PatchComplianceNudge extends AboutNode {
  readonly cause: 'patch-compliance-changed';
  /** `Patch` is ours; associations have a compliance of their own. */
  readonly of: string;
  readonly severity: ComplianceSeverity;
  readonly baselineId: string | undefined;
}

/** A rule of AWS Config says no more than that something is missing. */
export interface RuleComplianceNudge extends AboutNode {
  readonly cause: 'rule-compliance-changed';
  readonly rule: string;
}

export function parseComplianceNudge(event: unknown): ComplianceNudge {
  switch (detailTypeOf('compliance nudge', event, detailTypes)) {
    case 'Configuration Compliance State Change':
      return parsePatchCompliance(event);
    case 'Config Rules Compliance Change': {
      const { id, node, rule, compliance, at } = parseConfigNudge(event);
      return { cause: 'rule-compliance-changed', id, node, rule, compliant: isCompliant(compliance), at };
    }
  }
}

const detailTypes = ['Configuration Compliance State Change', 'Config Rules Compliance Change'] as const;

const stateChange = z.object({
  ...envelope,
  source: z.literal('aws.ssm'),
  detail: z.object({
    'compliance-type': z.string(),
    // In small letters here, where AWS Config writes capitals.
    'compliance-status': z.enum(['compliant', 'non_compliant']),
    'resource-type': z.literal('managed-instance'),
    'resource-id': nodeId,
    severity: z.nullish(z.string()),
    'patch-baseline-id': z.nullish(z.string()),
  }),
});

function parsePatchCompliance(event: unknown): PatchComplianceNudge {
  const { id, account, region, time: at, detail } = parseOrRefuse('compliance state change', stateChange, event);
  return {
    cause: 'patch-compliance-changed',
    id,
    of: detail['compliance-type'],
    node: nodeReference({ id: detail['resource-id'], account, region }),
    compliant: detail['compliance-status'] === 'compliant',
    severity: severityOf(detail.severity ?? ''),
    baselineId: detail['patch-baseline-id'] ?? undefined,
    at,
  };
}

/** One that AWS has thought of since is not urgent by itself. */
function severityOf(text: string): ComplianceSeverity {
  return COMPLIANCE_SEVERITIES.find((severity) => severity === text.toUpperCase()) ?? 'UNSPECIFIED';
}

/** What AWS Config cannot tell yet, or does not apply, is no lack. */
function isCompliant(compliance: Compliance): boolean {
  return compliance !== 'NON_COMPLIANT';
}
