/** The embedded AWS with Patchplane deployed into it: the packaged templates, the member stack, the shared runbook. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Cloud } from '../cloud.ts';
import { isObject, readTemplate, type Template } from '../cloudformation/read-template.ts';
import { type EmbeddedAws, type EmbeddedAwsPlan, embeddedAws } from '../embedded-aws.ts';
import { administratorOf } from '../iam/administrator.ts';
import type { Options } from './options.ts';
import { addPeople } from './people.ts';
import { plainItem } from './plain-item.ts';
import type { Stage } from './play-weekend.ts';
import { writeStandingExceptions } from './standing-exceptions.ts';

/** What `npm run package` writes, and the stack that every member account gets. */
const TEMPLATES = {
  hub: '.serverless/cloudformation-template-update-stack.json',
  region: '.serverless/region/cloudformation-template-update-stack.json',
  member: 'stacks/member.yml',
  account: '.serverless/account/cloudformation-template-update-stack.json',
} as const;

/** Accounts in one ModifyDocumentPermission (Systems Manager's limit). */
const SHARED_AT_ONCE_MAX = 20;

export interface OpenStage extends Stage {
  readonly embedded: EmbeddedAws;
}

/** How AWS behaves where its guides leave it open, or where a test makes it fail. */
export type Circumstances = Pick<EmbeddedAwsPlan, 'fleetSettings' | 'deliver' | 'crash'>;

export async function openStage(
  { organization, seed, withoutTicks }: Pick<Options, 'organization' | 'seed' | 'withoutTicks'>,
  root: string,
  circumstances: Circumstances = {},
): Promise<OpenStage> {
  const read = (file: string) => readTemplate(readFileSync(path.join(root, file), 'utf8'), file);
  const { hub, region, member, account } = TEMPLATES;
  const templates = { hub: read(hub), region: read(region), member: read(member), account: read(account) };
  const embedded = await embeddedAws({
    organization,
    seed,
    root,
    templates,
    ...circumstances,
    withheldTicks: (at) => withoutTicks !== undefined && at >= withoutTicks.from && at < withoutTicks.to,
  });
  await addPeople(embedded);
  await shareRunbooks(embedded.cloud, documentNames(templates.hub));
  const table = await ledgerTable(embedded.cloud);
  await writeStandingExceptions(embedded.cloud, table);
  return {
    cloud: embedded.cloud,
    embedded,
    ledgerRows: async () => (await embedded.tableItems(organization.hub, table)).map(plainItem),
  };
}

/** CloudFormation cannot share a document; the person who deploys does it once, and again for a new account. */
async function shareRunbooks({ organization, callAs }: Cloud, names: readonly string[]): Promise<void> {
  const { account, region } = organization.hub;
  const others = organization.accounts.map(({ id }) => id).filter((id) => id !== account);
  for (const Name of names) {
    for (let start = 0; start < others.length; start += SHARED_AT_ONCE_MAX) {
      const AccountIdsToAdd = others.slice(start, start + SHARED_AT_ONCE_MAX);
      const input = { Name, PermissionType: 'Share', AccountIdsToAdd };
      await callAs(administratorOf(account), region, 'ssm', 'ModifyDocumentPermission', input);
    }
  }
}

function documentNames({ Resources }: Template): string[] {
  return Object.values(Resources).flatMap((resource) => {
    if (!isObject(resource) || resource['Type'] !== 'AWS::SSM::Document' || !isObject(resource['Properties']))
      return [];
    const name = resource['Properties']['Name'];
    return typeof name === 'string' ? [name] : [];
  });
}

const tableList = z.object({ TableNames: z.array(z.string()) });

/** CloudFormation makes up the ledger's name; it is the only table of the hub. */
async function ledgerTable({ organization, callAs }: Cloud): Promise<string> {
  const { account, region } = organization.hub;
  const { TableNames } = tableList.parse(await callAs(administratorOf(account), region, 'dynamodb', 'ListTables', {}));
  const [name, ...others] = TableNames;
  if (name !== undefined && others.length === 0) return name;
  throw new Error(`Cannot find the ledger: the hub has the tables ${JSON.stringify(TableNames)}, wanted one`);
}
