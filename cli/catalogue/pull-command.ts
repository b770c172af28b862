/** `patchplane catalogue pull`: from Parameter Store to files, after a look at the differences. It deletes no file. */
import path from 'node:path';
import type { Command } from 'commander';
import { CATALOGUE_OPTION } from '../catalogue-folder/catalogue-option.ts';
import { writeText } from '../catalogue-folder/write-text.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { counted } from '../printing/counted.ts';
import { paintFor } from '../printing/paint.ts';
import { printJson } from '../printing/print-json.ts';
import { jsonSchemas } from '../schemas/json-schemas.ts';
import { compareParameters } from './compare-parameters.ts';
import { consentTo } from './consent.ts';
import { fileOf, fileTextOf, readParameterFiles } from './parameter-files.ts';
import { PARAMETER_ROOT } from './parameter-store.ts';
import { printComparison } from './print-comparison.ts';
import { printPlace } from './print-place.ts';

interface Flags {
  readonly catalogue: string;
  readonly yes?: true;
  readonly json?: true;
}

export function addPullCommand(catalogue: Command, io: Io, end: End): void {
  catalogue
    .command('pull')
    .description('write what differs in Parameter Store to the files, after showing the differences')
    .option(...CATALOGUE_OPTION)
    .option('--yes', 'write without asking')
    .option('--json', 'print differences and files as a JSON object; writes only with --yes')
    .action(async (flags: Flags) => end(await pull(io, flags)));
}

async function pull(io: Io, flags: Flags): Promise<ExitCode> {
  const { catalogue } = flags;
  const store = await io.parameterStore();
  const place = await store.readPlace();
  if (!flags.json) io.out(printPlace(place));
  const stored = await store.readAll();
  if (!flags.json && stored.length === 0) io.out(`nothing under ${PARAMETER_ROOT}\n`);
  const known = new Map(
    stored.filter(({ name }) => fileOf(name) !== undefined).map(({ name, text }) => [name, text] as const),
  );
  // Where the hub says what it is: its stack writes it.
  const ours = `${PARAMETER_ROOT}/hub`;
  const strangers = stored.map(({ name }) => name).filter((name) => !known.has(name) && name !== ours);

  const comparisons = compareParameters(known, readParameterFiles(path.resolve(io.folder, catalogue)));
  const changes = comparisons.filter(({ kind }) => kind === 'new' || kind === 'changed').map(({ name }) => name);
  if (!flags.json) io.out(printComparison(comparisons, paintFor(io)));
  for (const name of strangers) io.err(`Left alone: ${name}, which is no part of a catalogue\n`);

  const what = counted(changes.length, 'file');
  const consent = changes.length === 0 ? undefined : await consentTo(io, what, flags);
  const written =
    consent?.kind === 'given' ? changes.map((name) => writeParameter(io, catalogue, name, known.get(name) ?? '')) : [];
  if (written.length > 0) writeSchemas(io, catalogue);
  io.out(
    flags.json
      ? `${JSON.stringify({ ...place, comparisons, written })}\n`
      : written.map((file) => `wrote ${file}\n`).join(''),
  );
  if (consent?.kind !== 'withheld') return FINE;
  io.err(`Nothing was written: ${consent.because}\n`);
  return FINDINGS;
}

function writeParameter(io: Io, catalogue: string, name: string, text: string): string {
  const file = path.join(catalogue, fileOf(name)?.file ?? '');
  writeText(io, file, fileTextOf(name, text));
  return file;
}

/** The files name them, so that they must be there. */
function writeSchemas(io: Io, catalogue: string): void {
  for (const [name, schema] of jsonSchemas()) writeText(io, path.join(catalogue, 'schemas', name), printJson(schema));
}
