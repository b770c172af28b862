import { repeatedKey } from './repeated-key.ts';

/** A JSON object out of a parameter's text, or an error that names the thing. */
export function parseJsonOrRefuse(thing: string, json: string): object {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (cause) {
    throw new Error(`Cannot parse ${thing}: it is not JSON`, { cause });
  }
  if (typeof content !== 'object' || content === null) {
    throw new Error(`Cannot parse ${thing}: it is ${json.slice(0, 60)}, wanted a JSON object or list`);
  }
  // JSON.parse takes the last in silence, and whoever approved it may have read the first.
  const repeated = repeatedKey(json);
  if (repeated !== undefined) {
    const { key, line } = repeated;
    throw new Error(`Cannot parse ${thing}: it has ${JSON.stringify(key)} again in line ${line}, wanted each key once`);
  }
  return content;
}
