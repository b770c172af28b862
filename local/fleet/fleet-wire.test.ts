/** The fleet as the SDK's own clients see it, with the roles of a template deciding who may do what. */

import { readFileSync } from 'node:fs';
import { ConfigServiceClient, paginateSelectAggregateResourceConfig } from '@aws-sdk/client-config-service';
import { CreateTagsCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  GetAutomationExecutionCommand,
  GetParameterCommand,
  ModifyDocumentPermissionCommand,
  ParameterNotFound,
  PutParameterCommand,
  paginateGetParametersByPath,
  SSMClient,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AssembledCloud, assembleCloud } from '../assemble-cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { HUB, MEMBER, smallOrganization } from '../testing/small-organization.ts';
import { node } from './fake-cloud.ts';
import { fleetParts } from './fleet-parts.ts';
import { onExitHook, preInstallHook } from './patch-cell-world.ts';

const web = node({ account: MEMBER, region: 'eu-west-1', condition: 'healthy' });
const schedules = Array.from({ length: 13 }, (_, hour): [string, string] => [`/patchplane/schedules/${hour}SAT`, '{}']);

const hubTemplate = readTemplate(
  `
Resources:
  Aggregator:
    Type: AWS::Config::ConfigurationAggregator
    Properties:
      ConfigurationAggregatorName: fleet
      OrganizationAggregationSource: { RoleArn: any, AllAwsRegions: true }
  Runbook:
    Type: AWS::SSM::Document
    Properties: { Name: PatchCell, DocumentType: Automation, DocumentFormat: YAML, Content: ${JSON.stringify(readFileSync(new URL('../../runbooks/patch-cell.yml', import.meta.url), 'utf8'))} }
  Administration:
    Type: AWS::IAM::Role
    Properties:
      RoleName: administration
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ssm.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: become
          PolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Resource: 'arn:aws:iam::*:role/patch-cell' }] }
`,
  'hub',
);

function memberTemplate(document: string) {
  return readTemplate(
    `
Resources:
  PatchCell:
    Type: AWS::IAM::Role
    Properties:
      RoleName: patch-cell
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::${HUB}:role/administration' }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: patch
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: ssm:SendCommand, Resource: ['arn:aws:ssm:*::document/${document}', 'arn:aws:s3:::output'] }
              - Effect: Allow
                Action: ssm:SendCommand
                Resource: 'arn:aws:ec2:*:*:instance/*'
                Condition: { StringLike: { 'ssm:resourceTag/maintenance:patching': '*SAT' } }
              - { Effect: Allow, Action: [ssm:ListCommands, ssm:ListCommandInvocations], Resource: '*' }
`,
    'member',
  );
}

async function start(document: string): Promise<AssembledCloud> {
  const assembled = assembleCloud({
    organization: { ...smallOrganization, nodes: [web], parameters: new Map(schedules) },
    seed: 1,
    root: '.',
    fleet: fleetParts,
  });
  const { providers } = assembled;
  const hooks = Object.entries({ preInstallHook, onExitHook }).map(
    ([name, Properties]) => [name, { Type: 'AWS::SSM::Document', Properties }] as const,
  );
  await deploy(
    { Resources: Object.fromEntries(hooks) },
    { stack: { account: MEMBER, region: 'eu-west-1', name: 'hooks' }, parameters: {}, providers },
  );
  await deploy(memberTemplate(document), {
    stack: { account: MEMBER, region: 'eu-central-1', name: 'member' },
    parameters: {},
    providers,
  });
  await deploy(hubTemplate, {
    stack: { account: HUB, region: 'eu-central-1', name: 'hub' },
    parameters: {},
    providers,
  });
  return assembled;
}

function clientOf({ requestHandler }: AssembledCloud, account: string, region: string) {
  return { region, requestHandler, maxAttempts: 1, credentials: { accessKeyId: account, secretAccessKey: 'any' } };
}

const request = {
  DocumentName: 'PatchCell',
  Parameters: {
    AutomationAssumeRole: [`arn:aws:iam::${HUB}:role/administration`],
    Schedule: ['2SAT'],
    Window: ['2SAT@2026-03-07'],
    SnapshotId: ['0c6a1f3e-2f4b-4c7d-8e9f-0a1b2c3d4e5f'],
    Operation: ['Install'],
    RebootOption: ['RebootIfNeeded'],
    MaxConcurrency: ['100%'],
    MaxErrors: ['100%'],
    DeliveryTimeoutSeconds: ['3600'],
    OutputS3BucketName: ['output'],
    Waves: ['1', '2'],
  },
  TargetLocations: [{ Accounts: [MEMBER], Regions: ['eu-west-1'], ExecutionRoleName: 'patch-cell' }],
};

async function patch(assembled: AssembledCloud) {
  const ssm = new SSMClient(clientOf(assembled, HUB, 'eu-central-1'));
  await ssm.send(
    new ModifyDocumentPermissionCommand({ Name: 'PatchCell', PermissionType: 'Share', AccountIdsToAdd: [MEMBER] }),
  );
  const { AutomationExecutionId } = await ssm.send(new StartAutomationExecutionCommand(request));
  await assembled.cloud.clock.runUntil(new Date('2026-03-06T18:30:00Z'));
  const { AutomationExecution } = await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId }));
  return AutomationExecution;
}

describe('the fleet on the wire', () => {
  let assembled: AssembledCloud;
  beforeAll(async () => {
    assembled = await start('AWS-RunPatchBaselineWithHooks');
  });
  afterAll(() => assembled.close());

  it('pages through the catalogue', async () => {
    const pages = paginateGetParametersByPath(
      { client: new SSMClient(clientOf(assembled, HUB, 'eu-central-1')) },
      { Path: '/patchplane/schedules', Recursive: true },
    );
    const names: string[] = [];
    for await (const { Parameters = [] } of pages) names.push(...Parameters.flatMap(({ Name = '' }) => Name));
    expect(names.sort()).toEqual(schedules.map(([name]) => name).sort());
  });

  it('answers errors that the SDK knows by class, and times as dates', async () => {
    const ssm = new SSMClient(clientOf(assembled, MEMBER, 'eu-west-1'));
    await expect(ssm.send(new GetParameterCommand({ Name: '/patchplane/schedules/0SAT' }))).rejects.toBeInstanceOf(
      ParameterNotFound,
    );
    await ssm.send(new PutParameterCommand({ Name: '/a', Value: 'x', Type: 'String' }));
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/a' }));
    expect(Parameter?.LastModifiedDate).toEqual(smallOrganization.from);
  });

  it('tags an instance through EC2, which the tagging API reads and the aggregator hears of later', async () => {
    const ec2 = new EC2Client(clientOf(assembled, MEMBER, 'eu-west-1'));
    await ec2.send(new CreateTagsCommand({ Resources: [web.id], Tags: [{ Key: 'owner', Value: 'ann@example.com' }] }));
    const { Reservations = [] } = await ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'tag:owner', Values: ['ann*'] }] }),
    );
    expect(Reservations.flatMap(({ Instances = [] }) => Instances)).toMatchObject([
      { InstanceId: web.id, State: { Name: 'running' } },
    ]);

    const tagging = new ResourceGroupsTaggingAPIClient(clientOf(assembled, MEMBER, 'eu-west-1'));
    const ResourceARNList = [`arn:aws:ec2:eu-west-1:${MEMBER}:instance/${web.id}`];
    expect(await tagging.send(new GetResourcesCommand({ ResourceARNList }))).toMatchObject({
      ResourceTagMappingList: [{ Tags: expect.arrayContaining([{ Key: 'owner', Value: 'ann@example.com' }]) }],
    });

    const client = new ConfigServiceClient(clientOf(assembled, HUB, 'eu-central-1'));
    const Expression = "SELECT resourceId WHERE tags.tag = 'owner=ann@example.com'";
    const rows = async () => {
      const found: string[] = [];
      for await (const { Results = [] } of paginateSelectAggregateResourceConfig(
        { client },
        { Expression, ConfigurationAggregatorName: 'fleet' },
      ))
        found.push(...Results);
      return found;
    };
    expect(await rows()).toEqual([]);
    await assembled.cloud.clock.runUntil(new Date('2026-03-06T17:15:00Z'));
    expect(await rows()).toEqual([JSON.stringify({ resourceId: web.id })]);
  });

  it('patches the node with the roles of the templates, and counts only the calls that somebody made', async () => {
    expect(await patch(assembled)).toMatchObject({ AutomationExecutionStatus: 'Success' });
    expect(assembled.cloud.record.installs).toMatchObject([{ nodeId: web.id, comment: '2SAT@2026-03-07' }]);
    expect(assembled.cloud.record.refusals).toEqual([]);
    expect(assembled.cloud.record.calls.get('ssm')?.get('SendCommand')).toBeUndefined();
  });
});

describe('a member role that grants another document', () => {
  it('refuses the command, and the run patches nothing', async () => {
    const assembled = await start('AWS-RunPatchBaseline');
    await patch(assembled);
    assembled.close();

    expect(assembled.cloud.record.installs).toEqual([]);
    expect(assembled.cloud.record.refusals).toMatchObject([
      { action: 'ssm:SendCommand' },
      { action: 'ssm:SendCommand' },
    ]);
  });
});
