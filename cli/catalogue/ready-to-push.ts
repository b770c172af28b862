/** Whether a catalogue may go to Parameter Store, and what is to be said of it all the same. */
import { type Finding, NEVER_OPENS } from '../../shared/domain/schedule/lint/finding.ts';
import { lintCatalogue } from '../../shared/domain/schedule/lint/lint-catalogue.ts';
import type { CatalogueFolder } from '../catalogue-folder/read-catalogue-folder.ts';
import { InputError, refuse } from '../input-error.ts';
import { fileOf } from './parameter-files.ts';

/** What a parameter of the standard tier holds. */
const PARAMETER_BYTES_MAX = 4096;

/** As far as `lint` looks unless told otherwise. */
const YEARS = 5;

export interface ReadyToPush {
  readonly files: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** The catalogue, or one entry of it, if every part of that can be a parameter and come to something. */
export function readyToPush(
  { folder, entries, defaults, freezes, files: all }: CatalogueFolder,
  { now, only }: { readonly now: Date; readonly only?: string | undefined },
): ReadyToPush {
  if (only !== undefined && !entries.some(({ value }) => value === only)) {
    throw refuse('the entry', only, `one of ${JSON.stringify(folder)}: schedules/${only}.json is not there`);
  }
  const files = new Map(
    [...all].filter(([name]) => only === undefined || fileOf(name)?.file === `schedules/${only}.json`),
  );
  const to = new Date(now);
  to.setUTCFullYear(now.getUTCFullYear() + YEARS);
  const found = lintCatalogue({ entries, defaults, freezes, from: now, to });
  const findings = found.filter(({ entry }) => only === undefined || entry === only);

  const problems = [...findings.filter(({ code }) => NEVER_OPENS.has(code)).map(problemOf), ...tooLarge(files)];
  if (problems.length > 0) throw new InputError([`Cannot push ${JSON.stringify(folder)}:`, ...problems].join('\n'));

  // What is pushed is there to be approved, so that it need not be yet.
  const others = findings.filter(({ code }) => code !== 'not-approved');
  return { files, warnings: others.map(({ code, sentence }) => `${sentence} (${code})`) };
}

function problemOf({ entry, sentence, cure }: Finding): string {
  return `  schedules/${entry}.json: ${sentence}\n    Cure: ${cure}`;
}

/** Defaults and settings, which are no entries. */
function tooLarge(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([name, text]) => {
    const { file, kind } = fileOf(name) ?? {};
    const bytes = Buffer.byteLength(text);
    if (kind === 'schedule' || bytes <= PARAMETER_BYTES_MAX) return [];
    return [`  ${file} takes ${bytes} bytes as a parameter, wanted at most ${PARAMETER_BYTES_MAX}`];
  });
}
