/** The samples of `events/`, for what runs outside the tests. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject, type Json } from '../cloudformation/read-template.ts';

/** `tag-changed`, and `invalid/tag-volume` of the spoilt ones. */
export function eventSample(root: string, name: string): Json {
  return JSON.parse(readFileSync(path.join(root, 'events', `${name}.json`), 'utf8'));
}

export function eventSampleNames(root: string): string[] {
  return ['', 'invalid/'].flatMap((prefix) =>
    readdirSync(path.join(root, 'events', prefix))
      .filter((file) => file.endsWith('.json'))
      .map((file) => prefix + path.basename(file, '.json'))
      .sort(),
  );
}

/** A copy with other fields; an object within an object is changed in the same way, everything else is replaced. */
export function changedSample(sample: Json, changes: Json): Json {
  if (!isObject(sample) || !isObject(changes)) return changes;
  const changed = Object.entries(changes).map(([name, value]) => [name, changedSample(sample[name] ?? null, value)]);
  return { ...sample, ...Object.fromEntries(changed) };
}
