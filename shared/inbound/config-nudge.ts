import * as z from 'zod/mini';
import { envelope } from './envelope.ts';
import { type NodeReference, nodeId, nodeReference } from './node-reference.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** Config's opinion of a node has changed. It may be a day late, so the node's live tags decide, not this. */
export interface ConfigNudge {
  readonly cause: 'compliance-changed';
  readonly id: string;
  /** The rule's name as we gave it, whatever AWS made of it when it deployed the rule. */
  readonly rule: string;
  readonly ruleForm: RuleForm;
  readonly node: NodeReference;
  readonly compliance: Compliance;
  readonly at: Date;
}

export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE' | 'INSUFFICIENT_DATA';

/** How the rule came into the account: by itself, from the organization, or in a conformance pack. */
export type RuleForm = 'account' | 'organization' | 'conformance-pack';

/** The types that Config records nodes under. Its inventory type holds EC2 instances and hybrid nodes alike. */
export const nodeResourceType = z.enum(['AWS::EC2::Instance', 'AWS::SSM::ManagedInstanceInventory']);

export type NodeResourceType = z.output<typeof nodeResourceType>;

/**
 * What Systems Manager found on a node is recorded beside the node, under its place in the inventory:
 * `AWS::SSM::ManagedInstanceInventory/i-…`, of the type `AWS::SSM::PatchCompliance`.
 */
const judgedResourceType = z.enum([...nodeResourceType.options, 'AWS::SSM::PatchCompliance']);

const judgedNodeId = z.pipe(
  z.pipe(
    z.string(),
    z.transform((id) => id.replace(/^AWS::SSM::ManagedInstanceInventory\//, '')),
  ),
  nodeId,
);

const complianceChange = z.object({
  ...envelope,
  source: z.literal('aws.config'),
  'detail-type': z.literal('Config Rules Compliance Change'),
  detail: z.object({
    configRuleName: z.string().check(z.minLength(1, 'the name of a rule')),
    resourceType: judgedResourceType,
    resourceId: judgedNodeId,
    newEvaluationResult: z.object({
      complianceType: z.enum(['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA']),
    }),
  }),
});

export function parseConfigNudge(event: unknown): ConfigNudge {
  const { id, account, region, time, detail } = parseOrRefuse('compliance change', complianceChange, event);
  return {
    cause: 'compliance-changed',
    id,
    ...ruleOf(detail.configRuleName),
    node: nodeReference({ id: detail.resourceId, account, region }),
    compliance: detail.newEvaluationResult.complianceType,
    at: time,
  };
}

const deployedForms = [
  { ruleForm: 'organization', pattern: /^OrgConfigRule-(?<rule>.+)-[A-Za-z0-9]+$/ },
  { ruleForm: 'conformance-pack', pattern: /^(?<rule>.+)-conformance-pack-[A-Za-z0-9]+$/ },
] as const;

/** Takes off what AWS puts around a rule's name: `OrgConfigRule-patching-tag-dbgzf8ba` is our `patching-tag`. */
export function ruleOf(deployedName: string): { readonly rule: string; readonly ruleForm: RuleForm } {
  for (const { ruleForm, pattern } of deployedForms) {
    const rule = pattern.exec(deployedName)?.groups?.['rule'];
    if (rule !== undefined) return { rule, ruleForm };
  }
  return { rule: deployedName, ruleForm: 'account' };
}
