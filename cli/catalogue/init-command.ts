/** `patchplane catalogue init`: writes a catalogue to begin with. It never changes a file that is there. */
import path from 'node:path';
import { type Command, Option } from 'commander';
import { CATALOGUE_OPTION } from '../catalogue-folder/catalogue-option.ts';
import { readOptional } from '../catalogue-folder/read-files.ts';
import { writeText } from '../catalogue-folder/write-text.ts';
import type { End } from '../end.ts';
import { FINE } from '../exit-codes.ts';
import { InputError, refuse } from '../input-error.ts';
import type { Io } from '../io.ts';
import { counted } from '../printing/counted.ts';
import { printJson } from '../printing/print-json.ts';
import { readZone } from '../reading/read-arguments.ts';
import { jsonSchemas } from '../schemas/json-schemas.ts';
import { weekendOffering } from './weekend-offering.ts';

interface Flags {
  readonly offerings: string;
  readonly catalogue: string;
  readonly zone: string;
  readonly environment: string;
  readonly owner: string;
  readonly json?: true;
}

export function addInitCommand(catalogue: Command, io: Io, end: End): void {
  catalogue
    .command('init')
    .description('write a catalogue to begin with, its JSON Schemas included')
    .addOption(
      new Option('--offerings <name>', 'weekend: 13 slots of four hours from Friday 22:00 on').makeOptionMandatory(),
    )
    .option(...CATALOGUE_OPTION)
    .option('--zone <zone>', 'the IANA time zone of its hours', 'UTC')
    .option('--environment <name>', 'the environment that it patches', 'prod')
    .option('--owner <name>', 'the team that answers for it', 'cloud-operations@example.com')
    .option('--json', 'print the files as a JSON object')
    .action((flags: Flags) => end(init(io, flags)));
}

function init(io: Io, { offerings, catalogue, zone, environment, owner, json }: Flags): typeof FINE {
  if (offerings !== 'weekend') throw refuse('--offerings', offerings, 'weekend');
  if (environment === '') throw refuse('--environment', environment, 'a name such as prod');
  if (owner === '') throw refuse('--owner', owner, 'a team such as cloud-operations@example.com');
  const files = new Map([
    ...weekendOffering({ zone: readZone('--zone', zone), environment, owner }),
    ...[...jsonSchemas()].map(([name, schema]) => [`schemas/${name}`, schema] as const),
  ]);

  const texts = [...files].map(([file, content]) => ({ file: path.join(catalogue, file), text: printJson(content) }));
  const found = texts.map((each) => ({ ...each, there: readOptional(path.resolve(io.folder, each.file)) }));
  // All or nothing: half a catalogue of one kind and half of another would be worse than a refusal.
  const other = found.find(({ text, there }) => there !== undefined && there !== text);
  if (other !== undefined) {
    throw new InputError(`Cannot write ${other.file}: it is there with another content, wanted a folder without it`);
  }
  const missing = found.filter(({ there }) => there === undefined);
  for (const { file, text } of missing) writeText(io, file, text);

  const written = missing.map(({ file }) => file);
  const unchanged = found.filter(({ there }) => there !== undefined).map(({ file }) => file);
  const text = [...written.map((file) => `wrote ${file}`), ...summaryOf(written, unchanged, catalogue)].join('\n');
  io.out(json ? `${JSON.stringify({ written, unchanged })}\n` : `${text}\n`);
  return FINE;
}

function summaryOf(written: readonly string[], unchanged: readonly string[], catalogue: string): string[] {
  const there = unchanged.length === 0 ? '' : `, ${unchanged.length} there already`;
  return [
    `${counted(written.length, 'file')} written${there}. Look at it with: patchplane lint --catalogue ${catalogue}`,
  ];
}
