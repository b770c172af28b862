/** The cutoff counts back from the close: it has to lie before the close and after the opening. */
import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintEntry } from './lint-input.ts';

export function cutoffAtEnd({ value, rule }: LintEntry): Finding[] {
  if (rule === undefined || rule.cutoffHours > 0) return [];

  const sentence = `The cutoff of ${value} is not before its end: cutoffHours is ${rule.cutoffHours}, so an install may begin in the last minute and run on after the window.`;
  const cure = 'Set cutoffHours to the time that an install and its reboot take, 1 at least.';
  return [{ code: 'cutoff-at-end', entry: value, sentence, dates: [], cure }];
}

export function cutoffBeforeOpening({ value, rule }: LintEntry): Finding[] {
  if (rule === undefined || rule.cutoffHours < rule.durationHours) return [];

  const { cutoffHours, durationHours } = rule;
  const sentence = `The cutoff of ${value} is not after its opening: the window lasts ${countOf(durationHours, 'hour')} and cutoffHours is ${cutoffHours}, so no install may ever begin.`;
  const cure = `Set cutoffHours to less than ${durationHours}, or let the window last longer than ${countOf(cutoffHours, 'hour')}.`;
  return [{ code: 'cutoff-before-opening', entry: value, sentence, dates: [], cure }];
}
