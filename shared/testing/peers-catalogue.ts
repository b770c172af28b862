/**
 * A catalogue as files, made so that the calendar facts that hurt most come out of the linter to the number. Read here
 * without the command's own reader, so that the two cannot be wrong alike.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type { LintEntry } from '../domain/schedule/lint/lint-input.ts';

const FOLDER = path.join(import.meta.dirname, 'peers-catalogue/schedules');

const content = z.strictObject({
  zone: z.string(),
  durationHours: z.number(),
  cutoffHours: z.number(),
  offsetDays: z.number(),
  environment: z.string(),
  waves: z.array(z.number()),
  owner: z.string(),
  after: z._default(z.string(), ''),
  maxDaysAfterPatchTuesday: z._default(z.number(), Number.POSITIVE_INFINITY),
});

export function peersCatalogue(): LintEntry[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => {
      const json = readFileSync(path.join(FOLDER, file), 'utf8');
      const { after, maxDaysAfterPatchTuesday, owner: _, ...rule } = content.parse(JSON.parse(json));
      return {
        value: path.basename(file, '.json'),
        rule: {
          ...rule,
          ...(after === '' ? {} : { after }),
          ...(Number.isFinite(maxDaysAfterPatchTuesday) ? { maxDaysAfterPatchTuesday } : {}),
        },
        approved: undefined,
        sizeBytes: Buffer.byteLength(json),
      };
    });
}
