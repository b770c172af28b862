import * as z from 'zod/mini';
import { parseFile, schemaReference } from './catalogue-file-content.ts';

/** `approvals/2SATX4.json`: Security's consent to exactly one content of an entry. */
export const approvalFile = z.strictObject({
  $schema: schemaReference,
  sha256: z
    .string()
    .check(
      z.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 hexadecimal digits, in lower case'),
      z.describe("SHA-256 of the entry's parameter, exactly as it stands in Parameter Store."),
    ),
  approvedBy: z.optional(z.string().check(z.minLength(1, 'a name'), z.describe('Who approved it.'))),
});

export function parseApprovalFile(file: string, json: string): { readonly sha256: string } {
  return { sha256: parseFile(file, json, approvalFile).value.sha256 };
}
