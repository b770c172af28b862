import { parseTagValue } from '../schedule/tag-value.ts';

/** What became of an exception that is over. */
export type ExceptionEnd =
  | { readonly kind: 'lapsed' }
  /** The tag says what it said before. */
  | { readonly kind: 'returned'; readonly schedule: string }
  | { readonly kind: 'gone' }
  /** Somebody has changed the tag while the exception stood. */
  | { readonly kind: 'other-value'; readonly value: string | undefined }
  /** A person decides, as of the next: the tag stays `EXEMPT`, and does not comply. */
  | { readonly kind: 'nothing-remembered' }
  | { readonly kind: 'withdrawn'; readonly schedule: string };

export type ReturnDecision =
  | { readonly kind: 'write'; readonly schedule: string }
  | Exclude<ExceptionEnd, { readonly kind: 'lapsed' }>;

/**
 * Decides what becomes of the tag of a node whose exception is over.
 *
 *   R1. Only `EXEMPT` is written over: whatever else the tag says by now, somebody has said later.
 *   R2. A schedule that is not in force any more does not come back: nobody would patch the node by it.
 */
export function decideReturn({
  value,
  schedule,
  approved,
}: {
  /** What the tag says now; `gone` where there is no such node any more. */
  readonly value: { readonly kind: 'read'; readonly value: string | undefined } | { readonly kind: 'gone' };
  /** What it said before. */
  readonly schedule: string | undefined;
  readonly approved: readonly string[];
}): ReturnDecision {
  if (value.kind === 'gone') return { kind: 'gone' };
  if (value.value !== 'EXEMPT') return ofOther(value.value, schedule); // R1
  if (schedule === undefined) return { kind: 'nothing-remembered' };
  const comesBack = schedule === 'REPLACE' || approved.includes(schedule);
  return { kind: comesBack ? 'write' : 'withdrawn', schedule }; // R2
}

/** A look that died after it had written finds its own work. */
function ofOther(value: string | undefined, schedule: string | undefined): ReturnDecision {
  return value !== undefined && value === schedule ? { kind: 'returned', schedule } : { kind: 'other-value', value };
}

/** What of a tag is worth remembering: a value by which the node may be patched, or replaced; else the last one that was. */
export function scheduleToRemember(value: string | undefined, lastApproved: string | undefined): string | undefined {
  if (value === undefined || value === 'EXEMPT') return lastApproved;
  return parseTagValue(value).kind === 'refused' ? lastApproved : value;
}
