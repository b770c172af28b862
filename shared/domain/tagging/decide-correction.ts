import type { TagVerdict } from './judge-tag.ts';

export const CORRECTION_MODES = ['off', 'certain'] as const;

/** What may be written over a value that is not approved. */
export interface CorrectionPolicy {
  /** `certain`: what differs from an approved schedule in spelling alone. */
  readonly corrections: (typeof CORRECTION_MODES)[number];
  /** Whether a node gets its last approved schedule back. */
  readonly restoreLastApproved: boolean;
}

/** The last value that was written over another. */
export interface Corrected {
  /** Absent where the node carried none. */
  readonly from?: string | undefined;
  readonly at: Date;
}

export interface Correction {
  readonly from: string | undefined;
  readonly to: string;
  readonly because: 'certain' | 'last-approved';
}

/** A node is corrected once in this time, whatever is written meanwhile. */
export const CORRECTED_ONCE_MS = 24 * 3_600_000;

/**
 * Whether a node's schedule tag is put right, and to what; nothing where it is refused instead.
 *
 *   K1. Only what the settings allow is written, and only a schedule that is approved now: never a reserved value.
 *   K2. What was surely meant goes before what the node had before.
 *   K3. A value that comes back after it was put right stays, and so does any other within a day: somebody wants it so, or
 *       a tool writes it, and two that mend each other's writes never stop (P8).
 */
export function decideCorrection({
  now,
  verdict,
  value,
  approved,
  policy,
  memory,
}: {
  readonly now: Date;
  readonly verdict: TagVerdict;
  readonly value: string | undefined;
  readonly approved: readonly string[];
  readonly policy: CorrectionPolicy;
  readonly memory: { readonly lastApproved?: string | undefined; readonly corrected?: Corrected | undefined };
}): Correction | undefined {
  if (verdict.kind === 'approved' || verdict.kind === 'reserved') return undefined;
  const { corrected } = memory;
  if (corrected !== undefined) {
    if (corrected.from === value || now.getTime() - corrected.at.getTime() < CORRECTED_ONCE_MS) return undefined; // K3
  }
  const meant = policy.corrections === 'certain' ? surelyMeant(verdict) : undefined;
  if (meant !== undefined && approved.includes(meant)) return { from: value, to: meant, because: 'certain' };
  const last = policy.restoreLastApproved ? memory.lastApproved : undefined;
  if (last !== undefined && approved.includes(last)) return { from: value, to: last, because: 'last-approved' };
  return undefined;
}

function surelyMeant(verdict: TagVerdict): string | undefined {
  if (verdict.kind !== 'malformed' && verdict.kind !== 'not-approved') return undefined;
  const { nearest } = verdict;
  return nearest.kind === 'meant' && nearest.confidence === 'certain' ? nearest.value : undefined;
}
