import * as z from 'zod/mini';
import { parseTagValue } from '../domain/schedule/tag-value.ts';
import type { DefaultRule } from '../domain/tagging/choose-default.ts';
import { PATCHING_TAG } from '../domain/tagging/tag-keys.ts';
import { parseJsonOrRefuse } from './parse-json.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** One pattern or several, of which one must match. */
export const patterns = z.pipe(
  z.union([z.string(), z.array(z.string())], 'a pattern such as Windows*, or a list of them'),
  z.transform((value: string | string[]) => (typeof value === 'string' ? [value] : value)),
);

export const defaultRules = z.array(
  z.object({
    name: z.string().check(z.minLength(1, 'a name')),
    when: z.strictObject({
      account: z.optional(patterns),
      organizationalUnit: z.optional(patterns),
      region: z.optional(patterns),
      platform: z.optional(patterns),
      environment: z.optional(patterns),
      tags: z.optional(z.record(z.string(), patterns)),
    }),
    production: z.optional(z.boolean()),
    tags: z.record(z.string(), z.string()).check(z.refine(hasSchedule, `tags with a schedule under ${PATCHING_TAG}`)),
  }),
);

/** A rule without a schedule would leave the node as it was found. */
function hasSchedule(tags: Readonly<Record<string, string>>): boolean {
  return parseTagValue(tags[PATCHING_TAG] ?? '').kind !== 'refused';
}

/** Parses `/patchplane/defaults`: the ordered rules by which a node without a schedule gets one. */
export function parseDefaultRules(json: string): readonly DefaultRule[] {
  return parseOrRefuse('default-tag rules', defaultRules, parseJsonOrRefuse('default-tag rules', json));
}
