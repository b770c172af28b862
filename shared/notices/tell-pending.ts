import type { NoticeRows, PendingNotice } from '../aws/ledger/notice-rows.ts';
import type { UnreadableRow } from '../aws/ledger/stored.ts';
import { seam } from '../platform/seam.ts';
import { publisher, type Topics } from './teller.ts';

/** How long a noted notice may still be in somebody's hands before a sweep takes it up. */
const IN_HAND_MS = 4 * 60_000;

/**
 * Tells what was noted and never marked as told, because its teller died in between. One that cannot be published, or not
 * be read, keeps no other from being told; it fails the invocation once all are tried, and is tried again at the next sweep (P6).
 */
export function pendingTeller(
  rows: NoticeRows,
  {
    pending,
    topics,
  }: { readonly pending: () => Promise<readonly (PendingNotice | UnreadableRow)[]>; readonly topics: Topics },
): () => Promise<void> {
  const publish = publisher(rows, topics);
  return async () => {
    const now = seam().now().getTime();
    const read = await pending();
    const refused: unknown[] = read.filter((row) => row instanceof Error);
    const noted = read.flatMap((row) => (row instanceof Error ? [] : [row]));
    const dropped = noted.filter(({ notedAt }) => now - notedAt.getTime() >= IN_HAND_MS);
    for (const { notice } of dropped) await publish(notice).catch((error: unknown) => refused.push(error));
    if (refused.length > 0)
      throw new AggregateError(refused, `Cannot tell ${refused.length} notices: ${refused.join('; ')}`);
  };
}
