/** What a rule hands to its target: the event, a part of it, a constant, or a text made of parts of it. */
import { isObject, type JsonObject } from '../cloudformation/read-template.ts';

export type MakeInput = (event: object) => unknown;

export function readTargetInput(target: JsonObject): MakeInput {
  const { Input: constant, InputPath: path, InputTransformer: transformer } = target;
  if (typeof constant === 'string') return () => JSON.parse(constant);
  if (typeof path === 'string') return readPath(path);
  if (isObject(transformer)) return readTransformer(transformer);
  return (event) => event;
}

/** EventBridge's paths know dots, dashes, underscores and indices, and no colon: a tag key like ours has no path. */
function readPath(path: string): MakeInput {
  if (!/^\$(\.[\w-]+(\[\d+\])?)*$/.test(path)) throw new Error(`InputPath ${path} is not valid`);
  const steps = path
    .slice(1)
    .split(/[.[\]]/)
    .filter((step) => step !== '');
  return (event) => {
    let value: unknown = event;
    for (const step of steps)
      value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
    return value;
  };
}

function readTransformer({ InputPathsMap: paths, InputTemplate: template }: JsonObject): MakeInput {
  if (typeof template !== 'string') throw new Error('InputTransformer has no InputTemplate');
  const readers = new Map(
    Object.entries(isObject(paths) ? paths : {}).map(([name, path]) => [name, readPath(String(path))]),
  );
  return (event) => {
    const text = template.replace(/"?<([\w.-]+)>"?/g, (whole, name: string) => {
      const read = readers.get(name);
      if (read === undefined) return whole;
      const value = read(event);
      const quoted = whole.startsWith('"') && whole.endsWith('"');
      return quoted && typeof value !== 'object' ? JSON.stringify(String(value ?? '')) : JSON.stringify(value ?? null);
    });
    return JSON.parse(text);
  };
}
