/** The rule on schedule tags deploys in three forms, which say the same, and are heard of under each name that AWS makes of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { COMPANION_TAGS, PATCHING_TAG } from './domain/tagging/tag-keys.ts';
import { projectRoot } from './testing/packaged.ts';

const { OrganizationRule, AccountRule } = read('serverless.region.yml').resources.Resources;
const { ConfigRuleName, Description, Scope, Source } = AccountRule.Properties;
const NAMES = [
  'patchplane-schedule-tag',
  { prefix: 'OrgConfigRule-patchplane-schedule-tag-' },
  { prefix: 'patchplane-schedule-tag-conformance-pack-' },
];

describe('the rule on schedule tags', () => {
  it('is in the conformance pack as in the stack, but for its function', () => {
    const { Properties } = read('stacks/conformance-pack.yml').Resources.ScheduleTag;
    const packed = { ...Properties.Source, SourceIdentifier: Source.SourceIdentifier };
    expect({ ...Properties, Source: packed }).toEqual(AccountRule.Properties);
    expect(Properties.Source.SourceIdentifier).toBe('FunctionArn');
  });

  it('is the same for an organization', () => {
    const { OrganizationConfigRuleName, OrganizationCustomRuleMetadata } = OrganizationRule.Properties;
    const types: readonly string[] = Source.SourceDetails.map(
      ({ MessageType }: { MessageType: string }) => MessageType,
    );

    expect(OrganizationConfigRuleName).toBe(ConfigRuleName);
    expect(OrganizationCustomRuleMetadata).toEqual({
      Description,
      LambdaFunctionArn: Source.SourceIdentifier,
      OrganizationConfigRuleTriggerTypes: types,
      MaximumExecutionFrequency: Source.SourceDetails.at(-1).MaximumExecutionFrequency,
      ResourceTypesScope: Scope.ComplianceResourceTypes,
    });
    expect(types).toContain('ScheduledNotification');
  });

  it('leaves out the accounts that are said to have no recorder or no member stack', () => {
    expect(OrganizationRule.Properties.ExcludedAccounts).toEqual([
      'ExcludesAccounts',
      'ExcludedAccounts',
      'AWS::NoValue',
    ]);
  });

  it('is deployed once: by itself or from the organization, unless a pack does', () => {
    expect([OrganizationRule.Condition, AccountRule.Condition]).toEqual([
      'OrganizationRuleIsHere',
      'AccountRuleIsHere',
    ]);
  });

  it('is heard of under each name, in the member and in the hub', () => {
    const { EventPattern } = read('stacks/member.yml').Resources.ForwardCompliance.Properties;
    expect(EventPattern.detail.configRuleName).toEqual(expect.arrayContaining(NAMES));
    const [trigger] = read('serverless.yml').functions.applyDefaultTag.events;
    expect(trigger.eventBridge.pattern.detail.configRuleName).toEqual(NAMES);
  });
});

describe('the role Patchplane-Tag', () => {
  it('writes the schedule and its companions, which the service control policy keeps to it', () => {
    const [{ PolicyDocument }] = read('stacks/member.yml').Resources.TagRole.Properties.Policies;
    const statements: readonly { readonly Condition?: object }[] = PolicyDocument.Statement;
    const conditions = statements.flatMap(({ Condition }) => Condition ?? []);
    // A node that carries `Patch Group` gets none of ours.
    const keys = [PATCHING_TAG, ...COMPANION_TAGS].filter((key) => key !== 'Patch Group');
    expect(conditions).toEqual([1, 2].map(() => ({ 'ForAllValues:StringEquals': { 'aws:TagKeys': keys } })));
  });
});

/** The short tags of CloudFormation become the words behind them. */
function read(file: string) {
  return parse(readFileSync(path.join(projectRoot, file), 'utf8'), { logLevel: 'silent' });
}
