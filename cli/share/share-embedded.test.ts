/** The command against the embedded AWS: what it has not shared does not run. */
import { GetAutomationExecutionCommand, SSMClient, StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type AssembledCloud, assembleCloud } from '../../local/assemble-cloud.ts';
import { deploy } from '../../local/cloudformation/deploy.ts';
import { readTemplate } from '../../local/cloudformation/read-template.ts';
import { fleetParts } from '../../local/fleet/fleet-parts.ts';
import { HUB, MEMBER, OTHER_MEMBER, smallOrganization } from '../../local/testing/small-organization.ts';
import { runCommand } from '../testing/run-command.ts';
import { openShareDesk } from './open-share-desk.ts';

const REGION = 'eu-central-1';
const CONTENT =
  '{ schemaVersion: "0.3", mainSteps: [{ name: doze, action: "aws:sleep", inputs: { Duration: PT1S } }] }';
const HUB_STACK = `
Resources:
  Installation:
    Type: AWS::SSM::Parameter
    Properties:
      Name: /patchplane/hub
      Type: String
      Value: '{"account":"${HUB}","region":"${REGION}","busName":"patchplane-live","ledgerTable":"ledger"}'
  Runbook: { Type: AWS::SSM::Document, Properties: { Name: Patchplane-PatchCell, DocumentType: Automation, Content: ${CONTENT} } }
  Other: { Type: AWS::SSM::Document, Properties: { Name: Doze, DocumentType: Automation, Content: ${CONTENT} } }
`;
/** The execution role of an account, which lets the hub in. */
const MEMBER_STACK = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: Patchplane-PatchCell
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::${HUB}:root' }, Action: sts:AssumeRole }]
`;

/** A thousand accounts are many pages. */
jest.setTimeout(60_000);

let assembled: AssembledCloud;
afterEach(() => assembled.close());

async function begin(organization = smallOrganization): Promise<void> {
  assembled = assembleCloud({ organization, seed: 1, root: '/nowhere', fleet: (cloud) => fleetParts(cloud) });
  const stack = (text: string, account: string) =>
    deploy(readTemplate(text, 'a test'), {
      stack: { account, region: REGION, name: 'stack' },
      parameters: {},
      providers: assembled.providers,
    });
  await stack(HUB_STACK, HUB);
  for (const account of [HUB, MEMBER, OTHER_MEMBER]) await stack(MEMBER_STACK, account);
}

async function share(...words: string[]) {
  // Twelve digits are the administrator of that account.
  Object.assign(process.env, { AWS_REGION: REGION, AWS_ACCESS_KEY_ID: HUB, AWS_SECRET_ACCESS_KEY: 'any' });
  return runCommand(['share', ...words], { shareDesk: openShareDesk });
}

/** What became of each account when the runbook was started in it. */
async function runIn(accounts: readonly string[]): Promise<Record<string, string>> {
  const { requestHandler, cloud } = assembled;
  const credentials = { accessKeyId: HUB, secretAccessKey: 'any' };
  const ssm = new SSMClient({ requestHandler, region: REGION, credentials });
  const TargetLocations = [
    {
      ...{ Accounts: [...accounts], Regions: [REGION], ExecutionRoleName: 'Patchplane-PatchCell' },
      ...{ TargetLocationMaxConcurrency: '100%', TargetLocationMaxErrors: '100%' },
    },
  ];
  const { AutomationExecutionId } = await ssm.send(
    new StartAutomationExecutionCommand({ DocumentName: 'Patchplane-PatchCell', TargetLocations }),
  );
  await cloud.clock.runUntil(new Date(cloud.clock.now().getTime() + 10 * 60_000));
  const { AutomationExecution } = await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId }));
  return Object.fromEntries(
    (AutomationExecution?.StepExecutions ?? []).map(({ StepName = '', StepStatus, FailureMessage }) => [
      StepName.split('_')[0] ?? '',
      FailureMessage === undefined ? String(StepStatus) : FailureMessage,
    ]),
  );
}

describe('patchplane share, on the embedded AWS', () => {
  it('makes the runbook run in an account, where it fails by name before', async () => {
    await begin();
    expect(await runIn([MEMBER])).toEqual({
      [MEMBER]: expect.stringContaining(`is not shared with account ${MEMBER}`),
    });

    expect(await share(MEMBER, '--yes')).toMatchObject({ code: 0, err: '' });
    expect(await runIn([MEMBER, OTHER_MEMBER])).toEqual({
      [MEMBER]: 'Success',
      [OTHER_MEMBER]: expect.stringContaining(`is not shared with account ${OTHER_MEMBER}`),
    });
  });

  it('shares the runbooks of Patchplane with the organization, and no other document', async () => {
    await begin();
    const { out } = await share('--yes');
    expect(out).toBe(`Account ${HUB}, Region ${REGION}
Patchplane-PatchCell: shared with 0 of 2 accounts
  2 missing: ${MEMBER} ${OTHER_MEMBER}
Patchplane-PatchCell: shared with 2 more accounts, in 1 call
`);
    expect(await share('--yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('shared with 2 of 2 accounts\n'),
    });
  });

  it('pages through a thousand accounts, and is refused the one that is too many by AWS itself', async () => {
    const more = Array.from({ length: 1000 }, (_, index) => ({
      id: String(300000000000 + index),
      name: `team-${index}`,
    }));
    const [hub = { id: HUB, name: 'hub' }, , other = { id: OTHER_MEMBER, name: 'other' }] = smallOrganization.accounts;
    await begin({ ...smallOrganization, accounts: [hub, ...more] });
    expect(await share('--yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('shared with 1000 more accounts, in 50 calls'),
    });
    expect(await share('--dry-run')).toMatchObject({ code: 0, out: expect.stringContaining('1000 of 1000 accounts') });

    expect(await share(other.id, '--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Cannot share Patchplane-PatchCell with 1001 accounts'),
    });
    expect(await share(other.id, '--yes', '--accounts-max', '1001')).toMatchObject({
      code: 2,
      err: expect.stringContaining('DocumentPermissionLimit'),
    });
  });

  it('tells a single account that there is no organization, and shares with what it is told', async () => {
    await begin({ ...smallOrganization, id: '' });
    expect(await share('--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('AWSOrganizationsNotInUseException'),
    });
  });
});
