/** `patchplane doctor VALUE…`: what somebody probably meant by a tag. */
import type { Command } from 'commander';
import { CATALOGUE_OPTION, openCatalogue } from '../catalogue-folder/catalogue-option.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type Paint, paintFor } from '../printing/paint.ts';
import { type Examination, examinerOf } from './examine-tag.ts';

interface Flags {
  readonly catalogue: string;
  readonly json?: true;
}

interface Examined {
  /** As it was given. */
  readonly tag: string;
  readonly diagnosis: Examination;
}

export function addDoctorCommand(program: Command, io: Io, end: End): void {
  program
    .command('doctor')
    .description('what was meant by a tag value, among those that the catalogue approves')
    .argument('<value...>', 'values of the tag maintenance:patching, as they were found')
    .option(...CATALOGUE_OPTION)
    .option('--json', 'print a JSON list')
    .action((values: string[], flags: Flags) => end(examine(io, values, flags)));
}

function examine(io: Io, tags: readonly string[], flags: Flags): ExitCode {
  const examineTag = examinerOf(openCatalogue(io, flags.catalogue).entries, io.now);
  const examined = tags.map((tag): Examined => ({ tag, diagnosis: examineTag(tag) }));

  const width = Math.max(...tags.map((tag) => JSON.stringify(tag).length));
  const paint = paintFor(io);
  const lines = examined.map((one) => {
    return `${JSON.stringify(one.tag).padEnd(width)}  ${sentenceOf(one, paint)}\n`;
  });
  io.out(flags.json ? `${JSON.stringify(examined.map(asData))}\n` : lines.join(''));
  return examined.every(({ diagnosis }) => isFine(diagnosis)) ? FINE : FINDINGS;
}

function isFine({ kind }: Examination): boolean {
  return kind === 'approved' || kind === 'reserved';
}

function sentenceOf({ tag, diagnosis }: Examined, paint: Paint): string {
  switch (diagnosis.kind) {
    case 'approved':
      return paint('green', 'approved');
    case 'reserved':
      return `${paint('green', 'reserved')}: it keeps the node out of all windows`;
    case 'meant': {
      const { value, confidence, because } = diagnosis;
      return confidence === 'possible'
        ? `${paint('yellow', `possibly meant ${value}`)} (${because})`
        : `${paint('yellow', `meant ${value}`)}, ${confidence} (${because})`;
    }
    case 'several':
      return `${paint('yellow', 'not clear')}: ${diagnosis.values.join(' or ')} (${diagnosis.because})`;
    case 'never-opens': {
      const { value, because } = diagnosis;
      const near = value === tag ? '' : `near to ${value}, which is `;
      return `${near}${paint('red', 'in the catalogue, but never opens')}: ${because}`;
    }
    case 'none':
      return `${paint('red', 'unknown')}: near to no approved value`;
  }
}

/** `value` is the one proposed, so that the one examined has another name. */
function asData({ tag, diagnosis }: Examined) {
  return { tag, ...diagnosis };
}
