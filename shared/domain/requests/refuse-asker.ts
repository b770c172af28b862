import { type Refused, refused } from './answer.ts';
import type { Asker } from './intent.ts';

/** A proof of who asks is good for so long, and what was asked earlier may not be meant any more. */
export const STALE_MINUTES = 15;

/** Nothing is set going for somebody whom AWS does not vouch for, or by a request that is dated long before or after it came. */
export function refuseAsker({
  now,
  intent,
  asker,
}: {
  readonly now: Date;
  readonly intent: { readonly at: Date };
  readonly asker: Asker;
}): Refused | undefined {
  if (asker.kind === 'unproven') {
    const next = 'Ask with npx patchplane, under credentials of the hub account: it proves who you are.';
    return refused('unproven', `AWS does not vouch for who asks: ${asker.why}`, next);
  }
  // Whoever puts an event may date it as they like, later than now as well.
  if (Math.abs(now.getTime() - intent.at.getTime()) <= STALE_MINUTES * 60_000) return undefined;
  const because = `It is dated ${intent.at.toISOString()}, more than ${STALE_MINUTES} minutes from when it came.`;
  return refused('stale', because, 'Ask again if it is still meant.');
}
