/** Production before its predecessor: the later ring opens first, or opens where the ring before has no window. */
import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import { nameOf } from './proven-cure.ts';
import { ringCure } from './ring-cure.ts';
import { isInverted, type RingMonth, ringBefore, ringPairing } from './ring-windows.ts';
import type { Subject } from './subject.ts';

export function ringInversion(later: Subject, context: LintContext): Finding[] {
  const before = ringBefore(later, context);
  if (before === undefined) return [];

  const { follows, months } = ringPairing(before, later, context.months);
  const dates = months.filter(isInverted).map(({ month }) => month);
  if (dates.length === 0) return [];

  const share = `${dates.length} of ${countOf(context.months.length, 'month')}`;
  const what = follows === 'same-month' ? '' : ', with the patches of the month before';
  const sentence = `${later.value} opens before ${before.value}, the ring before it${what}, in ${share}.`;
  return [{ code: 'ring-inversion', entry: later.value, sentence, dates, cure: cureOf(before, later, context) }];
}

export function ringWithoutPredecessor(later: Subject, context: LintContext): Finding[] {
  const before = ringBefore(later, context);
  if (before === undefined) return [];

  const { follows, months } = ringPairing(before, later, context.months);
  const dates = months.filter(isAlone).map(({ month }) => month);
  if (dates.length === 0) return [];

  const share = `${dates.length} of ${countOf(context.months.length, 'month')}`;
  const none = follows === 'same-month' ? 'has none' : 'had none in the month before,';
  const sentence = `${later.value} has a window and ${before.value}, the ring before it, ${none} in ${share}: nothing proves the patches.`;
  const cure = `Give ${before.value} a week that every month has, 1 to 4, and keep freezes off it.`;
  return [{ code: 'ring-without-predecessor', entry: later.value, sentence, dates, cure }];
}

function isAlone({ before, later }: RingMonth): boolean {
  return before === undefined && later !== undefined;
}

function cureOf(before: Subject, later: Subject, context: LintContext): string {
  const cure = ringCure(before, later, context);
  return cure === undefined
    ? `Move ${before.value} to an earlier week of the month, or give ${later.value} a larger offsetDays.`
    : `Take ${nameOf(cure)}: it never opens before ${before.value}.`;
}
