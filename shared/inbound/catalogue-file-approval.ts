import * as z from 'zod/mini';
import { parseFile, schemaReference } from './catalogue-file-content.ts';

const reason = z.string().check(z.minLength(1, 'why'), z.describe('Why: it is told.'));

/** `approvals/2SATX4.json`: Security's consent to exactly one content of an entry, or the end of it. */
export const approvalFile = z.strictObject({
  $schema: schemaReference,
  sha256: z.optional(
    z
      .string()
      .check(
        z.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 hexadecimal digits, in lower case'),
        z.describe("SHA-256 of the entry's parameter, exactly as it stands in Parameter Store."),
      ),
  ),
  version: z.optional(z.int().check(z.describe('Which version of the parameter that was, for people.'))),
  withdrawn: z.optional(
    z.literal(true).check(z.describe('In place of a hash: nothing of the entry is to be in force.')),
  ),
  reason: z.optional(reason),
  approvedBy: z.optional(
    z.string().check(z.minLength(1, 'a name'), z.describe("Who approved it, for people: what counts is AWS's record.")),
  ),
});

export type ApprovalContent =
  | { readonly kind: 'approved'; readonly sha256: string }
  | { readonly kind: 'withdrawn'; readonly reason: string };

/** `file` is what the refusal calls it: the file, or the parameter of the same content. */
export function parseApprovalFile(file: string, json: string): ApprovalContent {
  const { sha256, withdrawn, reason } = parseFile(file, json, approvalFile).value;
  if (withdrawn && sha256 === undefined) return { kind: 'withdrawn', reason: reason ?? 'no reason was given' };
  if (sha256 !== undefined && !withdrawn) return { kind: 'approved', sha256 };
  throw new Error(`Cannot parse ${file}: it has ${withdrawn ? 'both' : 'neither'}, wanted either sha256 or withdrawn`);
}
