import * as z from 'zod/mini';
import { detailTypeOf, envelope } from './envelope.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';
import { windowId } from './window-id.ts';

/** Whether windows are ready: a sweep asks a day ahead, so that owners are told, or somebody does, who reads the answer. */
export type ReadinessNudge =
  | { readonly cause: 'due'; readonly windows: readonly string[] }
  | {
      readonly cause: 'requested';
      readonly requestId: string;
      /** The next window of every schedule in force unless told. */
      readonly window: string | undefined;
    };

const due = z.object({
  ...envelope,
  source: z.literal('patchplane'),
  detail: z.object({ windows: z.array(windowId) }),
});

const requestId = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in small letters'));

// Strict, because a window that is mistyped and left aside would ask for all of them.
const requested = z.object({
  ...envelope,
  source: z.literal('patchplane'),
  detail: z.strictObject({ requestId, window: z.optional(windowId) }),
});

export function parseReadinessNudge(event: unknown): ReadinessNudge {
  switch (detailTypeOf('nudge about readiness', event, ['Readiness Due', 'Readiness Requested'])) {
    case 'Readiness Due':
      return { cause: 'due', windows: parseOrRefuse('windows to look ahead at', due, event).detail.windows };
    case 'Readiness Requested': {
      const { detail } = parseOrRefuse('request for readiness', requested, event);
      return { cause: 'requested', requestId: detail.requestId, window: detail.window };
    }
  }
}
