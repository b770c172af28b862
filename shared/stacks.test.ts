/** What deploys is what CloudFormation and IAM know: every template of the project passes the offline check. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './testing/packaged.ts';

describe('check-stack', () => {
  it('finds nothing wrong in what is packaged and in every stack', () => {
    const stacks = readdirSync(path.join(projectRoot, 'stacks'))
      .filter((name) => name.endsWith('.yml'))
      .map((name) => `stacks/${name}`);
    const { status, stdout, stderr } = check();

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const checked = stdout.trimEnd().split('\n');
    expect(checked).toHaveLength(3 + stacks.length);
    expect(checked.filter((line) => !/: \d+ resources, nothing wrong$/.test(line))).toEqual([]);
    expect(checked.map((line) => line.split(':')[0])).toEqual(expect.arrayContaining(stacks));
  });

  it('finds each kind of fault, and takes what is right as it is', () => {
    expect(problemsIn(SPOILT)).toEqual([
      'Role (AWS::IAM::Role).RolName: unknown property',
      'Role (AWS::IAM::Role).MaxSessionDuration: wanted integer, got "soon"',
      'Function (AWS::Lambda::Function).Code: is required',
      'Function (AWS::Lambda::Function).Layers: wanted array, got "one"',
      'Function (AWS::Lambda::Function).TracingConfig: wanted an object, got "Active"',
      'Function (AWS::Lambda::Function).Environment.Variables: wanted map, got ["a"]',
      'Rule (AWS::Events::Rule).Targets[0].Id: is required',
      'Mystery: unknown type AWS::Mystery::Thing',
      'Resources.Role: depends on condition IsHubb, which is not here',
      'Resources.Role.Properties.Policies.0.PolicyDocument.Statement.0.Resource: refers to Nothing, which is nothing here',
      'Resources.Role.Properties.Policies.0.PolicyDocument.Statement.0.Resource: takes Arnn of Role, and AWS::IAM::Role has no such attribute',
      'Resources.Function.Properties.Handler: refers to Hubb, which is nothing here',
      'Resources.Function.Properties.Role: takes Arn of Rool, which is no resource here',
      'Role: depends on Nobody, which is no resource here',
      'Role: there is no IAM action ssm:GetParametersByPathh',
      'Role: there is no IAM action ssm:Frob*',
      'Role: there is no IAM action nobody:Calls',
      'Role: there is no IAM action *',
    ]);
  });

  it('refuses a template that is not there', () => {
    expect(check('stacks/nowhere.yml')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^stacks\/nowhere.yml: is not there/),
    });
  });
});

const SPOILT = `
Parameters: { Hub: { Type: String } }
Conditions: { IsHub: !Equals [!Ref Hub, 'yes'] }
Resources:
  Role:
    Type: AWS::IAM::Role
    Condition: IsHubb
    DependsOn: Nobody
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: !Ref Hub }, Action: 'sts:AssumeRole' }] }
      RolName: x
      MaxSessionDuration: soon
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: ['ssm:GetParametersByPathh', 'ssm:Frob*', 'ssm:Get*', 'nobody:Calls', '*']
                Resource: !Sub 'arn:\${AWS::Partition}:\${Hub}:\${Nothing}:\${Role.Arnn}:\${Role.Arn}:\${!Literal}'
  Function:
    Type: AWS::Lambda::Function
    Condition: IsHub
    DependsOn: [Role]
    Properties:
      Handler: !Ref Hubb
      Role: !GetAtt Rool.Arn
      Layers: one
      TracingConfig: Active
      MemorySize: !If [IsHub, 256, 128]
      Environment: { Variables: [a] }
  Rule:
    Type: AWS::Events::Rule
    Properties: { State: ENABLED, Targets: [{ Arn: !GetAtt Function.Arn }] }
  Mystery: { Type: AWS::Mystery::Thing }
Outputs:
  Role: { Value: !Sub ['\${Name}', { Name: !Ref Role }] }
`;

function problemsIn(template: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchplane-stack-'));
  const file = path.join(folder, 'stack.yml');
  try {
    writeFileSync(file, template);
    const { status, stderr } = check(file);
    expect(status).toBe(1);
    return stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(`${file}: `, ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function check(...files: string[]): { status: number | null; stdout: string; stderr: string } {
  const script = path.join(projectRoot, 'scripts/check-stack.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...files], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return { status, stdout, stderr };
}
