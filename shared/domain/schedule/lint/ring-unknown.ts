import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import type { LintEntry } from './lint-input.ts';

export function ringUnknown({ value, rule }: LintEntry, { entries }: LintContext): Finding[] {
  const before = rule?.after;
  if (before === undefined || entries.has(before)) return [];

  const sentence = `${value} comes after ${before}, which is not in the catalogue, so its gate never opens.`;
  const cure = `Add ${before} to the catalogue, or name the schedule of the ring before ${value}.`;
  return [{ code: 'ring-unknown', entry: value, sentence, dates: [], cure }];
}
