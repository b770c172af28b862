import { parseCatalogueEntry } from '../../shared/inbound/catalogue-entry.ts';
import type { CatalogueFolder } from '../catalogue-folder/read-catalogue-folder.ts';
import { InputError, messageOf } from '../input-error.ts';
import { fileOf } from './parameter-files.ts';

/** What a parameter of the standard tier holds. */
const PARAMETER_BYTES_MAX = 4096;

/** The catalogue, if every part of it can be a parameter. */
export function readyToPush(catalogue: CatalogueFolder): CatalogueFolder {
  const unreadable = catalogue.entries.flatMap(({ value, rule, problem = '' }) =>
    rule === undefined ? [`schedules/${value}.json: ${problem}`] : [],
  );
  const tooLarge = [...catalogue.files].flatMap(([name, text]) => {
    const bytes = Buffer.byteLength(text);
    return bytes > PARAMETER_BYTES_MAX ? [`${name} has ${bytes} bytes, wanted at most ${PARAMETER_BYTES_MAX}`] : [];
  });
  const problems = [...unreadable, ...tooLarge];
  if (problems.length === 0) return catalogue;
  throw new InputError(`Cannot push ${catalogue.folder}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}

/** What the sweep would say of an entry. It can be pushed all the same: only an approval puts it in force. */
export function warningsOf(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([name, text]) => {
    if (fileOf(name)?.kind !== 'schedule') return [];
    try {
      parseCatalogueEntry(name.slice(name.lastIndexOf('/') + 1), 0, text);
      return [];
    } catch (error) {
      return [messageOf(error)];
    }
  });
}
