import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../events/', import.meta.url);

/** One file of `events/`, as the bus would bring it: `sampleEvent('tag-changed')`, `sampleEvent('invalid/tag-volume')`. */
export function sampleEvent(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

/** The names of all samples, without the spoilt ones, or of the spoilt ones only. */
export function sampleEventNames(kind: 'valid' | 'invalid'): string[] {
  const prefix = kind === 'invalid' ? 'invalid/' : '';
  return readdirSync(new URL(prefix, folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => prefix + file.slice(0, -'.json'.length))
    .sort();
}
