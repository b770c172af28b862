/** Why roles may do what they may: `reasons.yml`, which people write. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const reasons = z.strictObject({
  roles: z.record(z.string(), z.string()),
  actions: z.record(z.string(), z.string()),
  managed: z.record(z.string(), z.string()),
  uncalled: z.array(
    z.strictObject({ role: z.string(), action: z.string(), resource: z.string(), reason: z.string().min(20) }),
  ),
});

export type Reasons = Readonly<z.infer<typeof reasons>>;

/** From the project's root, where the templates are as well. */
export const REASONS_FILE = 'local/grants/reasons.yml';

export function readReasons(root: string): Reasons {
  return reasons.parse(parse(readFileSync(path.join(root, REASONS_FILE), 'utf8')));
}
