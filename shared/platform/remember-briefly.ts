import { seam } from './seam.ts';

/**
 * An observation that a warm sandbox keeps for a short while, where thousands of events would ask the same within
 * minutes. What could not be read is not kept.
 */
export function rememberBriefly<Value>(
  read: () => Promise<Value>,
  { forMs, worthKeeping }: { readonly forMs: number; readonly worthKeeping: (value: Value) => boolean },
): () => Promise<Value> {
  let kept: { readonly value: Value; readonly until: number } | undefined;
  return async () => {
    const now = seam().now().getTime();
    if (kept !== undefined && now < kept.until) return kept.value;
    const value = await read();
    kept = worthKeeping(value) ? { value, until: now + forMs } : undefined;
    return value;
  };
}
