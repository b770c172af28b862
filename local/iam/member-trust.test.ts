/** Who may become the roles of the member stack, and what its execution role may send: tried on the embedded IAM. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type AssembledCloud, assembleCloud } from '../assemble-cloud.ts';
import type { Principal } from '../cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { isObject, readTemplate, type Template } from '../cloudformation/read-template.ts';
import { node } from '../fleet/fake-cloud.ts';
import { fleetParts } from '../fleet/fleet-parts.ts';
import { HUB, MEMBER, OTHER_MEMBER, smallOrganization } from '../testing/small-organization.ts';

const REGION = 'eu-central-1';
const file = 'stacks/member.yml';
const whole = readTemplate(readFileSync(file, 'utf8'), file);
const memberRoles: Template = {
  ...whole,
  Resources: Object.fromEntries(
    Object.entries(whole.Resources).filter(
      ([, resource]) => isObject(resource) && resource['Type'] === 'AWS::IAM::Role',
    ),
  ),
};

/** By the name of the role in the member, the roles of the hub that it lets in: `patchplane-live-…`. */
const TRUSTED: Readonly<Record<string, readonly string[]>> = {
  'Patchplane-Read': [
    ...['sweep-windows', 'settle-cell', 'check-tag', 'sweep-tags', 'answer-noncompliance', 'report-fleet'],
    ...['apply-catalogue', 'check-readiness'],
  ],
  'Patchplane-Cutoff': ['settle-cell'],
  'Patchplane-Rescan': ['settle-cell'],
  'Patchplane-Tag': ['check-tag', 'apply-default-tag', 'keep-exceptions', 'sweep-tags'],
  'Patchplane-Evaluate': ['evaluate-tag-rule-eu-central-1', 'evaluate-tag-rule-eu-west-1'],
  'Patchplane-Reevaluate': ['apply-catalogue'],
  'Patchplane-PatchCell': ['automation-administration'],
  'Patchplane-ForceReboot': ['automation-administration'],
  'Patchplane-Diagnose': ['automation-administration'],
  'Patchplane-Forward': [],
};
const HUB_ROLES = [...new Set(Object.values(TRUSTED).flat()), 'somebody', 'admit-request'];
const NODES = [
  node({ name: 'scheduled', account: MEMBER, region: REGION }),
  node({ name: 'exempt', account: MEMBER, region: REGION, tags: { 'maintenance:patching': 'EXEMPT' } }),
  node({ name: 'replaced', account: MEMBER, region: REGION, tags: { 'maintenance:patching': 'REPLACE' } }),
  node({ name: 'untagged', account: MEMBER, region: REGION, tags: { Name: 'untagged' } }),
];

/** All that is loaded for it may take a while on a busy machine. */
jest.setTimeout(60_000);

let assembled: AssembledCloud;

beforeAll(async () => {
  const organization = { ...smallOrganization, nodes: NODES };
  assembled = assembleCloud({ organization, seed: 1, root: '/nowhere', fleet: (cloud) => fleetParts(cloud) });
  // The same roles in another account of the organization: a name alone must not do.
  for (const account of [HUB, OTHER_MEMBER])
    await deployed(readTemplate(rolesThatMayBecomeAny(), 'hub roles'), account, {});
  const parameters = { OrganizationId: organization.id, HubAccountId: HUB, HubRegion: REGION, Stage: 'live' };
  await deployed(memberRoles, MEMBER, parameters);
});
afterAll(() => assembled.close());

describe('the roles of the member stack', () => {
  it('are all here', () => {
    const names = Object.values(memberRoles.Resources).map((role) => property(role, 'RoleName'));
    expect(names.sort()).toEqual(Object.keys(TRUSTED).sort());
  });

  it.each(Object.entries(TRUSTED))('%s lets in %j of the hub, and nobody else', (name, trusted) => {
    const letIn = (account: string) => HUB_ROLES.filter((role) => mayBecome(session(account, role), name));
    expect(letIn(HUB).sort()).toEqual([...trusted].sort());
    expect(letIn(OTHER_MEMBER)).toEqual([]);
    expect(mayBecome(administrator(HUB), name)).toBe(false);
    expect(mayBecome(administrator(MEMBER), name)).toBe(false);
  });
});

describe.each(Object.keys(TRUSTED))('%s', (name) => {
  const executes = ['Patchplane-PatchCell', 'Patchplane-ForceReboot', 'Patchplane-Diagnose'].includes(name);

  it(`lets Automation of its own account in: ${executes}`, () => {
    const ofExecution = (account: string) => ({
      ...{ service: 'ssm.amazonaws.com', account },
      sourceArn: `arn:aws:ssm:${REGION}:${account}:automation-execution/1`,
    });
    expect(mayBecome(ofExecution(MEMBER), name)).toBe(executes);
    expect(mayBecome(ofExecution(HUB), name)).toBe(false);
    expect(mayBecome({ ...ofExecution(MEMBER), service: 'lambda.amazonaws.com' }, name)).toBe(false);
    expect(mayBecome({ service: 'ssm.amazonaws.com', account: MEMBER }, name)).toBe(false);
  });
});

describe('Patchplane-PatchCell', () => {
  it.each([
    ['AWS-RunPatchBaselineWithHooks', 'scheduled', 'may'],
    ['AWS-RunPatchBaselineWithHooks', 'exempt', 'may not'],
    ['AWS-RunPatchBaselineWithHooks', 'replaced', 'may not'],
    ['AWS-RunPatchBaselineWithHooks', 'untagged', 'may not'],
    ['AWS-RunPatchBaseline', 'scheduled', 'may not'],
    ['AWS-RunShellScript', 'scheduled', 'may not'],
    ['AWS-InstallWindowsUpdates', 'scheduled', 'may not'],
    // Its own hooks are run by the patch document, on the node and by the node's role.
    ['Patchplane-PreInstall', 'scheduled', 'may not'],
  ])('%s to a node that is %s: it %s', async (DocumentName, name, expected) => {
    const ids = NODES.filter((each) => each.name === name).map(({ id }) => id);
    const input = { DocumentName, InstanceIds: ids, Parameters: { Operation: ['Scan'] } };
    expect(await sent(input)).toBe(expected);
  });

  it('reaches no node where one of those that it names is out of its reach', async () => {
    const InstanceIds = NODES.slice(0, 2).map(({ id }) => id);
    const input = { DocumentName: 'AWS-RunPatchBaselineWithHooks', InstanceIds, Parameters: { Operation: ['Scan'] } };
    expect(await sent(input)).toBe('may not');
  });
});

async function sent(input: object): Promise<string> {
  const role = assembled.cloud.assume(
    session(HUB, 'automation-administration'),
    memberRole('Patchplane-PatchCell'),
    'x',
  );
  const answer: unknown = await assembled.cloud.callAs(role, REGION, 'ssm', 'SendCommand', input).catch(String);
  if (typeof answer !== 'string') return 'may';
  return answer.includes('is not authorized to perform: ssm:SendCommand') ? 'may not' : answer;
}

function rolesThatMayBecomeAny(): string {
  const roles = HUB_ROLES.map(
    (name, index) => `
  R${index}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: patchplane-live-${name}
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole } }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: { Effect: Allow, Action: sts:AssumeRole, Resource: '*' } } }]`,
  );
  return `Resources:${roles.join('')}`;
}

function deployed(template: Template, account: string, parameters: Readonly<Record<string, string>>) {
  const stack = { account, region: REGION, name: 'stack' };
  return deploy(template, { stack, parameters, providers: assembled.providers });
}

function session(account: string, role: string): Principal {
  const lambda = { service: 'lambda.amazonaws.com', account };
  return assembled.cloud.assume(lambda, `arn:aws:iam::${account}:role/patchplane-live-${role}`, 'x');
}

function administrator(account: string): Principal {
  return { account, arn: `arn:aws:iam::${account}:root` };
}

function mayBecome(caller: Parameters<AssembledCloud['cloud']['assume']>[0], name: string): boolean {
  try {
    assembled.cloud.assume(caller, memberRole(name), 'x');
    return true;
  } catch {
    return false;
  }
}

function memberRole(name: string): string {
  return `arn:aws:iam::${MEMBER}:role/${name}`;
}

function property(resource: unknown, name: string): unknown {
  return Object(Object(resource).Properties)[name];
}
