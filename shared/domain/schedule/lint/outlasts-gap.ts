/**
 * The check on a node refuses an install within the minimum gap of another. Installs that may begin for longer than that
 * are out of its reach: of a run that is started twice, the second one may find the gap over while the window is open.
 */
import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintEntry } from './lint-input.ts';

/** Unless settings and stacks say otherwise, which the linter does not see. */
export const MINIMUM_GAP_HOURS = 6;

export function outlastsGap({ value, rule }: LintEntry): Finding[] {
  if (rule === undefined) return [];
  const { durationHours, cutoffHours } = rule;
  const hours = durationHours - cutoffHours;
  if (hours <= MINIMUM_GAP_HOURS) return [];

  const sentence = `Installs of ${value} may begin for ${countOf(hours, 'hour')}, longer than the minimum gap of ${MINIMUM_GAP_HOURS} hours in which a node refuses a second one.`;
  const cure = `Set cutoffHours to ${durationHours - MINIMUM_GAP_HOURS} or more, or let the window last ${cutoffHours + MINIMUM_GAP_HOURS} hours at most.`;
  return [{ code: 'outlasts-gap', entry: value, sentence, dates: [], cure }];
}
