import { existsSync } from 'node:fs';
import path from 'node:path';
import { refuse } from '../input-error.ts';
import type { Io } from '../io.ts';

/** The name of a file to write. Looked at before the work, so that nothing is half done when it is refused. */
export function readFileName({ folder }: Pick<Io, 'folder'>, option: string, text: string, example: string): string {
  // With a separator behind it, only a folder is there; so is the empty name, which is the one that we are in.
  const isFolder = /[/\\]$/.test(text) || existsSync(path.resolve(folder, text) + path.sep);
  if (isFolder) throw refuse(option, text, `a file such as ${example}, and not a folder`);
  return text;
}
