import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { HUB } from '../testing/small-organization.ts';
import { startCloud } from '../testing/start-cloud.ts';

const stack = { account: HUB, region: 'eu-central-1', name: 'roles' };
const TRUST = '{ Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }';
const publish = '{ Statement: { Effect: Allow, Action: sns:Publish, Resource: "*" } }';

let assembled: AssembledCloud;
beforeEach(() => {
  assembled = startCloud();
});
afterEach(() => assembled.close());

function deployed(resources: string) {
  const template = readTemplate(`Resources:\n${resources}\nOutputs: { Arn: { Value: !GetAtt R.Arn } }`, 'roles');
  return deploy(template, { stack, parameters: {}, providers: assembled.providers });
}

/** Whether the role `named` may publish: it is tried, as the function that has the role would. */
async function mayPublish(): Promise<boolean> {
  const lambda = { service: 'lambda.amazonaws.com', account: HUB };
  const principal = assembled.cloud.assume(lambda, `arn:aws:iam::${HUB}:role/named`, 'x');
  const input = { TopicArn: `arn:aws:sns:eu-central-1:${HUB}:none`, Message: 'x' };
  const error = await assembled.cloud.callAs(principal, 'eu-central-1', 'sns', 'Publish', input).catch(String);
  return String(error).includes('Topic does not exist');
}

describe('a role', () => {
  it.each([
    ['carries its inline policies', `Policies: [{ PolicyName: p, PolicyDocument: ${publish} }]`, ''],
    [
      'carries a managed policy of its template',
      'ManagedPolicyArns: [!Ref M]',
      `M: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: ${publish} } }`,
    ],
    [
      'gets a policy that names it',
      '',
      `P: { Type: AWS::IAM::Policy, Properties: { PolicyName: p, Roles: [!Ref R], PolicyDocument: ${publish} } }`,
    ],
    [
      'gets a role policy',
      '',
      `P: { Type: AWS::IAM::RolePolicy, Properties: { PolicyName: p, RoleName: !Ref R, PolicyDocument: ${publish} } }`,
    ],
  ])('%s', async (_what, property, other) => {
    const role = `{ RoleName: named, AssumeRolePolicyDocument: ${TRUST}${property === '' ? '' : `, ${property}`} }`;
    await deployed(`  R: { Type: AWS::IAM::Role, Properties: ${role} }\n  ${other}`);
    expect(await mayPublish()).toBe(true);
  });

  it('without a policy may nothing', async () => {
    await deployed(
      `  R: { Type: AWS::IAM::Role, Properties: { RoleName: named, AssumeRolePolicyDocument: ${TRUST} } }`,
    );
    expect(await mayPublish()).toBe(false);
  });

  it('without a name gets one, the same in every run and short enough', async () => {
    const long = 'R';
    const { Arn } = await deployed(
      `  ${long}: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: ${TRUST} } }`,
    );
    expect(Arn).toMatch(new RegExp(`^arn:aws:iam::${HUB}:role/roles-R-[0-9A-F]{12}$`));
  });

  it('is refused with a managed policy that nobody knows, or with a name that is taken', async () => {
    const unknown = `{ AssumeRolePolicyDocument: ${TRUST}, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }`;
    await expect(deployed(`  R: { Type: AWS::IAM::Role, Properties: ${unknown} }`)).rejects.toThrow(
      'unknown managed policy arn:aws:iam::aws:policy/AdministratorAccess',
    );
    const taken = `{ RoleName: OrganizationAccountAccessRole, AssumeRolePolicyDocument: ${TRUST} }`;
    await expect(deployed(`  R: { Type: AWS::IAM::Role, Properties: ${taken} }`)).rejects.toThrow(
      'EntityAlreadyExists',
    );
  });
});
