/**
 * `patchplane approve` and `patchplane withdraw`: Security's word on one entry.
 *
 *   V1. What is approved is what was shown: the hash is that of the very text.
 *   V2. It counts only where AWS records another principal for it than for the entry; apply-catalogue sees to that.
 */
import type { Command } from 'commander';
import { sha256 } from '../../shared/platform/sha256.ts';
import { consentTo } from '../catalogue/consent.ts';
import { PARAMETER_ROOT, type ParameterStore } from '../catalogue/parameter-store.ts';
import { printPlace } from '../catalogue/print-place.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE } from '../exit-codes.ts';
import { InputError, refuse } from '../input-error.ts';
import type { Io } from '../io.ts';
import { printJson } from '../printing/print-json.ts';
import { visible } from '../printing/visible.ts';
import { readReason } from '../requests/read-request.ts';

interface Flags {
  readonly reason: string;
  readonly of?: string;
  readonly yes?: true;
  readonly json?: true;
}

export function addApproveCommand(program: Command, io: Io, end: End): void {
  program
    .command('approve')
    .description('approve an entry as it stands in Parameter Store, which somebody else has written')
    .argument('<value>', 'the entry, such as 2SATX4')
    .requiredOption('--reason <text>', 'why: it is recorded')
    .option('--of <version>', 'refuse if another version than this stands there by now')
    .option('--yes', 'write without asking')
    .option('--json', 'print a JSON object; writes only with --yes')
    .action(async (value: string, flags: Flags) => end(await approve(io, value, flags)));
}

export function addWithdrawCommand(program: Command, io: Io, end: End): void {
  program
    .command('withdraw')
    .description('take an entry out of force: none of its windows opens any more')
    .argument('<value>', 'the entry, such as 2SATX4')
    .requiredOption('--reason <text>', 'why: it is recorded and told')
    .option('--yes', 'write without asking')
    .option('--json', 'print a JSON object; writes only with --yes')
    .action(async (value: string, flags: Flags) => end(await withdraw(io, value, flags)));
}

async function approve(io: Io, value: string, flags: Flags): Promise<ExitCode> {
  const reason = readReason(flags.reason);
  const store = await io.parameterStore();
  const place = await store.readPlace();
  const { text, version } = await entryOf(store, value);
  if (flags.of !== undefined && flags.of !== `${version}`) {
    throw refuse('--of', flags.of, `${version}, which stands there by now: read it again`);
  }
  if (!flags.json) {
    io.out(printPlace(place));
    io.out(`Version ${version} of ${value}:\n${readable(text)}`);
  }
  const content = { sha256: sha256(text), version, reason };
  const next = 'It is in force in a minute or so, unless you wrote it yourself: then it is refused, and told.';
  return write(io, store, { value, content, place, flags, next });
}

async function withdraw(io: Io, value: string, flags: Flags): Promise<ExitCode> {
  const reason = readReason(flags.reason);
  const store = await io.parameterStore();
  const place = await store.readPlace();
  await entryOf(store, value);
  if (!flags.json) io.out(printPlace(place));
  const next = 'It is out of force in a minute or so; who still carries it is told. A window that is open goes on.';
  return write(io, store, { value, content: { withdrawn: true, reason }, place, flags, next });
}

async function entryOf(store: ParameterStore, value: string) {
  const name = `${PARAMETER_ROOT}/schedules/${value}`;
  const found = (await store.readAll()).find((parameter) => parameter.name === name);
  if (found === undefined) throw new InputError(`Cannot find ${name} in Parameter Store: propose it first`);
  return found;
}

/** What is no JSON could not be in force either way, and its approver will want to see it. */
function readable(text: string): string {
  try {
    return printJson(JSON.parse(text));
  } catch {
    return `${visible(text)}\n`;
  }
}

async function write(
  io: Io,
  store: ParameterStore,
  {
    value,
    content,
    place,
    flags,
    next,
  }: {
    readonly value: string;
    readonly content: object;
    readonly place: object;
    readonly flags: Flags;
    readonly next: string;
  },
): Promise<ExitCode> {
  const name = `${PARAMETER_ROOT}/approvals/${value}`;
  const consent = await consentTo(io, name, flags);
  const written = consent.kind === 'given' ? await store.write(name, JSON.stringify(content)) : undefined;
  if (flags.json) io.out(`${JSON.stringify({ ...place, name, content, written })}\n`);
  else if (written !== undefined) io.out(`wrote ${name}, version ${written}\n${next}\n`);
  if (consent.kind === 'given') return FINE;
  io.err(`Nothing was written: ${consent.because}\n`);
  return FINDINGS;
}
