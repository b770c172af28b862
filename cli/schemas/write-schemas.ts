/** `npm run schemas`: writes the JSON Schemas of the sample folder; a test says when that was forgotten. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { printJson } from '../printing/print-json.ts';
import { jsonSchemas } from './json-schemas.ts';

export const SCHEMAS_FOLDER = 'schemas';

export function writeSchemas(catalogue: string): string[] {
  const folder = path.join(catalogue, SCHEMAS_FOLDER);
  mkdirSync(folder, { recursive: true });
  return [...jsonSchemas()].map(([name, schema]) => {
    const file = path.join(folder, name);
    writeFileSync(file, printJson(schema));
    return file;
  });
}
