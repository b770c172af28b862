/** A ring that is in order, but opens before the patches have run in the ring before for as long as they should. */
import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import { nameOf } from './proven-cure.ts';
import { ringCure } from './ring-cure.ts';
import { isInverted, type RingMonth, ringBefore, ringPairing } from './ring-windows.ts';
import { spreadOf } from './spread.ts';
import type { Subject } from './subject.ts';

const HOUR_MS = 3_600_000;

export function ringSoak(later: Subject, context: LintContext): Finding[] {
  const before = ringBefore(later, context);
  const { soakHours } = later.rule;
  if (before === undefined || soakHours === undefined) return [];

  const soon = ringPairing(before, later, context.months).months.filter((month) => isTooSoon(month, soakHours));
  if (soon.length === 0) return [];

  const hours = soon.flatMap((month) => hoursSinceClose(month) ?? []);
  const least = Math.min(...hours);
  const opens =
    least < 0 ? `before ${before.value} has closed` : `${spreadOf(hours)} hours after ${before.value} closes`;
  const months = `${soon.length} of ${countOf(context.months.length, 'month')}`;
  const sentence = `${later.value} opens ${opens}, sooner than the ${countOf(soakHours, 'hour')} of soakHours, in ${months}.`;
  const dates = soon.map(({ month }) => month);
  return [{ code: 'ring-soak', entry: later.value, sentence, dates, cure: cureOf(before, later, context, least) }];
}

/** An inverted month is told as such. */
export function isTooSoon(month: RingMonth, soakHours: number | undefined): boolean {
  const hours = hoursSinceClose(month);
  return soakHours !== undefined && hours !== undefined && hours < soakHours && !isInverted(month);
}

function hoursSinceClose({ before, later }: RingMonth): number | undefined {
  if (before === undefined || later === undefined) return undefined;
  return (later.opensAt.getTime() - before.closesAt.getTime()) / HOUR_MS;
}

function cureOf(before: Subject, later: Subject, context: LintContext, least: number): string {
  const cure = ringCure(before, later, context);
  if (cure !== undefined) return `Take ${nameOf(cure)}: ${before.value} has then always run for as long.`;
  return least < 0
    ? `Let ${before.value} close before ${later.value} opens, or give ${later.value} a larger offsetDays.`
    : `Set soakHours to ${Math.floor(least)}, or give ${later.value} a larger offsetDays.`;
}
