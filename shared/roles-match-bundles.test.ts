/** Least privilege, both ways: nothing missing and nothing spare in any role that a function works with. */
import { describe, expect, it } from '@jest/globals';
import { bundleNote, packagedTemplate, type Resource, writtenStack } from './testing/packaged.ts';
import {
  actionsOf,
  compareRole,
  type DeployedFunction,
  functionsOf,
  grantsOf,
  type MemberCalls,
  UNSENT,
} from './testing/role-comparison.ts';

/** All other commands of a bundle are sent with the function's own role. */
const memberCalls: Readonly<Record<string, MemberCalls>> = {
  'sweep-windows': {
    READ_ROLE_NAME: ['ssm:DescribeInstanceInformation', 'ssm:DescribeInstancePatchStates'],
  },
  'settle-cell': {
    READ_ROLE_NAME: [
      'ssm:DescribeInstanceInformation',
      'ssm:DescribeInstancePatchStates',
      'ssm:DescribePatchGroups',
      'ssm:ListCommandInvocations',
      'ssm:ListCommands',
    ],
    CUTOFF_ROLE_NAME: ['ssm:CancelCommand', 'ssm:DescribeAutomationExecutions', 'ssm:StopAutomationExecution'],
    RESCAN_ROLE_NAME: ['ssm:SendCommand'],
  },
  'check-tag': {
    READ_ROLE_NAME: ['resource-groups-tagging-api:GetResources', 'ssm:ListTagsForResource'],
    TAG_ROLE_NAME: [
      'ec2:CreateTags',
      'ec2:DescribeInstances',
      'ssm:AddTagsToResource',
      'ssm:DescribeInstanceInformation',
    ],
  },
  'apply-default-tag': {
    TAG_ROLE_NAME: [
      'ec2:CreateTags',
      'ec2:DescribeInstances',
      'ssm:AddTagsToResource',
      'ssm:DescribeInstanceInformation',
      'ssm:ListTagsForResource',
    ],
  },
  'apply-catalogue': {
    READ_ROLE_NAME: ['ssm:DescribeInstanceInformation'],
    REEVALUATE_ROLE_NAME: ['config-service:StartConfigRulesEvaluation'],
  },
  'sweep-tags': {
    READ_ROLE_NAME: [
      'config-service:DescribeConfigurationRecorderStatus',
      'ec2:DescribeInstances',
      'resource-groups-tagging-api:GetResources',
      'ssm:DescribeInstanceInformation',
      'ssm:ListTagsForResource',
    ],
    TAG_ROLE_NAME: ['ec2:CreateTags', 'ec2:DescribeInstances', 'ssm:AddTagsToResource'],
  },
  'report-fleet': {
    READ_ROLE_NAME: [
      'cloudtrail:LookupEvents',
      'config-service:DescribeConfigurationRecorderStatus',
      'ec2:DescribeInstances',
      'resource-groups-tagging-api:GetResources',
      'ssm:DescribeInstanceInformation',
      'ssm:ListTagsForResource',
    ],
  },
  'check-readiness': {
    READ_ROLE_NAME: [
      'config-service:DescribeConfigurationRecorderStatus',
      'ec2:DescribeInstances',
      'eventbridge:ListRuleNamesByTarget',
      'eventbridge:ListRules',
      'ssm:DescribeInstanceInformation',
      'ssm:DescribePatchGroups',
      'ssm:ListTagsForResource',
    ],
  },
  'keep-exceptions': {
    TAG_ROLE_NAME: [
      'ec2:CreateTags',
      'ec2:DescribeInstances',
      'ssm:AddTagsToResource',
      'ssm:DescribeInstanceInformation',
      'ssm:ListTagsForResource',
    ],
  },
  'admit-request': {},
  'answer-noncompliance': {
    READ_ROLE_NAME: ['resource-groups-tagging-api:GetResources', 'ssm:ListTagsForResource'],
  },
  'evaluate-tag-rule': {
    EVALUATE_ROLE_NAME: [
      'config-service:GetResourceConfigHistory',
      'config-service:ListDiscoveredResources',
      'config-service:PutEvaluations',
      'resource-groups-tagging-api:GetResources',
      'ssm:DescribeInstanceInformation',
      'ssm:ListTagsForResource',
    ],
  },
};

const functions = [...functionsOf(packagedTemplate('hub')), ...functionsOf(packagedTemplate('region'))];

describe.each(functions)('the role of $name', ({ name, role, failureActions }) => {
  const { commands = [] } = bundleNote(name);
  const asMember = Object.values(memberCalls[name] ?? {}).flat();

  it('grants what the bundle calls in the hub, and nothing else', () => {
    const elsewhere = [...asMember, ...(UNSENT[name] ?? [])];
    const own = commands.filter((command) => !elsewhere.includes(command));
    expect(compareRole({ granted: grantsOf(role), needed: [...actionsOf(own), ...failureActions] })).toEqual([]);
  });

  it('sends as a member only what the bundle holds', () => {
    expect(asMember.filter((command) => !commands.includes(command))).toEqual([]);
  });
});

describe.each([...new Set(Object.values(memberCalls).flatMap(Object.keys))])('the member role of %s', (setting) => {
  it('has one name, which is that of a role in the member stack', () => {
    expect(memberRoles(setting)).toHaveLength(1);
  });

  it('grants what the functions call with it, and nothing else', () => {
    const needed = Object.values(memberCalls).flatMap((calls) => actionsOf(calls[setting] ?? []));
    expect(memberRoles(setting).map((role) => compareRole({ granted: grantsOf(role), needed }))).toEqual([[]]);
  });
});

it('knows of every function that deploys', () => {
  expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(memberCalls).sort());
});

describe('the comparison', () => {
  const sweep: DeployedFunction | undefined = functions.find(({ name }) => name === 'sweep-windows');
  const granted = grantsOf(sweep?.role);

  it('sees a grant that is taken away, and one that is added', () => {
    const needed = granted.filter((action) => !action.startsWith('logs:'));

    expect(compareRole({ granted, needed })).toEqual([]);
    expect(compareRole({ granted: granted.filter((action) => action !== 'iam:PassRole'), needed })).toEqual([
      'lacks iam:PassRole',
    ]);
    expect(compareRole({ granted: [...granted, 'ssm:SendCommand', 'ssm:*'], needed })).toEqual([
      'grants ssm:*, which is never called',
      'grants ssm:SendCommand, which is never called',
    ]);
  });

  it('knows what a command needs beside the action of its name', () => {
    expect(
      actionsOf(['ssm:StartAutomationExecution', 'config-service:PutEvaluations', 'dynamodb:DescribeEndpoints']),
    ).toEqual(['ssm:StartAutomationExecution', 'ssm:AddTagsToResource', 'iam:PassRole', 'config:PutEvaluations']);
  });

  it('does not take a role whose policies it cannot see', () => {
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    };
    expect(() => grantsOf(role)).toThrow('Cannot read grants of a role with managed policies');
    expect(() => grantsOf(undefined)).toThrow('Cannot read grants of undefined, wanted a role');
  });
});

/** The role or roles in the member stack that the functions know under this setting. */
function memberRoles(setting: string): Resource[] {
  const names = new Set(functions.flatMap(({ settings }) => settings[setting] ?? []));
  const roles = Object.values(writtenStack('member').Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
  return [...names].flatMap((name) => roles.filter(({ Properties }) => Properties?.['RoleName'] === name));
}
