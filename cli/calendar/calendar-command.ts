/** `patchplane calendar`: a year of a catalogue, on the terminal, as a page, for a calendar program, or as data. */
import type { Command } from 'commander';
import { lintCatalogue } from '../../shared/domain/schedule/lint/lint-catalogue.ts';
import { CATALOGUE_OPTION, openCatalogue } from '../catalogue-folder/catalogue-option.ts';
import { type UsableEntry, usableEntries } from '../catalogue-folder/usable-entries.ts';
import { writeText } from '../catalogue-folder/write-text.ts';
import type { End } from '../end.ts';
import { FINE } from '../exit-codes.ts';
import { writeIcs } from '../ics/write-ics.ts';
import type { Io } from '../io.ts';
import { counted } from '../printing/counted.ts';
import { paintFor } from '../printing/paint.ts';
import { readWhole, YEAR_MAX, YEAR_MIN } from '../reading/read-arguments.ts';
import { readFileName } from '../reading/read-file-name.ts';
import { yearPage } from '../year-page/year-page.ts';
import { printYear } from './print-year.ts';
import { eventsOfYear, jsonOfYear } from './year-as-data.ts';
import { yearOfWindows } from './year-of-windows.ts';

interface Flags {
  readonly year: string;
  readonly catalogue: string;
  readonly html?: string;
  readonly ics?: string;
  readonly json?: true;
}

export function addCalendarCommand(program: Command, io: Io, end: End): void {
  program
    .command('calendar')
    .description('a year of a catalogue: windows, freezes, clock changes, Patch Tuesdays')
    .requiredOption('--year <year>', 'which year')
    .option(...CATALOGUE_OPTION)
    .option('--html <file>', 'write it as a page that prints on one sheet')
    .option('--ics <file>', 'write its windows for a calendar program')
    .option('--json', 'print it as a JSON object')
    .action((flags: Flags) => end(showYear(io, flags)));
}

function showYear(io: Io, flags: Flags): typeof FINE {
  const year = readWhole('--year', flags.year, { min: YEAR_MIN, max: YEAR_MAX });
  const html = flags.html === undefined ? undefined : readFileName(io, '--html', flags.html, `out/${year}.html`);
  const ics = flags.ics === undefined ? undefined : readFileName(io, '--ics', flags.ics, `out/${year}.ics`);
  const { folder, entries, freezes } = openCatalogue(io, flags.catalogue);
  const { usable, unusable } = usableEntries(entries);
  const ofYear = yearOfWindows(year, { entries: usable, freezes });
  const title = `Patch windows of ${year}`;

  if (flags.json) io.out(`${JSON.stringify(jsonOfYear(ofYear))}\n`);
  else io.out(printYear({ ...ofYear, title: `${folder}: ${title}`, entries: namesOf(usable), paint: paintFor(io) }));
  if (unusable.length > 0) {
    const names = unusable.map((name) => JSON.stringify(name)).join(', ');
    io.err(`Left out: ${names}, which ${unusable.length === 1 ? 'has' : 'have'} no windows (see patchplane lint)\n`);
  }
  if (html !== undefined) {
    const stretch = { from: new Date(Date.UTC(year, 0, 1)), to: new Date(Date.UTC(year + 1, 0, 1)) };
    const findings = lintCatalogue({ entries, freezes, ...stretch });
    write(io, html, yearPage({ ...ofYear, title: folder, findings, now: io.now }), 'the year on a page');
  }
  if (ics !== undefined) {
    const events = eventsOfYear(ofYear);
    write(io, ics, writeIcs({ name: title, events, now: io.now }), counted(events.length, 'event'));
  }
  return FINE;
}

function namesOf(entries: readonly UsableEntry[]): string[] {
  return entries.map(({ value }) => value);
}

/** Said on standard error: standard output is the year itself. */
function write(io: Io, file: string, text: string, what: string): void {
  writeText(io, file, text);
  io.err(`Wrote ${file}: ${what}\n`);
}
