/** `patchplane lint`: what is wrong with a catalogue, proved with dates. */
import type { Command } from 'commander';
import { lintCatalogue } from '../../shared/domain/schedule/lint/lint-catalogue.ts';
import { localDateOf } from '../../shared/domain/schedule/local-time.ts';
import { CATALOGUE_OPTION, openCatalogue } from '../catalogue-folder/catalogue-option.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { paintFor } from '../printing/paint.ts';
import { readMidnight, readWhole } from '../reading/read-arguments.ts';
import { printFindings } from './print-findings.ts';

/** Longer than any promise about clock changes holds. */
const YEARS_MAX = 50;

interface Flags {
  readonly catalogue: string;
  readonly from?: string;
  readonly years: string;
  readonly json?: true;
}

export function addLintCommand(program: Command, io: Io, end: End): void {
  program
    .command('lint')
    .description('what is wrong with a catalogue, proved with dates (docs/lint.md explains the codes)')
    .option(...CATALOGUE_OPTION)
    .option('--from <date>', 'look at the windows from this date on; today unless given')
    .option('--years <number>', 'for how many years', '5')
    .option('--json', 'print the findings as a JSON list')
    .action((flags: Flags) => end(lint(io, flags)));
}

function lint(io: Io, flags: Flags): ExitCode {
  const years = readWhole('--years', flags.years, { min: 1, max: YEARS_MAX });
  // Entries have zones of their own, so that the stretch as such can only be in UTC.
  const from = readMidnight('--from', flags.from ?? localDateOf(io.now, 'UTC'), 'UTC');
  const to = new Date(from);
  to.setUTCFullYear(from.getUTCFullYear() + years);

  const { folder, entries, defaults, freezes } = openCatalogue(io, flags.catalogue);
  const findings = lintCatalogue({ entries, defaults, freezes, from, to });
  const stretch = `${localDateOf(from, 'UTC')} to ${localDateOf(to, 'UTC')}`;
  const text = () => printFindings({ folder, stretch, entries: entries.length, findings, paint: paintFor(io) });
  io.out(flags.json ? `${JSON.stringify(findings)}\n` : text());
  return findings.length === 0 ? FINE : FINDINGS;
}
