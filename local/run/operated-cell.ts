/** For tests of the runbooks that people start: the tiny organization deployed, an operator, and nodes in trouble. */
import path from 'node:path';
import * as z from 'zod';
import type { Principal } from '../cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { administratorOf } from '../iam/administrator.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { type OpenStage, openStage } from './open-stage.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
export const HUB = '111122223333';
export const SHOP = '444455556666';
const REGION = 'eu-central-1';

const place = { account: SHOP, region: REGION, platform: 'Amazon Linux 2023' };
const tags = { 'maintenance:patching': '22FRI', 'maintenance:wave': '1' };
const inTrouble = { ...place, tags, missingPatches: 0, condition: 'reboot-pending' };
const organization = tinyOrganization({
  file: {
    nodes: [
      { name: 'web', ...inTrouble },
      { name: 'till', ...inTrouble, kind: 'hybrid' },
      { name: 'exempt', ...inTrouble, tags: { 'maintenance:patching': 'EXEMPT' } },
      { name: 'app', ...inTrouble, platform: 'Windows Server 2022' },
      { name: 'fine', ...place, tags, missingPatches: 0 },
      { name: 'lost', ...place, tags, condition: 'offline' },
      { name: 'asleep', ...place, tags, condition: 'stopped' },
    ],
  },
});

/** What a run came to, read where it ran. */
const ended = z.object({
  AutomationExecution: z.object({
    AutomationExecutionStatus: z.string(),
    Outputs: z.record(z.string(), z.array(z.string())),
  }),
});
const started = z.object({ AutomationExecutionId: z.string() });
const listed = z.object({ AutomationExecutionMetadataList: z.array(started) });
const steps = z.object({
  StepExecutions: z.array(
    z.object({ StepName: z.string(), StepStatus: z.string(), FailureMessage: z.string().optional() }),
  ),
});
const states = z.object({
  InstancePatchStates: z.array(z.object({ InstalledPendingRebootCount: z.number(), Operation: z.string() })),
});

export interface OperatedCell {
  readonly stage: OpenStage;
  readonly nodeId: (name: string) => string;
  /** Starts a runbook in the hub, as the operator, for the shop's cell, and answers the child's end. */
  readonly operate: (runbook: string, parameters: object, minutes: number) => Promise<Ended>;
  readonly asOperator: (operation: string, input: object) => Promise<unknown>;
  /** Writes the runbook anew in the hub, with one thing changed. */
  readonly change: (runbook: string, content: string) => Promise<void>;
  readonly patchState: (name: string) => Promise<z.infer<typeof states>['InstancePatchStates'][number] | undefined>;
}

export interface Ended {
  readonly status: string;
  readonly outputs: Readonly<Record<string, readonly string[]>>;
  readonly steps: z.infer<typeof steps>['StepExecutions'];
}

export async function operatedCell(): Promise<OperatedCell> {
  const withoutTicks = { from: organization.from, to: new Date(organization.to.getTime() + 86_400_000) };
  const stage = await openStage({ organization, seed: 1, withoutTicks }, PROJECT);
  const { cloud, embedded } = stage;
  const stack = { account: HUB, region: REGION, name: 'operators' };
  await deploy(readTemplate(OPERATORS, 'operators'), { stack, parameters: {}, providers: embedded.providers });
  const operator = cloud.assume(administratorOf(HUB), `arn:aws:iam::${HUB}:role/Operations`, 'olga');
  const nodeId = (name: string) => organization.nodes.find((node) => node.name === `${name}-01`)?.id ?? name;
  const ssm = (who: Principal, operation: string, input: object) => cloud.callAs(who, REGION, 'ssm', operation, input);
  const passMinutes = (minutes: number) =>
    cloud.clock.runUntil(new Date(cloud.clock.now().getTime() + minutes * 60_000));

  return {
    stage,
    nodeId,
    asOperator: (operation, input) => ssm(operator, operation, input),
    change: async (runbook, content) => {
      const input = { Name: runbook, Content: content, DocumentFormat: 'YAML', DocumentVersion: '$LATEST' };
      await ssm(administratorOf(HUB), 'UpdateDocument', input);
    },
    patchState: async (name) => {
      const input = { InstanceIds: [nodeId(name)] };
      const answer = states.parse(await ssm(administratorOf(SHOP), 'DescribeInstancePatchStates', input));
      return answer.InstancePatchStates[0];
    },
    operate: async (runbook, parameters, minutes) => {
      const { AutomationExecutionId: parent } = started.parse(
        await ssm(operator, 'StartAutomationExecution', startOf(runbook, parameters)),
      );
      await passMinutes(minutes);
      const Filters = [{ Key: 'ParentExecutionId', Values: [parent] }];
      const children = await ssm(administratorOf(SHOP), 'DescribeAutomationExecutions', { Filters });
      const [child] = listed.parse(children).AutomationExecutionMetadataList;
      const { AutomationExecution } = ended.parse(
        await ssm(administratorOf(SHOP), 'GetAutomationExecution', child ?? {}),
      );
      const taken = await ssm(administratorOf(SHOP), 'DescribeAutomationStepExecutions', child ?? {});
      return {
        status: AutomationExecution.AutomationExecutionStatus,
        outputs: AutomationExecution.Outputs,
        steps: steps.parse(taken).StepExecutions,
      };
    },
  };
}

export function startOf(runbook: string, parameters: object): object {
  return {
    DocumentName: runbook,
    Parameters: {
      AutomationAssumeRole: [`arn:aws:iam::${HUB}:role/patchplane-live-automation-administration`],
      ...parameters,
    },
    TargetLocations: [{ Accounts: [SHOP], Regions: [REGION], ExecutionRoleName: runbook }],
  };
}

const OPERATORS = `
Resources:
  Operations:
    Type: AWS::IAM::Role
    Properties:
      RoleName: Operations
      AssumeRolePolicyDocument:
        { Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::${HUB}:root' }, Action: 'sts:AssumeRole' }] }
      ManagedPolicyArns: ['arn:aws:iam::${HUB}:policy/patchplane-live-operator']
`;
