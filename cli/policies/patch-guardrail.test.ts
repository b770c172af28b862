import { describe, expect, it } from '@jest/globals';
import { ConditionContext } from '../../local/iam/condition-context.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { readPolicy } from '../../local/iam/policy.ts';
import { patchGuardrail } from './patch-guardrail.ts';
import { STACK_SET_ROLES } from './service-control-policy.ts';

const statements = readPolicy(
  patchGuardrail({ patching: ['break-glass'], deploying: STACK_SET_ROLES, operating: ['on-call'] }),
  'the guardrail',
);
const OWNER = role('payments-deploy');
const PATCH_CELL = role('Patchplane-PatchCell');
const NODE = 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0123456789abcdef0';
const ADMINISTRATION = 'arn:aws:iam::111122223333:role/patchplane-live-automation-administration';
/** A document of AWS has no account. */
const aws = (name: string) => `arn:aws:ssm:eu-west-1::document/${name}`;

describe('patchGuardrail()', () => {
  it.each([
    // The documents, which are the same for every node.
    ['may not', OWNER, 'ssm:SendCommand', aws('AWS-RunPatchBaseline')],
    ['may not', OWNER, 'ssm:SendCommand', aws('AWS-RunPatchBaselineWithHooks')],
    ['may not', OWNER, 'ssm:SendCommand', aws('AWS-RunPatchBaselineAssociation')],
    ['may not', OWNER, 'ssm:SendCommand', aws('AWS-InstallWindowsUpdates')],
    ['may not', OWNER, 'ssm:SendCommand', aws('AWS-ApplyPatchBaseline')],
    ['may not', 'arn:aws:iam::444455556666:user/ada', 'ssm:SendCommand', aws('AWS-RunPatchBaseline')],
    ['may not', role('Patchplane-Tag'), 'ssm:SendCommand', aws('AWS-RunPatchBaseline')],
    ['may not', role('team/Patchplane-PatchCell'), 'ssm:SendCommand', aws('AWS-RunPatchBaseline')],
    ['may', PATCH_CELL, 'ssm:SendCommand', aws('AWS-RunPatchBaselineWithHooks')],
    ['may', role('Patchplane-Rescan'), 'ssm:SendCommand', aws('AWS-RunPatchBaseline')],
    ['may', role('Patchplane-ForceReboot'), 'ssm:SendCommand', aws('AWS-RunPatchBaseline')],
    ['may', role('break-glass'), 'ssm:SendCommand', aws('AWS-RunPatchBaseline')],
    // What it does not reach: nodes, tagged or not, and other documents, which may run any command.
    ['may', OWNER, 'ssm:SendCommand', NODE],
    ['may', OWNER, 'ssm:SendCommand', aws('AWS-RunShellScript')],
    ['may', OWNER, 'ssm:SendCommand', 'arn:aws:ssm:eu-west-1:444455556666:document/Copy-of-AWS-RunPatchBaseline'],
    // Associations: the member stack has one.
    ['may not', OWNER, 'ssm:CreateAssociation', aws('AWS-RunPatchBaseline')],
    ['may not', OWNER, 'ssm:UpdateAssociation', aws('AWS-RunPatchBaselineAssociation')],
    ['may not', PATCH_CELL, 'ssm:CreateAssociationBatch', aws('AWS-RunPatchBaseline')],
    ['may', OWNER, 'ssm:CreateAssociation', aws('AWS-UpdateSSMAgent')],
    ['may', role('stacksets-exec-0a1b2c'), 'ssm:CreateAssociation', aws('AWS-RunPatchBaseline')],
    // The role that becomes all execution roles.
    ['may not', OWNER, 'iam:PassRole', ADMINISTRATION],
    ['may', 'arn:aws:iam::111122223333:role/patchplane-live-sweep-windows', 'iam:PassRole', ADMINISTRATION],
    ['may', role('on-call'), 'iam:PassRole', ADMINISTRATION],
    ['may', PATCH_CELL, 'iam:PassRole', PATCH_CELL],
    ['may', OWNER, 'iam:PassRole', role('payments-lambda')],
  ])('%s: %s %s on %s', (expected, principal, action, resource) => {
    const context = new ConditionContext({ 'aws:PrincipalArn': principal });
    // It only denies: what it says nothing of is as if it were not there.
    expect(evaluate(statements, { action, resource, context }).kind).toBe(expected === 'may' ? 'silent' : 'deny');
  });
});

function role(name: string): string {
  return `arn:aws:iam::444455556666:role/${name}`;
}
