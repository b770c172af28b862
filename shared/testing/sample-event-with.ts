import { sampleEvent } from './sample-event.ts';

/** A sample with one field changed: `sampleEventWith('tag-changed', 'detail.service', 'eks')`. Undefined takes it away. */
export function sampleEventWith(name: string, path: string, value: unknown): unknown {
  return withField(sampleEvent(name), path.split('.'), value);
}

/** A copy in which the field at the end of the path is another, or gone. A path that leads nowhere is our own mistake. */
export function withField(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof whole !== 'object' || whole === null) throw new Error(`Cannot set ${key}: ${String(whole)} has no fields`);

  const fields = new Map(Object.entries(whole));
  const field = withField(fields.get(key), rest, value);
  if (field === undefined) fields.delete(key);
  else fields.set(key, field);
  return Array.isArray(whole) ? [...fields.values()] : Object.fromEntries(fields);
}

/** Every path to a field of the value, objects and lists included: where a sample can be spoilt. */
export function fieldPaths(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => [[key], ...fieldPaths(field).map((path) => [key, ...path])]);
}
