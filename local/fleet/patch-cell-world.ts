/** For tests: a hub with the runbook that deploys, shared with one member that has a node in each of two waves. */
import { readFileSync } from 'node:fs';
import { isObject, type JsonObject, readTemplate } from '../cloudformation/read-template.ts';
import { resolve } from '../cloudformation/resolve.ts';
import { parametersOf } from '../cloudformation/scope.ts';
import { type FakeCloud, fakeCloud, hub, member, node } from './fake-cloud.ts';
import type { FleetSettings } from './fleet-parts.ts';

export const role = `arn:aws:iam::${hub.account}:role/administration`;
const snapshotId = '0c6a1f3e-2f4b-4c7d-8e9f-0a1b2c3d4e5f';
export const token = '11111111-2222-4333-8444-555555555555';
export const runbook = readFileSync(new URL('../../runbooks/patch-cell.yml', import.meta.url), 'utf8');

export const parameters = {
  AutomationAssumeRole: [role],
  Schedule: ['2SAT'],
  Window: ['2SAT@2026-03-07'],
  SnapshotId: [snapshotId],
  Operation: ['Install'],
  RebootOption: ['RebootIfNeeded'],
  MaxConcurrency: ['100%'],
  MaxErrors: ['100%'],
  DeliveryTimeoutSeconds: ['3600'],
  OutputS3BucketName: ['output'],
  Waves: ['1', '2'],
};
export const everywhere = {
  Accounts: [member.account],
  Regions: [member.region],
  ExecutionRoleName: 'Patchplane-PatchCell',
  TargetLocationMaxConcurrency: '100%',
  TargetLocationMaxErrors: '100%',
};
export const request = { DocumentName: 'PatchCell', Parameters: parameters, TargetLocations: [everywhere] };

/** The documents that `stacks/member.yml` puts into every cell. */
export const preInstallHook = memberDocument('PreInstallHook');
export const onExitHook = memberDocument('OnExitHook');

/** A baseline of the member's own, as a stack makes it. */
export const baseline = {
  Name: 'prod-linux',
  OperatingSystem: 'AMAZON_LINUX_2023',
  PatchGroups: ['prod-14-days'],
  Description: 'Fourteen days after release.',
};

export async function world(
  nodes = [node(), node({ name: 'app-01', tags: { 'maintenance:patching': '2SAT', 'maintenance:wave': '2' } })],
  settings: FleetSettings = {},
) {
  const fake = fakeCloud(nodes, settings);
  await document(fake, 'PatchCell', runbook);
  for (const hook of [preInstallHook, onExitHook]) await fake.deploy('AWS::SSM::Document', hook, member);
  await fake.call(
    'ssm',
    'ModifyDocumentPermission',
    { Name: 'PatchCell', PermissionType: 'Share', AccountIdsToAdd: [member.account] },
    hub,
  );
  return fake;
}

/** The properties of a document of the member stack. */
export function memberDocument(logicalId: string): JsonObject {
  const file = 'stacks/member.yml';
  const template = readTemplate(readFileSync(file, 'utf8'), file);
  const parameters = parametersOf(template, { HubAccountId: hub.account, HubRegion: hub.region });
  const scope = { template, stack: { ...member, name: 'patchplane-member' }, parameters, created: new Map() };
  const resource = resolve(template.Resources[logicalId] ?? {}, scope);
  if (isObject(resource) && isObject(resource['Properties'])) return resource['Properties'];
  throw new Error(`${file} has no ${logicalId}`);
}

export async function document(fake: FakeCloud, Name: string, Content: unknown): Promise<void> {
  await fake.deploy('AWS::SSM::Document', { Name, Content, DocumentType: 'Automation', DocumentFormat: 'YAML' });
}

export async function start(fake: FakeCloud, input: object = request): Promise<string> {
  return String((await fake.call('ssm', 'StartAutomationExecution', input, hub))['AutomationExecutionId']);
}

export async function execution(fake: FakeCloud, id: string) {
  return (await fake.call('ssm', 'GetAutomationExecution', { AutomationExecutionId: id }, hub))['AutomationExecution'];
}
