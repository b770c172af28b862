/** What `npm run build` and `npm run package` wrote, for the tests that hold it against the sources. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export const projectRoot = path.resolve(import.meta.dirname, '../..');

export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What the build notes about a bundle: paths are relative to the root, commands are `client:Command`. */
export interface BundleNote {
  readonly bytes: number;
  readonly inputs: readonly string[];
  readonly commands?: readonly string[];
  /** Those of which anything is in the bundle. */
  readonly clients?: readonly string[];
}

const TEMPLATES = {
  hub: '.serverless/cloudformation-template-update-stack.json',
  region: '.serverless/region/cloudformation-template-update-stack.json',
  account: '.serverless/account/cloudformation-template-update-stack.json',
} as const;

export function packagedTemplate(stack: keyof typeof TEMPLATES): Template {
  return JSON.parse(read(TEMPLATES[stack]));
}

/** Of a hand-written stack only what is spelt out: `!Sub` and its like come back as their text. */
export function writtenStack(name: string): Template {
  return parse(read(`stacks/${name}.yml`), { logLevel: 'silent' });
}

export function bundleNote(name: string): BundleNote {
  return JSON.parse(read(`dist/.meta/${name}.json`));
}

function read(file: string): string {
  const whole = path.join(projectRoot, file);
  if (!existsSync(whole)) throw new Error(`Cannot read ${file}: npm test builds and packages before it tests`);
  return readFileSync(whole, 'utf8');
}
