import { describe, expect, it } from '@jest/globals';
import { readTemplate } from '../cloudformation/read-template.ts';
import { NAME } from './arn-pattern.ts';
import { allowedStatements, readGrants } from './read-grants.ts';
import { readRoles } from './read-roles.ts';
import { findWideGrants } from './wide-grants.ts';

function template(statements: string) {
  const text = `
Conditions: { Yes: !Equals [a, a] }
Resources:
  Ledger: { Type: AWS::DynamoDB::Table }
  Greet: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Role.Arn, Description: Greets. } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: greeter
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }
            Action: sts:AssumeRole
            Condition: { StringEquals: !If [Yes, { aws:PrincipalOrgID: !Ref Org }, !Ref AWS::NoValue] }
      Policies: [{ PolicyName: greet, PolicyDocument: { Statement: [${statements}] } }]
`;
  return readTemplate(text, 'greeter');
}

const allow = (action: string, resource: string) => `{ Effect: Allow, Action: ${action}, Resource: ${resource} }`;
const LEDGER = `[!GetAtt Ledger.Arn, !Sub "\${Ledger.Arn}/index/due"]`;

describe('readGrants()', () => {
  it('gives each action on each resource, but for pairs that allow nothing', async () => {
    const grants = await readGrants('hub', template(allow('[dynamodb:GetItem, dynamodb:Query]', LEDGER)));
    expect(grants.map(({ action, resource, resourceIndex }) => [action, resource.text, resourceIndex])).toEqual([
      ['dynamodb:GetItem', 'Ledger', 0],
      ['dynamodb:Query', 'Ledger', 0],
      ['dynamodb:Query', 'Ledger/index/due', 1],
    ]);
    const table = `arn:aws:dynamodb:${NAME}:${NAME}:table/${NAME}`;
    expect(grants[2]?.resource.patterns).toEqual([`${table}/index/due`]);
    expect(grants[2]).toMatchObject({ stack: 'hub', logicalId: 'Role', role: 'greeter', policy: 'greet', index: 0 });
  });

  it('counts the places of statements that deny, and shows conditions', async () => {
    const deny = '{ Effect: Deny, Action: sns:Publish, Resource: "*" }';
    const passing = `{ Effect: Allow, Action: iam:PassRole, Resource: !GetAtt Role.Arn, Condition: { StringEquals: { iam:PassedToService: ssm.amazonaws.com } } }`;
    expect(await readGrants('hub', template(`${deny}, ${passing}`))).toMatchObject([
      { index: 1, resource: { text: 'Role' }, condition: '`iam:PassedToService` StringEquals `ssm.amazonaws.com`' },
    ]);
  });

  it('refuses a statement that a condition of the stack leaves out, since places would move', async () => {
    const some = template(`!If [Yes, ${allow('sns:Publish', '"*"')}, !Ref AWS::NoValue]`);
    await expect(readGrants('hub', some)).rejects.toThrow('Cannot read a statement of Role: it depends on a condition');
    const policy = `!If [Yes, { PolicyName: more, PolicyDocument: { Statement: ${allow('sns:Publish', '"*"')} } }, !Ref AWS::NoValue]`;
    const text = `Resources: { Role: { Type: AWS::IAM::Role, Properties: { Policies: [${policy}] } } }`;
    expect(await readGrants('hub', readTemplate(text, 'x'))).toMatchObject([{ policy: 'more', index: 0 }]);
    const but = template('{ Effect: Allow, NotAction: sns:Publish, Resource: "*" }');
    await expect(readGrants('hub', but)).rejects.toThrow('wanted Action and Resource, got Effect,NotAction,Resource');
  });
});

it('readRoles() says who may become a role, and what it is for', () => {
  expect(readRoles('hub', template(''))).toMatchObject([
    {
      name: 'greeter',
      purpose: 'Greets.',
      trusts: ['`arn:aws:iam::<account>:root`, only if (Yes) `aws:PrincipalOrgID` StringEquals `Org`'],
    },
  ]);
});

describe('findWideGrants()', () => {
  it.each([
    [allow('ssm:DescribeParameters', '"*"'), []],
    [allow('dynamodb:GetItem', '!GetAtt Ledger.Arn'), []],
    [allow('ssm:*', '"*"'), ['greeter grants ssm:*, wanted actions by name']],
    [
      allow('[ssm:DescribeParameters, ssm:GetParameter]', '"*"'),
      ['greeter grants ssm:GetParameter on *, which AWS can limit to resources'],
    ],
    [
      allow('ssm:CancelCommand', '"arn:aws:ssm:*:*:command/*"'),
      [
        'greeter grants ssm:CancelCommand on nothing that AWS knows for it',
        'greeter names arn:aws:ssm:*:*:command/*, which none of ssm:CancelCommand knows',
      ],
    ],
    [allow('dynamodb:GetItem', LEDGER), ['greeter names Ledger/index/due, which none of dynamodb:GetItem knows']],
  ])('of %s', async (statement, expected) => {
    expect(await findWideGrants(allowedStatements('hub', template(statement)))).toEqual(expected);
  });
});
