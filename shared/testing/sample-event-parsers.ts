import { parseCellNudge } from '../inbound/cell-nudge.ts';
import { parseComplianceNudge } from '../inbound/compliance-nudge.ts';
import { parseConfigNudge } from '../inbound/config-nudge.ts';
import { parseDefaultNudge } from '../inbound/default-nudge.ts';
import { parseIntentEvent } from '../inbound/intent-event.ts';
import { parseReadinessNudge } from '../inbound/readiness-nudge.ts';
import { parseReportNudge } from '../inbound/report-nudge.ts';
import { parseRuleInvocation } from '../inbound/rule-invocation.ts';
import { parseSweepNudge } from '../inbound/sweep-nudge.ts';
import { parseSweepTagsNudge } from '../inbound/sweep-tags-nudge.ts';
import { parseTagNudge } from '../inbound/tag-nudge.ts';

/** A parser of `shared/inbound`: a nudge, or an error that says why not. */
export type Parse = (event: unknown) => object;
export const parsers: readonly Parse[] = [
  parseTagNudge,
  parseConfigNudge,
  parseDefaultNudge,
  parseRuleInvocation,
  parseCellNudge,
  parseSweepNudge,
  parseSweepTagsNudge,
  parseReportNudge,
  parseReadinessNudge,
  parseComplianceNudge,
  parseIntentEvent,
];

/** Every sample in `events/`, and the parsers that take it: all others must refuse it. */
export const parsersOfSamples: Readonly<Record<string, readonly Parse[]>> = {
  'acknowledge-requested': [parseIntentEvent],
  'automation-ended': [parseCellNudge, parseSweepNudge],
  'automation-step-ended': [parseCellNudge],
  'cell-due': [parseCellNudge],
  'command-ended': [parseCellNudge],
  'command-invocation-ended': [parseCellNudge],
  'config-compliant-hybrid': [parseConfigNudge, parseDefaultNudge, parseComplianceNudge],
  'config-noncompliant': [parseConfigNudge, parseDefaultNudge, parseComplianceNudge],
  'config-patch-noncompliant': [parseConfigNudge, parseDefaultNudge, parseComplianceNudge],
  'config-rule-deleted': [parseRuleInvocation],
  'config-rule-evaluation': [parseRuleInvocation],
  'config-rule-oversized': [parseRuleInvocation],
  'config-rule-scheduled': [parseRuleInvocation],
  'default-due': [parseDefaultNudge],
  'exception-approved': [parseIntentEvent],
  'exception-ended': [parseIntentEvent],
  'exception-requested': [parseIntentEvent],
  'hold-requested': [parseIntentEvent],
  'parameter-changed': [parseSweepNudge],
  'parameter-written': [parseSweepNudge],
  'patch-noncompliant': [parseComplianceNudge],
  'patch-requested': [parseIntentEvent],
  'readiness-due': [parseReadinessNudge],
  'readiness-requested': [parseReadinessNudge],
  'release-requested': [parseIntentEvent],
  'report-requested': [parseReportNudge],
  'report-tick': [parseReportNudge],
  'review-decided': [parseIntentEvent],
  'scheduled-event': [parseSweepNudge],
  'sweep-tags-requested': [parseSweepTagsNudge],
  'sweep-tags-tick': [parseSweepTagsNudge],
  'sweep-tick': [parseSweepNudge],
  'tag-call-failed': [parseTagNudge],
  'tag-changed': [parseTagNudge],
  'tag-changed-hybrid': [parseTagNudge],
  'tag-removed': [parseTagNudge],
  'tag-removed-hybrid': [parseTagNudge],
};

export function accepts(parse: Parse, event: unknown): boolean {
  try {
    parse(event);
    return true;
  } catch {
    return false;
  }
}
