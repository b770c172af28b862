import { describe, expect, it } from '@jest/globals';
import { ConditionContext } from '../../local/iam/condition-context.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { readPolicy } from '../../local/iam/policy.ts';
import { type Protection, STACK_SET_ROLES, serviceControlPolicy } from './service-control-policy.ts';

const PROTECTION: Protection = {
  approved: ['2SATX4', '6SUN'],
  ownersToo: [],
  tagging: ['backup-restore'],
  deploying: STACK_SET_ROLES,
};
const OWNER = role('payments-deploy');
const CONTROL_PLANE = role('Patchplane-Tag');
const NODE = 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0123456789abcdef0';
const VOLUME = 'arn:aws:ec2:eu-west-1:444455556666:volume/vol-0123456789abcdef0';
const HYBRID = 'arn:aws:ssm:eu-west-1:444455556666:managed-instance/mi-0123456789abcdef0';
const PARAMETER = 'arn:aws:ssm:eu-west-1:444455556666:parameter/payments';
const PATCHING = 'maintenance:patching';

describe('serviceControlPolicy()', () => {
  it.each([
    // The one tag of owners.
    ['may', OWNER, 'ec2:CreateTags', NODE, { [PATCHING]: '2SATX4' }],
    ['may', OWNER, 'ec2:CreateTags', NODE, { [PATCHING]: '6SUN', Name: 'web-1' }],
    ['may', OWNER, 'ec2:CreateTags', NODE, { [PATCHING]: 'EXEMPT' }],
    ['may', OWNER, 'ec2:CreateTags', NODE, { [PATCHING]: 'REPLACE' }],
    ['may not', OWNER, 'ec2:CreateTags', NODE, { [PATCHING]: '2SATX3' }],
    ['may not', OWNER, 'ec2:CreateTags', NODE, { [PATCHING]: '2satx4' }],
    ['may not', OWNER, 'ec2:CreateTags', NODE, { [PATCHING]: '' }],
    ['may not', OWNER, 'ec2:CreateTags', NODE, { Name: 'web-1', [PATCHING]: 'never' }],
    ['may', OWNER, 'ssm:AddTagsToResource', HYBRID, { [PATCHING]: '6SUN' }],
    ['may not', OWNER, 'ssm:AddTagsToResource', HYBRID, { [PATCHING]: '7SUN' }],
    ['may', OWNER, 'ssm:CreateActivation', '*', { [PATCHING]: '6SUN' }],
    ['may not', OWNER, 'ssm:CreateActivation', '*', { [PATCHING]: '7SUN' }],
    // What is no concern of ours.
    ['may', OWNER, 'ec2:CreateTags', NODE, { Name: 'web-1', team: 'payments' }],
    ['may', OWNER, 'ec2:CreateTags', VOLUME, { [PATCHING]: '7SUN', 'maintenance:wave': '1' }],
    ['may', OWNER, 'ssm:AddTagsToResource', PARAMETER, { [PATCHING]: '7SUN' }],
    ['may', OWNER, 'ssm:CreateActivation', '*', {}],
    ['may', OWNER, 'ec2:RunInstances', NODE, {}],
    ['may', OWNER, 'ec2:TerminateInstances', NODE, {}],
    // The companions.
    ['may not', OWNER, 'ec2:CreateTags', NODE, { 'maintenance:wave': '1' }],
    ['may not', OWNER, 'ec2:CreateTags', NODE, { [PATCHING]: '6SUN', 'maintenance:default-rule': 'mine' }],
    ['may not', OWNER, 'ec2:CreateTags', NODE, { Name: 'web-1', PatchGroup: 'none' }],
    ['may not', OWNER, 'ssm:AddTagsToResource', HYBRID, { 'Patch Group': 'none' }],
    ['may not', OWNER, 'ssm:CreateActivation', '*', { 'maintenance:default-at': '2026-03-06' }],
    // Taking tags off.
    ['may', OWNER, 'ec2:DeleteTags', NODE, { team: '' }],
    ['may not', OWNER, 'ec2:DeleteTags', NODE, { team: '', [PATCHING]: '' }],
    ['may not', OWNER, 'ec2:DeleteTags', NODE, { 'maintenance:default-rule': '' }],
    ['may not', OWNER, 'ec2:DeleteTags', NODE, {}],
    ['may', OWNER, 'ec2:DeleteTags', VOLUME, {}],
    ['may not', OWNER, 'ssm:RemoveTagsFromResource', HYBRID, { [PATCHING]: '' }],
    ['may', OWNER, 'ssm:RemoveTagsFromResource', HYBRID, { team: '' }],
    // The control plane, which may also know of a newer catalogue, and whoever restores nodes.
    ['may', CONTROL_PLANE, 'ec2:CreateTags', NODE, { [PATCHING]: '9FRI', 'maintenance:wave': '2' }],
    ['may', CONTROL_PLANE, 'ssm:AddTagsToResource', HYBRID, { [PATCHING]: '6SUN', 'maintenance:default-at': 'now' }],
    ['may', CONTROL_PLANE, 'ec2:DeleteTags', NODE, { [PATCHING]: '' }],
    ['may', role('backup-restore'), 'ec2:CreateTags', NODE, { [PATCHING]: '7SUN', 'maintenance:wave': '1' }],
    ['may not', role('Patchplane-Tag-2'), 'ec2:CreateTags', NODE, { 'maintenance:wave': '1' }],
    ['may not', role('team/Patchplane-Tag'), 'ec2:CreateTags', NODE, { 'maintenance:wave': '1' }],
    ['may not', 'arn:aws:iam::444455556666:user/Patchplane-Tag', 'ec2:CreateTags', NODE, { 'maintenance:wave': '1' }],
    // The roles.
    ['may not', OWNER, 'iam:UpdateAssumeRolePolicy', CONTROL_PLANE, {}],
    ['may not', OWNER, 'iam:CreateRole', CONTROL_PLANE, {}],
    ['may not', CONTROL_PLANE, 'iam:PutRolePolicy', role('Patchplane-Read'), {}],
    ['may', role('stacksets-exec-0a1b2c'), 'iam:PutRolePolicy', CONTROL_PLANE, {}],
    ['may', role('Patchplane-PatchCell'), 'iam:PassRole', role('Patchplane-PatchCell'), {}],
    ['may not', OWNER, 'iam:UpdateAssumeRolePolicy', role('backup-restore'), {}],
    ['may not', OWNER, 'iam:CreateRole', role('backup-restore'), {}],
    ['may not', role('backup-restore'), 'iam:PutRolePolicy', role('backup-restore'), {}],
    ['may not', OWNER, 'iam:UpdateAssumeRolePolicy', role('stacksets-exec-0a1b2c'), {}],
    ['may not', OWNER, 'iam:CreateRole', role('AWSCloudFormationStackSetExecutionRole'), {}],
    ['may', role('stacksets-exec-0a1b2c'), 'iam:CreateRole', role('backup-restore'), {}],
    ['may', OWNER, 'iam:GetRole', CONTROL_PLANE, {}],
    ['may', OWNER, 'iam:CreateRole', role('payments'), {}],
  ])('%s: %s, %s on %s with %j', (answer, principal, action, resource, tags) => {
    expect(answerTo({ principal, action, resource, tags }, PROTECTION)).toBe(answer);
  });

  it('leaves owners a companion that is named, and no other', () => {
    const leaving = { ...PROTECTION, ownersToo: ['maintenance:wave'] };
    const asked = { principal: OWNER, resource: NODE };
    const wave = { 'maintenance:wave': '1' };
    expect(answerTo({ ...asked, action: 'ec2:CreateTags', tags: wave }, leaving)).toBe('may');
    expect(answerTo({ ...asked, action: 'ec2:DeleteTags', tags: wave }, leaving)).toBe('may');
    expect(answerTo({ ...asked, action: 'ec2:CreateTags', tags: { PatchGroup: 'x' } }, leaving)).toBe('may not');
    const all = ['maintenance:wave', 'maintenance:default-rule', 'maintenance:default-at', 'PatchGroup', 'Patch Group'];
    const free = { ...PROTECTION, ownersToo: all };
    expect(answerTo({ ...asked, action: 'ec2:CreateTags', tags: { PatchGroup: 'x' } }, free)).toBe('may');
    expect(answerTo({ ...asked, action: 'ec2:CreateTags', tags: { [PATCHING]: 'x' } }, free)).toBe('may not');
  });
});

function role(name: string): string {
  return `arn:aws:iam::444455556666:role/${name}`;
}

interface Asked {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** As the account's own policies would let anybody do anything: the policy only takes away. */
function answerTo({ principal, action, resource, tags }: Asked, protection: Protection): string {
  const requested = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value] as const);
  const removes = /^(ec2:DeleteTags|ssm:RemoveTagsFromResource)$/.test(action);
  const context = new ConditionContext({
    'aws:PrincipalArn': principal,
    // AWS has no values for tags that are taken off, and no keys at all where none is named.
    ...(removes ? {} : Object.fromEntries(requested)),
    'aws:TagKeys': requested.length === 0 ? undefined : Object.keys(tags),
  });
  const statements = readPolicy(serviceControlPolicy(protection), 'the organization');
  return evaluate(statements, { action, resource, context }).kind === 'deny' ? 'may not' : 'may';
}
