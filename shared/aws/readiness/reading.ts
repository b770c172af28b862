import type { Reading } from '../../domain/readiness/observation.ts';
import { attempt, sayRefusal } from '../attempt.ts';

/** One observation, or AWS's words for why there is none. What is refused is unread, and never taken for ready (P5). */
export async function readingOf<Value>(read: () => Promise<Value>): Promise<Reading<Value>> {
  const tried = await attempt(read);
  return tried.kind === 'done'
    ? { kind: 'read', value: tried.value }
    : { kind: 'unread', error: tried.error, reason: sayRefusal(tried) };
}
