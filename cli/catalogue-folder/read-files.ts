/** Files and folders, with refusals that a person understands. */
import { readdirSync, readFileSync } from 'node:fs';
import { InputError } from '../input-error.ts';
import { byName } from './by-name.ts';

/**
 * The names of a folder's files without their ending, in order; undefined where there is no such folder.
 * Hidden files and notes (`.md`) may lie beside them; anything else would be an entry that nobody reads.
 */
export function namesIn(folder: string, ending: string): string[] | undefined {
  const names = orUndefined(() => readdirSync(folder), folder)?.filter((name) => !/^\.|\.md$/.test(name));
  const stranger = names?.find((name) => !name.endsWith(ending));
  if (stranger !== undefined) {
    throw new InputError(
      `Cannot read ${folder}: it holds ${JSON.stringify(stranger)}, wanted files ending in ${ending}`,
    );
  }
  return names?.map((name) => name.slice(0, -ending.length)).sort(byName);
}

export function readText(file: string): string {
  const text = readOptional(file);
  if (text === undefined) throw new InputError(`Cannot read ${file}: there is no such file`);
  return text;
}

export function readOptional(file: string): string | undefined {
  return orUndefined(() => readFileSync(file, 'utf8'), file);
}

function orUndefined<Result>(read: () => Result, file: string): Result | undefined {
  try {
    return read();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    throw new InputError(`Cannot read ${file}: ${code}`, { cause: error });
  }
}

/** The system's name for what went wrong, such as `EACCES`. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
