import * as z from 'zod/mini';
import { envelope, instant } from './envelope.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** Why the sweep over all tags woke. Whatever it was, the sweep does the same. */
export type SweepTagsNudge =
  | { readonly cause: 'tick'; readonly at: Date }
  /** Somebody in the hub's account put the event on its bus. */
  | { readonly cause: 'requested'; readonly id: string; readonly account: string; readonly at: Date };

const tick = z.object({ kind: z.literal('sweep-tags'), scheduledTime: instant });

const request = z.object({
  ...envelope,
  source: z.literal('patchplane'),
  'detail-type': z.literal('Sweep Tags Requested'),
});

/** EventBridge Scheduler sends our own input and no envelope; a request comes in one. */
export function parseSweepTagsNudge(event: unknown): SweepTagsNudge {
  if (typeof event === 'object' && event !== null && 'detail-type' in event) {
    const { id, account, time: at } = parseOrRefuse('request to sweep tags', request, event);
    return { cause: 'requested', id, account, at };
  }
  return { cause: 'tick', at: parseOrRefuse('tick to sweep tags', tick, event).scheduledTime };
}
