import type { Finding } from './finding.ts';
import type { LintEntry } from './lint-input.ts';

export function notApproved({ value, rule, approved }: LintEntry): Finding[] {
  if (approved !== false || rule === undefined) return []; // What cannot be read has to be put right before anybody approves it.

  const sentence = `${value} has not been approved as it stands, so it does not come into force.`;
  const cure = 'Let Security approve exactly this content, or go back to the content that it approved.';
  return [{ code: 'not-approved', entry: value, sentence, dates: [], cure }];
}
