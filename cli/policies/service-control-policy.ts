import { reservedValues } from '../../shared/domain/schedule/tag-value.ts';
import { COMPANION_TAGS, PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';

/** What AWS Organizations takes in a service control policy, in characters. */
export const SERVICE_CONTROL_POLICY_MAX = 5120;

/** Every tag that the policy can keep, or leave to owners. */
export const KEPT_TAGS: readonly string[] = COMPANION_TAGS;

export interface Protection {
  readonly approved: readonly string[];
  /** Companion tags that owners may write as well. */
  readonly ownersToo: readonly string[];
  /** Names of roles, in any account, that may tag as they like: a tool that restores nodes with the tags that they had. */
  readonly tagging: readonly string[];
  /** Names of roles, in any account, that deploy the member stack. */
  readonly deploying: readonly string[];
}

/** Those by which StackSets deploy: the organization's own, and the one that a self-managed stack set asks for. */
export const STACK_SET_ROLES = ['stacksets-exec-*', 'AWSCloudFormationStackSetExecutionRole'] as const;

const NODES = ['arn:*:ec2:*:*:instance/*', 'arn:*:ssm:*:*:managed-instance/*'];
const WRITE = ['ec2:CreateTags', 'ssm:AddTagsToResource'];
const REMOVE = ['ec2:DeleteTags', 'ssm:RemoveTagsFromResource'];
/** Hybrid nodes begin with the tags of their activation, for which AWS allows no resource. */
const ACTIVATE = { Action: 'ssm:CreateActivation', Resource: '*' };

const REQUESTED = `aws:RequestTag/${PATCHING_TAG}`;

/**
 * Leaves owners the schedule of their nodes, by approved and reserved values, and keeps what goes with it to the role that
 * tags for the control plane. An instance that is launched with tags asks for ec2:CreateTags too.
 *
 *   C1. A condition on a tag that the request does not have would hold (StringNotEquals) or never (ForAnyValue): the first
 *       goes with Null, and the second is what lets all other tags through.
 *   C2. ec2:DeleteTags that names no tag takes them all, and has no aws:TagKeys.
 *   C3. Whoever could make or change the role Patchplane-Tag, or another that is let through, could do as it does.
 */
export function serviceControlPolicy({ approved, ownersToo, tagging, deploying }: Protection) {
  const values = [...approved, ...reservedValues];
  const kept = COMPANION_TAGS.filter((tag) => !ownersToo.includes(tag));
  const others = { ArnNotLike: { 'aws:PrincipalArn': ['Patchplane-Tag', ...tagging].map(roleArn) } };
  const otherValue = {
    ...others,
    Null: { [REQUESTED]: 'false' }, // C1
    StringNotEquals: { [REQUESTED]: values },
  };
  const anyOf = (keys: readonly string[]) => ({ ...others, 'ForAnyValue:StringEquals': { 'aws:TagKeys': keys } });
  const companions = kept.length === 0 ? [] : [deny('CompanionsKept', on(WRITE), anyOf(kept))];
  const begun = kept.length === 0 ? [] : [deny('CompanionsKeptInActivations', ACTIVATE, anyOf(kept))];
  return {
    Version: '2012-10-17',
    Statement: [
      deny('ApprovedSchedules', on(WRITE), otherValue),
      deny('ApprovedSchedulesInActivations', ACTIVATE, otherValue),
      ...companions,
      ...begun,
      deny('NothingTakenOff', on(REMOVE), anyOf([PATCHING_TAG, ...kept])),
      deny('NotAllTakenOff', on(['ec2:DeleteTags']), { ...others, Null: { 'aws:TagKeys': 'true' } }), // C2
      deny('RolesKept', rolesKept([...tagging, ...deploying]), {
        ArnNotLike: { 'aws:PrincipalArn': deploying.map(roleArn) },
      }), // C3
    ],
  };
}

/** Not iam:PassRole, by which the runbook passes its own role on. */
function rolesKept(letThrough: readonly string[]): Target {
  return {
    Action: [
      ...['iam:CreateRole', 'iam:UpdateRole', 'iam:DeleteRole', 'iam:UpdateAssumeRolePolicy'],
      ...['iam:PutRolePolicy', 'iam:DeleteRolePolicy', 'iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      ...['iam:PutRolePermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'],
    ],
    Resource: [...new Set(['Patchplane-*', ...letThrough])].map(roleArn),
  };
}

interface Target {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

function on(actions: readonly string[]): Target {
  return { Action: actions, Resource: NODES };
}

function deny(sid: string, target: Target, condition: object) {
  return { Sid: sid, Effect: 'Deny', ...target, Condition: condition } as const;
}

/** In any partition and account. */
function roleArn(name: string): string {
  return `arn:*:iam::*:role/${name}`;
}
