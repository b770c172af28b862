/**
 * Reads an organization file. A file may say `"extends": "default.json"` and give only the keys that differ; what it
 * gives replaces the other file's key as a whole.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from './input-error.ts';
import type { Organization } from './organization.ts';
import { parseOrganization } from './parse-organization.ts';

const EXTENDS_DEPTH_MAX = 5;

export function readOrganization(file: string): Organization {
  return parseOrganization(readExtended(file, 0), file);
}

function readExtended(file: string, depth: number): unknown {
  if (depth > EXTENDS_DEPTH_MAX) {
    throw new InputError(`Cannot read organization ${file}: more than ${EXTENDS_DEPTH_MAX} files extend one another`);
  }
  const content = readJson(file);
  if (typeof content !== 'object' || content === null || !('extends' in content)) return content;
  const { extends: base, ...own } = content;
  if (typeof base !== 'string') {
    throw new InputError(
      `Cannot read organization ${file}: extends is ${JSON.stringify(base)}, wanted the name of a file`,
    );
  }
  const inherited = readExtended(path.join(path.dirname(file), base), depth + 1);
  return typeof inherited === 'object' ? { ...inherited, ...own } : inherited;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? `it is not JSON: ${error.message}` : reasonOf(error);
    throw new InputError(`Cannot read organization ${file}: ${why}`, { cause: error });
  }
}

/** Node's own errors may come from another realm than ours, as they do under jest: no `instanceof` here. */
function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a directory';
  return String(error);
}
