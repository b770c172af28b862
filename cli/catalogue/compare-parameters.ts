/** What stands between the files of a folder and Parameter Store. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { byName } from '../catalogue-folder/by-name.ts';
import { printJson } from '../printing/print-json.ts';

export interface Comparison {
  /** Such as `/patchplane/schedules/2SATX4`. */
  readonly name: string;
  readonly kind: 'unchanged' | 'changed' | 'new' | 'only-there';
  /** The difference as a patch from there to here, line by line; empty where there is none. */
  readonly patch: string;
}

/** `here` is what would be written over `there`. By content: how the JSON is laid out is of no matter. */
export function compareParameters(here: ReadonlyMap<string, string>, there: ReadonlyMap<string, string>): Comparison[] {
  const names = [...new Set([...here.keys(), ...there.keys()])].sort(byName);
  return names.map((name) => {
    const [ours, theirs] = [here.get(name), there.get(name)];
    if (ours === undefined) return { name, kind: 'only-there', patch: '' };

    const content = parsed(ours);
    const after = readable(ours, content);
    const before = theirs === undefined ? '' : readable(theirs, inOrderOf(content, parsed(theirs)));
    if (before === after) return { name, kind: 'unchanged', patch: '' };
    return { name, kind: theirs === undefined ? 'new' : 'changed', patch: patchOf(name, before, after) };
  });
}

function patchOf(name: string, before: string, after: string): string {
  return createTwoFilesPatch(name, name, before, after, undefined, undefined, {
    context: 2,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/** What is no JSON is compared as it stands: whoever wrote it will want to see it. */
function readable(text: string, content: unknown): string {
  return content === undefined ? `${text}\n` : printJson(content);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Fields in the order in which the model has them, as their order means nothing, and what it lacks after them. */
function inOrderOf(model: unknown, value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((each, index) => inOrderOf(Array.isArray(model) ? model[index] : {}, each));
  if (typeof value !== 'object' || value === null) return value;

  const fields: Record<string, unknown> = { ...value };
  const models: Record<string, unknown> = typeof model === 'object' ? { ...model } : {};
  const names = Object.keys(models).filter((name) => name in fields);
  const others = Object.keys(fields).filter((name) => !names.includes(name));
  return Object.fromEntries([...names, ...others].map((name) => [name, inOrderOf(models[name], fields[name])]));
}
