/** Which file of a folder holds which parameter, and how the one is written as the other. */
import path from 'node:path';
import { namesIn, readOptional } from '../catalogue-folder/read-files.ts';
import { printJson } from '../printing/print-json.ts';
import type { SchemaKind } from '../schemas/json-schemas.ts';
import { PARAMETER_ROOT } from './parameter-store.ts';

interface ParameterFile {
  /** Its path in the folder, such as `schedules/2SATX4.json`. */
  readonly file: string;
  readonly kind: SchemaKind;
}

const FOLDERS: Readonly<Partial<Record<string, SchemaKind>>> = { schedules: 'schedule', approvals: 'approval' };

/** Undefined for a parameter that is no part of a catalogue. */
export function fileOf(parameter: string): ParameterFile | undefined {
  if (parameter === `${PARAMETER_ROOT}/defaults`) return { file: 'defaults.json', kind: 'defaults' };
  if (parameter === `${PARAMETER_ROOT}/settings`) return { file: 'settings.json', kind: 'settings' };
  const [, folder = '', name = ''] = /^\/patchplane\/([a-z]+)\/(\w[\w.-]*)$/.exec(parameter) ?? [];
  const kind = FOLDERS[folder];
  return kind === undefined ? undefined : { file: `${folder}/${name}.json`, kind };
}

/** What a folder holds as parameters, whether sound or not, by name. */
export function readParameterFiles(folder: string): Map<string, string> {
  const entries = Object.keys(FOLDERS).flatMap((name) =>
    (namesIn(path.join(folder, name), '.json') ?? []).map((value) => `${PARAMETER_ROOT}/${name}/${value}`),
  );
  const shared = ['defaults', 'settings'].map((name) => `${PARAMETER_ROOT}/${name}`);
  return new Map(
    [...entries, ...shared].flatMap((parameter) => {
      const text = readOptional(path.join(folder, fileOf(parameter)?.file ?? ''));
      return text === undefined ? [] : [[parameter, parameterTextOf(parameter, text)] as const];
    }),
  );
}

/** A parameter as a file: readable, and with a schema that editors find. What is no JSON object stays as it is. */
export function fileTextOf(parameter: string, text: string): string {
  const kind = fileOf(parameter)?.kind;
  const content = parsed(text);
  if (typeof content !== 'object' || content === null || kind === undefined) return `${text}\n`;
  const $schema = `${kind in { schedule: 1, approval: 1 } ? '..' : '.'}/schemas/${kind}.schema.json`;
  return printJson(kind === 'defaults' ? { $schema, rules: content } : { $schema, ...content });
}

function parameterTextOf(parameter: string, text: string): string {
  const content = parsed(text);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return text;
  const { $schema: _, ...rest }: Record<string, unknown> = { ...content };
  return JSON.stringify(fileOf(parameter)?.kind === 'defaults' ? rest['rules'] : rest);
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
