/** `patchplane policies`: what keeps the tags of nodes in AWS Organizations, made from a catalogue. */
import path from 'node:path';
import type { Command } from 'commander';
import { CATALOGUE_OPTION, openCatalogue } from '../catalogue-folder/catalogue-option.ts';
import { usableEntries } from '../catalogue-folder/usable-entries.ts';
import { writeText } from '../catalogue-folder/write-text.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINE } from '../exit-codes.ts';
import { InputError, refuse } from '../input-error.ts';
import type { Io } from '../io.ts';
import { counted } from '../printing/counted.ts';
import { readFileName } from '../reading/read-file-name.ts';
import { collect } from '../requests/collect.ts';
import { organizationStack } from './organization-stack.ts';
import { patchGuardrail } from './patch-guardrail.ts';
import {
  KEPT_TAGS,
  SERVICE_CONTROL_POLICY_MAX,
  STACK_SET_ROLES,
  serviceControlPolicy,
} from './service-control-policy.ts';
import { spellPolicy } from './spell-policy.ts';
import { TAG_POLICY_MAX, tagPolicy } from './tag-policy.ts';

interface Flags {
  readonly catalogue: string;
  readonly out?: string;
  readonly stack?: string;
  readonly ownersToo: readonly string[];
  readonly mayTag: readonly string[];
  readonly mayDeploy: readonly string[];
  readonly mayPatch: readonly string[];
  readonly mayOperate: readonly string[];
  readonly json?: true;
}

export function addPoliciesCommand(program: Command, io: Io, end: End): void {
  program
    .command('policies')
    .description('the policies of AWS Organizations that keep the tags of nodes, and patch documents')
    .option(...CATALOGUE_OPTION)
    .option('--out <folder>', 'write them there, one file each')
    .option('--stack <file>', 'write a CloudFormation template of them')
    .option('--owners-too <tag>', 'a companion tag that owners may write as well', collect, [])
    .option('--may-tag <role>', 'a role that may write all of them', collect, [])
    .option('--may-deploy <role>', 'a role that deploys the member stack', collect, [])
    .option('--may-patch <role>', 'a role that may send patch documents', collect, [])
    .option('--may-operate <role>', 'a role of people who start the runbooks', collect, [])
    .option('--json', 'print them as a JSON object')
    .action((flags: Flags) => end(showPolicies(io, flags)));
}

function showPolicies(io: Io, flags: Flags): ExitCode {
  const ownersToo = flags.ownersToo.map((tag) => readTag(tag));
  const tagging = flags.mayTag.map((role) => readRole('--may-tag', role));
  const deploying = [...STACK_SET_ROLES, ...flags.mayDeploy.map((role) => readRole('--may-deploy', role))];
  const patching = flags.mayPatch.map((role) => readRole('--may-patch', role));
  const operating = flags.mayOperate.map((role) => readRole('--may-operate', role));
  const stack = flags.stack === undefined ? undefined : readFileName(io, '--stack', flags.stack, 'organization.yml');
  const approved = approvedIn(io, flags.catalogue);
  const policies = [
    {
      ...{ key: 'serviceControlPolicy', file: 'service-control-policy.json', name: 'service control policy' },
      ...{ logicalId: 'Tags', type: 'SERVICE_CONTROL_POLICY', stackName: 'patchplane-tags' },
      description: 'who may write which tags of nodes',
      policy: serviceControlPolicy({ approved, ownersToo, tagging, deploying }),
      ...{ schedules: approved.length, charactersMax: SERVICE_CONTROL_POLICY_MAX },
    },
    {
      ...{ key: 'tagPolicy', file: 'tag-policy.json', name: 'tag policy' },
      ...{ logicalId: 'TagValues', type: 'TAG_POLICY', stackName: 'patchplane-tag-values' },
      description: 'which values a schedule tag may have',
      policy: tagPolicy(approved),
      ...{ schedules: approved.length, charactersMax: TAG_POLICY_MAX },
    },
    {
      ...{ key: 'patchGuardrail', file: 'patch-guardrail.json', name: 'patch guardrail' },
      ...{ logicalId: 'PatchDocuments', type: 'SERVICE_CONTROL_POLICY', stackName: 'patchplane-patch-documents' },
      description: 'who may send patch documents',
      policy: patchGuardrail({ patching, deploying, operating }),
      ...{ schedules: 0, charactersMax: SERVICE_CONTROL_POLICY_MAX },
    },
  ].map((each) => ({ ...each, text: spellPolicy(each.policy, each) }));

  if (flags.json) io.out(`${JSON.stringify(Object.fromEntries(policies.map(({ key, policy }) => [key, policy])))}\n`);
  if (stack !== undefined) {
    writeText(io, stack, organizationStack(policies.map((each) => ({ ...each, name: each.stackName }))));
    io.err(`Wrote ${stack}: a template of ${counted(policies.length, 'policy', 'policies')}\n`);
  }
  for (const { file, name, text, charactersMax, schedules } of policies) {
    const content = schedules === 0 ? '' : `${counted(schedules, 'schedule')}, `;
    const size = `${content}${text.length} of ${charactersMax} characters`;
    if (flags.out !== undefined) {
      const written = path.join(flags.out, file);
      writeText(io, written, text);
      io.err(`Wrote ${written}: the ${name}, ${size}\n`);
    } else if (!flags.json && stack === undefined) {
      io.err(`The ${name}, ${size}\n`);
      io.out(text.trimEnd().concat('\n'));
    }
  }
  return FINE;
}

/** In the order of the folder. Where it keeps approvals, what is not approved is left out, and said. */
function approvedIn(io: Io, folder: string): string[] {
  const { entries, folder: name } = openCatalogue(io, folder);
  const approved = usableEntries(entries.filter((entry) => entry.approved !== false)).usable.map(({ value }) => value);
  const left = entries.map(({ value }) => value).filter((value) => !approved.includes(value));
  if (approved.length === 0) {
    throw new InputError(`Cannot make policies from ${JSON.stringify(name)}: no schedule there could be in force`);
  }
  if (left.length > 0) {
    const names = left.map((value) => JSON.stringify(value)).join(', ');
    io.err(`Left out: ${names}, not approved or without windows (see patchplane lint)\n`);
  }
  return approved;
}

function readTag(tag: string): string {
  if (KEPT_TAGS.includes(tag)) return tag;
  throw refuse('--owners-too', tag, `one of ${KEPT_TAGS.join(', ')}`);
}

/** A wildcard is AWS's; `*` alone would let everybody in. A role's path is part of its ARN, and Identity Center's have one. */
function readRole(option: string, role: string): string {
  if (role.startsWith('AWSReservedSSO_'))
    throw refuse(option, role, `'aws-reserved/sso.amazonaws.com/*${role}', its path too`);
  if (/^[\w+=,.@/-][\w+=,.@/*-]{0,127}$/.test(role)) return role;
  throw refuse(option, role, 'the name of a role such as backup-restore');
}
