/** A string with the colon that makes a key of it, or a bracket. What else there is in JSON says nothing of keys. */
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;

export interface RepeatedKey {
  readonly key: string;
  /** Of the second time, from 1. */
  readonly line: number;
}

/** The first key that comes twice in one object of a sound JSON text. */
export function repeatedKey(json: string): RepeatedKey | undefined {
  const open: Set<unknown>[] = [];
  for (const { 0: token, 1: colon, index } of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined) {
      // Parsed, because a key may be written in more than one way: "zone" and "z\u006fne".
      const key = String(JSON.parse(token.slice(0, -colon.length)));
      if (open.at(-1)?.has(key)) return { key, line: json.slice(0, index).split('\n').length };
      open.at(-1)?.add(key);
    }
  }
  return undefined;
}
