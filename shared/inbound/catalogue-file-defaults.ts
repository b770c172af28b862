import * as z from 'zod/mini';
import { parseFile, schemaReference } from './catalogue-file-content.ts';
import { defaultRules } from './default-rules.ts';

/** `defaults.json`. The parameter is the bare list, but only an object can name its schema. */
export const defaultsFile = z.strictObject({
  $schema: schemaReference,
  rules: defaultRules.check(
    z.describe('The rules by which a node without a schedule gets one: the first that fits counts.'),
  ),
});

/** The list as it was written. */
export function parseDefaultsFile(file: string, json: string): unknown {
  return parseFile(file, json, defaultsFile).content['rules'];
}
