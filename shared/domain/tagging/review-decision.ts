import type { DefaultRule } from './choose-default.ts';
import { PATCHING_TAG } from './tag-keys.ts';

/** Which schedule a node of the review queue gets, as a person has decided. */
export interface ReviewDecision {
  readonly value: string;
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/** A rule for this node alone, in production too: a person has looked at it. */
export function ruleOfDecision({ value, by }: Pick<ReviewDecision, 'value' | 'by'>): DefaultRule {
  return { name: `reviewed by ${by}`, when: {}, production: true, tags: { [PATCHING_TAG]: value } };
}
