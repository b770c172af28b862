/**
 * The referee: whether a run kept Patchplane's promises, by the record of what really happened and by what people were
 * told. It knows the catalogue and the calendar of windows, and nothing of how Patchplane keeps its books.
 */
import type { Cloud } from '../cloud.ts';
import { atMostOnce } from './at-most-once.ts';
import type { Breach } from './breach.ts';
import { conservation } from './conservation.ts';
import { convergence } from './convergence.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { failClosed } from './fail-closed.ts';
import { isolation } from './isolation.ts';
import { nothingSilent } from './nothing-silent.ts';
import { onTime } from './on-time.ts';
import { ownTail } from './own-tail.ts';

export type JudgedCloud = Pick<Cloud, 'organization' | 'record' | 'clock'>;

/** Every promise but convergence, for which it takes two runs. */
export const ONE_RUN_LAWS: readonly ((evidence: Evidence) => Breach[])[] = [
  onTime,
  atMostOnce,
  conservation,
  nothingSilent,
  failClosed,
  isolation,
  ownTail,
];

export function checkLaws(cloud: JudgedCloud): Breach[] {
  const evidence = evidenceOf(cloud);
  return ONE_RUN_LAWS.flatMap((law) => law(evidence));
}

/** P7: what befell one of the two clouds must not show in what it came to. */
export function checkConvergence(smooth: JudgedCloud, disturbed: JudgedCloud): Breach[] {
  return convergence(evidenceOf(smooth), evidenceOf(disturbed));
}
