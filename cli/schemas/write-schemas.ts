/** `npm run schemas`: writes the JSON Schemas of the sample catalogue and of the events; a test says when that was forgotten. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { printJson } from '../printing/print-json.ts';

/** Answers the files that it has written. */
export function writeSchemas(folder: string, schemas: ReadonlyMap<string, object>): string[] {
  mkdirSync(folder, { recursive: true });
  return [...schemas].map(([name, schema]) => {
    const file = path.join(folder, name);
    writeFileSync(file, printJson(schema));
    return file;
  });
}
