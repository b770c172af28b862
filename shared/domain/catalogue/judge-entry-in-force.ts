/**
 * Which version of a catalogue entry is to be in force.
 *
 *   A1. What is approved is a content, by its hash: what was edited since needs an approval of its own.
 *   A2. Whoever wrote a content does not approve it, by what Parameter Store recorded of both.
 *   A3. The latest approval that holds decides; until another holds, the version before stays in force.
 *   A4. A withdrawal ends all approvals before it.
 *   A5. An entry that can never open a window comes into force by nobody's approval.
 */
import { sameHand } from './same-hand.ts';

export type ApprovalPolicy = 'required' | 'off';

/** Who wrote a version of a parameter, and when: Parameter Store's own record. */
export interface Written {
  readonly version: number;
  /** Undefined where it was not recorded. */
  readonly by: string | undefined;
  readonly at: Date;
}

export interface EntryVersion extends Written {
  /** Of the parameter, exactly as it stands. */
  readonly sha256: string;
  readonly text: string;
}

export type Approval = Written &
  (
    | { readonly kind: 'approved'; readonly sha256: string }
    | { readonly kind: 'withdrawn'; readonly reason: string }
    | { readonly kind: 'unreadable'; readonly problem: string }
  );

export interface EntryHistory {
  readonly value: string;
  /** Earliest first, and at least one. */
  readonly versions: readonly EntryVersion[];
  readonly approvals: readonly Approval[];
}

export const REFUSALS = {
  'never-opens': 'It could never open a window.',
  'not-approved': 'Nobody has approved this content yet.',
  'other-content': 'The last approval is of another content.',
  'same-principal': 'Who approved it has also written it.',
  'approval-unreadable': 'The last approval cannot be read.',
} as const;

/** Why the latest version of an entry stays out. */
export interface EntryRefusal {
  readonly reason: keyof typeof REFUSALS;
  readonly latest: EntryVersion;
  /** The approval that does not hold for it; the last one where none was meant for it. */
  readonly approval: Approval | undefined;
  /** What the linter has to say, for `never-opens`. */
  readonly problem?: string;
}

export interface EntryJudgement {
  /** Undefined where none is to be. */
  readonly inForce: EntryVersion | undefined;
  readonly refusal: EntryRefusal | undefined;
  readonly withdrawal: Extract<Approval, { kind: 'withdrawn' }> | undefined;
}

export function judgeEntryInForce(
  { versions, approvals }: Omit<EntryHistory, 'value'>,
  { policy, problemOf }: { policy: ApprovalPolicy; problemOf: (version: EntryVersion) => string | undefined },
): EntryJudgement {
  const last = approvals.at(-1);
  const latest = versions.at(-1);
  const withdrawal = last?.kind === 'withdrawn' ? last : undefined;
  if (latest === undefined || withdrawal !== undefined) return { inForce: undefined, refusal: undefined, withdrawal };

  const sound = versions.filter((version) => problemOf(version) === undefined); // A5
  const inForce = policy === 'off' ? sound.at(-1) : approvedOf(sound, approvals);
  if (inForce?.sha256 === latest.sha256) return { inForce, refusal: undefined, withdrawal };
  return { inForce, refusal: refusalOf(latest, { approvals, problem: problemOf(latest) }), withdrawal };
}

function approvedOf(versions: readonly EntryVersion[], approvals: readonly Approval[]): EntryVersion | undefined {
  for (const approval of approvals.toReversed()) {
    if (approval.kind === 'withdrawn') return undefined; // A4
    if (approval.kind === 'unreadable') continue;
    const approved = versions.findLast(({ sha256, by }) => sha256 === approval.sha256 && !sameHand(by, approval.by));
    if (approved !== undefined) return approved; // A1, A2, A3
  }
  return undefined;
}

function refusalOf(
  latest: EntryVersion,
  { approvals, problem }: { approvals: readonly Approval[]; problem: string | undefined },
): EntryRefusal {
  const last = approvals.at(-1);
  if (problem !== undefined) return { reason: 'never-opens', latest, approval: last, problem };
  const meant = approvals.findLast((one) => one.kind === 'approved' && one.sha256 === latest.sha256);
  if (meant !== undefined && sameHand(latest.by, meant.by))
    return { reason: 'same-principal', latest, approval: meant };
  if (last?.kind === 'unreadable') return { reason: 'approval-unreadable', latest, approval: last };
  const since = last !== undefined && last.at >= latest.at;
  return { reason: since ? 'other-content' : 'not-approved', latest, approval: last };
}
