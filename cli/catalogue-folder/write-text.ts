import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';
import { codeOf } from './read-files.ts';

/** Writes a file, and the folders that it lies in. */
export function writeText({ folder }: Pick<Io, 'folder'>, given: string, text: string): void {
  const file = path.resolve(folder, given);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new InputError(`Cannot write ${given}: ${codeOf(error)}`, { cause: error });
  }
}
