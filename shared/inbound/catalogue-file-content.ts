/** What all files of a catalogue folder have in common: JSON objects that may name their schema, and hold nothing unknown. */
import * as z from 'zod/mini';
import { parseJsonOrRefuse } from './parse-json.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** Tells an editor where the JSON Schema is. It stays in the file. */
export const schemaReference = z.optional(z.string().check(z.describe('Where the JSON Schema of this file is.')));

export interface FileContent {
  /** As it was written, without the reference to the schema: what goes to Parameter Store. */
  readonly content: Readonly<Record<string, unknown>>;
}

export function parseFile<Schema extends z.ZodMiniObject>(
  file: string,
  json: string,
  schema: Schema,
): FileContent & { readonly value: z.output<Schema> } {
  const written = parseJsonOrRefuse(file, json);
  if (Array.isArray(written)) throw new Error(`Cannot parse ${file}: it is a list, wanted an object`);

  // A typing error in the name of a field that may be left out would otherwise change nothing, and say so to nobody.
  const known = Object.keys(schema.def.shape);
  const unknown = Object.keys(written).filter((field) => !known.includes(field));
  if (unknown.length > 0) {
    const wanted = known.filter((field) => field !== '$schema').join(', ');
    throw new Error(`Cannot parse ${file}: it has ${unknown.map(quote).join(', ')}, wanted no fields but ${wanted}`);
  }
  const value = parseOrRefuse(file, schema, written);
  const content = Object.fromEntries(Object.entries(written).filter(([field]) => field !== '$schema'));
  return { content, value };
}

function quote(field: string): string {
  return JSON.stringify(field);
}
