import { DEFAULT_AT_TAG, DEFAULT_RULE_TAG } from './tag-keys.ts';

export const DEFAULT_MODES = ['observe', 'notify', 'apply'] as const;

/** Whether defaults are only counted, told to owners, or written. */
export interface DefaultPolicy {
  readonly mode: (typeof DEFAULT_MODES)[number];
  /** How long an owner has after being told, before a default is written. */
  readonly graceHours: number;
}

export type DefaultDecision =
  | { readonly kind: 'observe' }
  | { readonly kind: 'notify' }
  /** The owner has been told, or is to be told now; `until` is when the tags are written. */
  | { readonly kind: 'wait'; readonly since: Date; readonly until: Date }
  | { readonly kind: 'apply'; readonly tags: Readonly<Record<string, string>> };

const HOUR_MS = 3_600_000;

/**
 * What becomes of a default that a rule has chosen.
 *
 *   G1. Only mode `apply` ever writes.
 *   G2. Nothing is written before the owner has had the grace hours, counted from when the owner was told; without any,
 *       it is written at once.
 */
export function decideDefault({
  now,
  rule,
  tags,
  policy,
  toldAt,
}: {
  readonly now: Date;
  readonly rule: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policy: DefaultPolicy;
  /** When the owner was told of this default; absent before that. */
  readonly toldAt: Date | undefined;
}): DefaultDecision {
  if (policy.mode !== 'apply') return { kind: policy.mode }; // G1
  const since = toldAt ?? now;
  const until = new Date(since.getTime() + policy.graceHours * HOUR_MS);
  if (now < until) return { kind: 'wait', since, until }; // G2
  return {
    kind: 'apply',
    tags: { ...tags, [DEFAULT_RULE_TAG]: spellTagValue(rule), [DEFAULT_AT_TAG]: now.toISOString() },
  };
}

const TAG_VALUE_LENGTH_MAX = 256;

/** Systems Manager takes letters, digits, spaces and these signs in a tag's value, and no other. */
function spellTagValue(text: string): string {
  return text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_').slice(0, TAG_VALUE_LENGTH_MAX);
}
