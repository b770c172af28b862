/** The roles of people in the hub's account, as an organization would make them of the hub's managed policies. */
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import type { EmbeddedAws } from '../embedded-aws.ts';

/** Who edits and who approves; and somebody who runs an application, and has no part in it. */
export const PEOPLE = ['CloudOperations', 'Security', 'Payments'] as const;

export async function addPeople({ cloud, providers }: Pick<EmbeddedAws, 'cloud' | 'providers'>): Promise<void> {
  const { account, region } = cloud.organization.hub;
  const template = readTemplate(templateIn(account), 'people');
  await deploy(template, { stack: { account, region, name: 'people' }, parameters: {}, providers });
}

function templateIn(account: string): string {
  const policy = (name: string) => `arn:aws:iam::${account}:policy/patchplane-live-${name}`;
  const trust = `{ Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'sts:AssumeRole' }] }`;
  return `
Resources:
  CloudOperations:
    Type: AWS::IAM::Role
    Properties:
      RoleName: CloudOperations
      AssumeRolePolicyDocument: ${trust}
      ManagedPolicyArns: ['${policy('catalogue-editor')}', '${policy('exception-requester')}']
  Security:
    Type: AWS::IAM::Role
    Properties:
      RoleName: Security
      AssumeRolePolicyDocument: ${trust}
      ManagedPolicyArns: ['${policy('catalogue-approver')}', '${policy('exception-approver')}']
  Payments:
    Type: AWS::IAM::Role
    Properties:
      RoleName: Payments
      AssumeRolePolicyDocument: ${trust}
      Policies:
        - PolicyName: payments
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: 'ssm:PutParameter', Resource: 'arn:aws:ssm:*:${account}:parameter/payments/*' }
              - { Effect: Allow, Action: 'ssm:GetParameter*', Resource: '*' }
`;
}
