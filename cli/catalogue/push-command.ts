/**
 * `patchplane catalogue push`: from files to Parameter Store, after a look at the differences.
 *
 *   U1. It writes what differs, leaves alone what does not, and takes nothing away.
 *   U2. It never labels: a version of an entry is in force once Security has approved it, and until then the one before
 *       stays. Defaults and settings have no such step.
 *   U3. Approvals are not pushed, since who writes entries may not approve them.
 */
import type { Command } from 'commander';
import { byName } from '../catalogue-folder/by-name.ts';
import { CATALOGUE_OPTION, openCatalogue } from '../catalogue-folder/catalogue-option.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE, REFUSED } from '../exit-codes.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';
import { counted } from '../printing/counted.ts';
import { paintFor } from '../printing/paint.ts';
import { compareParameters } from './compare-parameters.ts';
import { consentTo } from './consent.ts';
import { fileOf } from './parameter-files.ts';
import { IN_FORCE_LABEL, type ParameterStore, type StoredParameter } from './parameter-store.ts';
import { printComparison } from './print-comparison.ts';
import { printPlace } from './print-place.ts';
import { readyToPush } from './ready-to-push.ts';

export interface PushFlags {
  readonly catalogue: string;
  readonly yes?: true;
  readonly json?: true;
}

interface Waiting {
  readonly name: string;
  readonly version: number;
  readonly inForce: number | undefined;
}

export function addPushCommand(catalogue: Command, io: Io, end: End): void {
  catalogue
    .command('push')
    .description('write the files that differ to Parameter Store, after showing the differences')
    .option(...CATALOGUE_OPTION)
    .option('--yes', 'write without asking')
    .option('--json', 'print differences and versions as a JSON object; writes only with --yes')
    .action(async (flags: PushFlags) => end(await push(io, flags)));
}

/** All that differs, or one entry alone. */
export async function push(io: Io, flags: PushFlags, only?: string): Promise<ExitCode> {
  const { files, warnings } = readyToPush(openCatalogue(io, flags.catalogue), { now: io.now, only });
  const store = await io.parameterStore();
  const place = await store.readPlace();
  if (!flags.json) io.out(printPlace(place));
  const stored = (await store.readAll()).filter(({ name }) => (only === undefined ? isPushed(name) : files.has(name)));

  const there = new Map(stored.map(({ name, text }) => [name, text]));
  const comparisons = compareParameters(files, there);
  const changes = comparisons.filter(({ kind }) => kind === 'new' || kind === 'changed').map(({ name }) => name);
  if (!flags.json) io.out(printComparison(comparisons, paintFor(io)));
  for (const warning of warnings) io.err(`Warning: ${warning}\n`);

  const what = counted(changes.length, 'parameter');
  const consent = changes.length === 0 ? undefined : await consentTo(io, what, flags);
  const outcome = await writeEach(store, files, consent?.kind === 'given' ? changes : []);
  const waiting = await waitingOf(store, stored, outcome.written, files);
  if (flags.json) io.out(`${JSON.stringify({ ...place, comparisons, ...outcome, waiting, warnings })}\n`);
  else io.out(printOutcome(outcome, waiting));

  for (const { reason } of outcome.refused) io.err(`${reason}\n`);
  if (outcome.refused.length > 0) return REFUSED;
  if (consent?.kind !== 'withheld') return FINE;
  io.err(`Nothing was written: ${consent.because}\n`);
  return FINDINGS;
}

function isPushed(name: string): boolean {
  const kind = fileOf(name)?.kind;
  return kind !== undefined && kind !== 'approval'; // U3
}

/** One refusal keeps none of the others from being written, and all are told. */
async function writeEach(store: ParameterStore, files: ReadonlyMap<string, string>, names: readonly string[]) {
  const written: { readonly name: string; readonly version: number }[] = [];
  const refused: { readonly name: string; readonly reason: string }[] = [];
  for (const name of names) {
    try {
      written.push({ name, version: await store.write(name, files.get(name) ?? '') });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push({ name, reason: error.message });
    }
  }
  return { written, refused };
}

/** Entries of the folder whose latest version is not the one in force (U2). */
async function waitingOf(
  store: ParameterStore,
  stored: readonly StoredParameter[],
  written: readonly { readonly name: string; readonly version: number }[],
  files: ReadonlyMap<string, string>,
): Promise<Waiting[]> {
  const inForce = await store.readInForce();
  const latest = new Map([...stored, ...written].map(({ name, version }) => [name, version]));
  return [...latest]
    .filter(([name, version]) => files.has(name) && fileOf(name)?.kind === 'schedule' && inForce.get(name) !== version)
    .map(([name, version]) => ({ name, version, inForce: inForce.get(name) }))
    .sort((one, other) => byName(one.name, other.name));
}

function printOutcome(
  { written }: { readonly written: readonly { readonly name: string; readonly version: number }[] },
  waiting: readonly Waiting[],
): string {
  const lines = [
    ...written.map(({ name, version }) => {
      // Defaults and settings carry no label: they are read as they stand.
      const atOnce = fileOf(name)?.kind === 'schedule' ? '' : ', which counts at once';
      return `wrote ${name}, version ${version}${atOnce}`;
    }),
    ...waiting.map(({ name, version, inForce }) => {
      const until = inForce === undefined ? 'none is in force' : `version ${inForce} stays in force`;
      return `version ${version} of ${name} waits for approval (label ${IN_FORCE_LABEL}); until then ${until}`;
    }),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
