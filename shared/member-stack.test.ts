/** What is said of the member stack as a whole: who is let in, and what would collide between Regions. */
import { OperatingSystem } from '@aws-sdk/client-ssm';
import { describe, expect, it } from '@jest/globals';
import { type Resource, writtenStack } from './testing/packaged.ts';

const resources = Object.entries(writtenStack('member').Resources);
const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);
/** What runbooks run as: their child automation in the member runs under the role as well. */
const EXECUTION_ROLES = ['PatchCellRole', 'ForceRebootRole', 'DiagnoseRole'];
const HUB_ROLE = /^arn:\$\{AWS::Partition\}:iam::\$\{HubAccountId\}:role\/patchplane-\$\{Stage\}-[a-z-]+\*?$/;

describe.each(ofType('AWS::IAM::Role'))('%s', (name, { Properties = {} }) => {
  const { Statement } = Object(Properties['AssumeRolePolicyDocument']);
  const [trust, ...further] = Statement;

  it('trusts Automation of its own account too, only if a runbook runs as it', () => {
    const automation = {
      ...{ Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': 'AWS::AccountId' },
        ArnLike: { 'aws:SourceArn': `arn:$${'{AWS::Partition}'}:ssm:*:$${'{AWS::AccountId}'}:automation-execution/*` },
      },
    };
    expect(further).toEqual(EXECUTION_ROLES.includes(name) ? [automation] : []);
  });

  it('trusts named roles of the hub in the organization, or EventBridge of its own account', () => {
    expect(trust).toMatchObject({ Effect: 'Allow', Action: 'sts:AssumeRole' });
    const { Principal, Condition } = trust;
    if (Principal.Service !== undefined) {
      expect(Principal).toEqual({ Service: 'events.amazonaws.com' });
      expect(Condition).toEqual({ StringEquals: { 'aws:SourceAccount': 'AWS::AccountId' } });
      return;
    }
    expect(Principal).toEqual({ AWS: `arn:$${'{AWS::Partition}'}:iam::$${'{HubAccountId}'}:root` });
    const { ArnEquals, ArnLike, StringEquals, ...others } = Condition;
    expect(others).toEqual({});
    expect(StringEquals).toEqual(['InOrganization', { 'aws:PrincipalOrgID': 'OrganizationId' }, 'AWS::NoValue']);
    const arns = [Object(ArnEquals ?? ArnLike)['aws:PrincipalArn']].flat();
    expect(arns.filter((arn) => !HUB_ROLE.test(arn))).toEqual([]);
    expect(arns.length).toBeGreaterThan(0);
    expect(ArnEquals === undefined || arns.every((arn) => !arn.includes('*'))).toBe(true);
  });
});

describe('between Regions', () => {
  /** Types whose names belong to one account and Region. Whatever is not here must be made once an account. */
  const REGIONAL = [
    ...['AWS::SSM::Document', 'AWS::SSM::Association', 'AWS::SSM::PatchBaseline', 'AWS::SSM::ResourceDataSync'],
    ...['AWS::Config::ConfigRule', 'AWS::Events::Rule'],
  ];

  it('nothing collides: what is global is made in the Region of the hub only', () => {
    const everywhere = resources.filter(([, { Type }]) => !REGIONAL.includes(Type));
    expect(everywhere.filter(([, resource]) => conditionOf(resource) !== 'IsHubRegion')).toEqual([]);
    expect(everywhere.length).toBeGreaterThan(0);
  });
});

describe('the patch baselines', () => {
  /** What Patch Manager knows, and has none here. */
  const LEFT_OUT = {
    AMAZON_LINUX: 'past its end',
    AMAZON_LINUX_2022: 'became Amazon Linux 2023 before it was released',
    RASPBIAN: 'as Debian has it, on devices that are no servers',
    MACOS: 'no hooks: AWS-RunPatchBaselineWithHooks does not run there',
  };
  /** No dates of release in their repositories. */
  const AT_ONCE = ['UBUNTU', 'DEBIAN'];
  const baselines = ofType('AWS::SSM::PatchBaseline').map(([, { Properties = {} }]) => Properties);
  const systems = baselines.map(({ OperatingSystem: system }) => String(system));

  it('are there for each operating system that Patch Manager knows, but those left out', () => {
    expect([...systems, ...Object.keys(LEFT_OUT)].sort()).toEqual(Object.values(OperatingSystem).sort());
  });

  it.each(baselines.map((baseline) => [String(baseline['OperatingSystem']), baseline] as const))(
    'approve after the days of the stack, or at once where there are no dates: %s',
    (system, { ApprovalRules, PatchGroups }) => {
      const days = Object(ApprovalRules).PatchRules.map((rule: object) => Object(rule).ApproveAfterDays);
      expect(new Set(days)).toEqual(new Set([AT_ONCE.includes(system) ? 0 : 'ApproveAfterDays']));
      expect(PatchGroups).toBe('PatchGroups');
    },
  );
});

function conditionOf(resource: Resource): unknown {
  return Object(resource).Condition;
}
