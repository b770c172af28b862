import { parseTagValue } from '../schedule/tag-value.ts';
import { type Guess, guessMeant } from './doctor.ts';

/** What a node's tag is worth: its value against the catalogue in force, and what a reserved one has behind it. */
export type TagVerdict =
  | ValueVerdict
  /** A reserved value without an exception, a group or a rule behind it. */
  | { readonly kind: 'unexcused'; readonly value: 'EXEMPT' | 'REPLACE'; readonly problem: string };

/** What a value of `maintenance:patching` is worth by itself. */
export type ValueVerdict =
  | { readonly kind: 'approved'; readonly value: string }
  /** The node is exempt (`EXEMPT`) or replaced instead of patched (`REPLACE`). */
  | { readonly kind: 'reserved'; readonly value: 'EXEMPT' | 'REPLACE' }
  | { readonly kind: 'missing' }
  /** A schedule, but not one that is in force. */
  | { readonly kind: 'not-approved'; readonly value: string; readonly nearest: Guess }
  | { readonly kind: 'malformed'; readonly value: string; readonly problem: string; readonly nearest: Guess };

export function judgeTag(value: string | undefined, approved: readonly string[]): ValueVerdict {
  if (value === undefined) return { kind: 'missing' };
  const parsed = parseTagValue(value);
  switch (parsed.kind) {
    case 'reserved':
      return { kind: 'reserved', value: parsed.value };
    case 'schedule':
      return approved.includes(value)
        ? { kind: 'approved', value }
        : { kind: 'not-approved', value, nearest: guessMeant(value, approved) };
    case 'refused':
      return { kind: 'malformed', value, problem: parsed.reason, nearest: guessMeant(value, approved) };
  }
}

/** Config's view: everything but a missing, malformed, unapproved or unexcused value complies. */
export function complies({ kind }: TagVerdict): boolean {
  return kind === 'approved' || kind === 'reserved';
}
