/** Judges made-up records as the referee does. */
import { VirtualClock } from '../clock.ts';
import { sayBreach } from '../referee/breach.ts';
import { checkLaws, type JudgedCloud } from '../referee/check-laws.ts';
import { type MadeUp, madeUpEvidence } from './made-up-evidence.ts';

export function madeUpCloud(madeUp: MadeUp): JudgedCloud {
  const { organization, record, now } = madeUpEvidence(madeUp);
  return { organization, record, clock: new VirtualClock(now) };
}

export function judged(madeUp: MadeUp): string[] {
  return checkLaws(madeUpCloud(madeUp)).map(sayBreach);
}
