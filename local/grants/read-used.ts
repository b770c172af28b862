/** The grants that runs of the embedded AWS made use of, out of the folder into which they wrote. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { UsedGrant } from '../iam/used-grants.ts';
import { templateOfStack } from './project-templates.ts';

const usedGrants = z.array(
  z.object({
    stack: z.string(),
    logicalId: z.string(),
    policy: z.string(),
    index: z.number(),
    action: z.string(),
    resourceIndex: z.number(),
    calls: z.number(),
    examples: z.array(z.string()),
  }),
);

/** The stack of each is the name of its template. Empty when no run has written anything. */
export function readUsed(folder: string): UsedGrant[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((run) => {
    const file = path.join(folder, run, 'used.json');
    if (!existsSync(file)) return []; // A run that is being written this moment.
    const used = usedGrants.parse(JSON.parse(readFileSync(file, 'utf8')));
    return used.map((each) => ({ ...each, stack: templateOfStack(each.stack) }));
  });
}
