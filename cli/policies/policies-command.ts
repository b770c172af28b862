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
import { collect } from '../requests/collect.ts';
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
  readonly ownersToo: readonly string[];
  readonly mayTag: readonly string[];
  readonly mayDeploy: readonly string[];
  readonly json?: true;
}

export function addPoliciesCommand(program: Command, io: Io, end: End): void {
  program
    .command('policies')
    .description('the policies of AWS Organizations that keep the tags of nodes')
    .option(...CATALOGUE_OPTION)
    .option('--out <folder>', 'write them there, one file each')
    .option('--owners-too <tag>', 'a companion tag that owners may write as well', collect, [])
    .option('--may-tag <role>', 'a role that may write all of them', collect, [])
    .option('--may-deploy <role>', 'a role that deploys the member stack', collect, [])
    .option('--json', 'print them as a JSON object')
    .action((flags: Flags) => end(showPolicies(io, flags)));
}

function showPolicies(io: Io, flags: Flags): ExitCode {
  const ownersToo = flags.ownersToo.map((tag) => readTag(tag));
  const tagging = flags.mayTag.map((role) => readRole('--may-tag', role));
  const deploying = [...STACK_SET_ROLES, ...flags.mayDeploy.map((role) => readRole('--may-deploy', role))];
  const approved = approvedIn(io, flags.catalogue);
  const policies = [
    {
      file: 'service-control-policy.json',
      name: 'service control policy',
      policy: serviceControlPolicy({ approved, ownersToo, tagging, deploying }),
      charactersMax: SERVICE_CONTROL_POLICY_MAX,
    },
    { file: 'tag-policy.json', name: 'tag policy', policy: tagPolicy(approved), charactersMax: TAG_POLICY_MAX },
  ].map((each) => ({ ...each, text: spellPolicy(each.policy, { ...each, schedules: approved.length }) }));

  const [serviceControl, tag] = policies.map(({ policy }) => policy);
  if (flags.json) io.out(`${JSON.stringify({ serviceControlPolicy: serviceControl, tagPolicy: tag })}\n`);
  for (const { file, name, text, charactersMax } of policies) {
    const size = `${counted(approved.length, 'schedule')}, ${text.length} of ${charactersMax} characters`;
    if (flags.out !== undefined) {
      const written = path.join(flags.out, file);
      writeText(io, written, text);
      io.err(`Wrote ${written}: the ${name}, ${size}\n`);
    } else if (!flags.json) {
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

/** A wildcard is AWS's; `*` alone would let everybody in. */
function readRole(option: string, role: string): string {
  if (/^[\w+=,.@/-][\w+=,.@/*-]{0,127}$/.test(role)) return role;
  throw refuse(option, role, 'the name of a role such as backup-restore');
}
