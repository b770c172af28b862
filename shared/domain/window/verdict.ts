import type { Reason } from '../reporting/reasons.ts';

/** What a node came to in a window. */
export const VERDICTS = ['patched', 'pending-reboot', 'failed', 'skipped', 'missed', 'excepted'] as const;

export type VerdictKind = (typeof VERDICTS)[number];

export interface Verdict {
  readonly kind: VerdictKind;
  readonly reason: Reason;
}

export type VerdictCounts = Readonly<Record<VerdictKind, number>>;

export function countVerdicts(verdicts: Iterable<VerdictKind>): VerdictCounts {
  const counts = { patched: 0, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 0, excepted: 0 };
  for (const kind of verdicts) counts[kind] += 1;
  return counts;
}

/** P3: the verdicts of a final window add up to its roster. */
export function addsUp(counts: VerdictCounts, rosterSize: number): boolean {
  return VERDICTS.reduce((sum, kind) => sum + counts[kind], 0) === rosterSize;
}
