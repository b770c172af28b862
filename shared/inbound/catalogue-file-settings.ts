import * as z from 'zod/mini';
import { type FileContent, parseFile, schemaReference } from './catalogue-file-content.ts';
import { settingsFields } from './operations-settings.ts';

/** `settings.json`: what Cloud Operations sets for all windows and tags. */
export const settingsFile = z.strictObject({
  $schema: schemaReference,
  ...settingsFields,
  ownerTag: settingsFields.ownerTag.check(z.describe('The tag that names whom to tell about a node.')),
  hybridCells: settingsFields.hybridCells.check(
    z.describe('Account and Region pairs that have hybrid nodes (mi-…), which the aggregator does not show.'),
  ),
  graceMinutes: settingsFields.graceMinutes.check(
    z.describe("How long after a window's end its nodes may still report, in minutes."),
  ),
});

export function parseSettingsFile(file: string, json: string): FileContent['content'] {
  return parseFile(file, json, settingsFile).content;
}
