import { keptOf, type RunInCell } from './evidence.ts';
import type { JudgedNode, ShownNode } from './judge-cell.ts';
import { judgeNode } from './judge-node.ts';
import { isRebooted, isRebootedInVain, rebootDueAt } from './reboot-deadline.ts';
import { VERDICTS, type Verdict, type VerdictCounts, type VerdictKind } from './verdict.ts';

/** So long after its end a window looks at evidence that comes late. */
export const AMEND_HOURS = 24;

/** From the least to the most that a node can be shown to have come to. */
const ASCENT: readonly VerdictKind[] = ['missed', 'failed', 'pending-reboot', 'patched'];

/**
 * What later evidence makes of a verdict that is final; undefined where it stands. Without a `run` its cell could not be
 * read, so that nothing is seen there.
 *
 *   A1. A verdict rises only: a patch state keeps the latest operation alone, so what proved a verdict may be gone later.
 *   A2. It rises by proof only, never because time has passed.
 *   A3. The one exception: a node that is not seen rebooted by its deadline is overdue, under the same kind of verdict.
 *   A4. What was skipped or excepted stays so.
 *   A5. A reboot proves no patch: if the install left some missing, none may be. And a node in a reboot loop does not leave
 *       it by needing a reboot still.
 */
export function amendNode(
  evidence: ShownNode,
  run: RunInCell | undefined,
  { now, rebootBy }: { readonly now: Date; readonly rebootBy: Date },
): JudgedNode | undefined {
  const { node } = evidence;
  const from = node.verdict;
  if (from === undefined) return undefined;
  const to = run && better(evidence, from, run);
  if (to !== undefined) {
    return {
      ...node,
      commandId: evidence.invocation?.commandId ?? node.commandId,
      verdict: to,
      evidence: keptOf(evidence, run?.baselines),
      rebootDueAt: rebootDueAt(to, rebootBy),
      amendedFrom: node.amendedFrom ?? from,
      amendedAt: now,
    };
  }
  return isOverdue(node, now)
    ? { ...node, ...OVERDUE, amendedFrom: node.amendedFrom ?? from, amendedAt: now }
    : undefined;
}

const OVERDUE = { verdict: { kind: 'pending-reboot', reason: 'reboot-overdue' }, rebootDueAt: undefined } as const; // A3

function better(evidence: ShownNode, from: Verdict, run: RunInCell) {
  if (!ASCENT.includes(from.kind)) return undefined; // A4
  if (from.kind === 'pending-reboot' && isComplete(evidence)) return INSTALLED;
  const finding = judgeNode(evidence, { ...run, ended: true, lastCall: false }); // A2
  if (finding.kind === 'waiting') return undefined;
  if (isRebootedInVain(from) && isRebootedInVain(finding.verdict)) return undefined; // A5
  return ASCENT.indexOf(finding.verdict.kind) > ASCENT.indexOf(from.kind) ? finding.verdict : undefined; // A1
}

/** It was rebooted, and what its install had left missing is there (A5). */
function isComplete({ node: { evidence }, patchState }: ShownNode): boolean {
  const lacked = evidence?.missing ?? 0;
  return isRebooted(patchState, evidence?.endedAt) && (lacked === 0 || patchState?.missingCount === 0);
}

const INSTALLED = { kind: 'patched', reason: 'installed' } as const;

function isOverdue({ rebootDueAt: dueAt }: JudgedNode, now: Date): boolean {
  return dueAt !== undefined && now >= dueAt;
}

/** The nodes of a final window that later evidence could still change. */
export function mayRise({ verdict }: JudgedNode): boolean {
  return verdict !== undefined && ASCENT.indexOf(verdict.kind) >= 0 && verdict.kind !== 'patched';
}

/** By how much each verdict has more or fewer nodes than when the window became final; those unchanged are absent. */
export type VerdictShift = Readonly<Partial<Record<VerdictKind, number | undefined>>>;

export function shiftOf(nodes: readonly JudgedNode[]): VerdictShift {
  const amended = nodes.flatMap(({ verdict, amendedFrom, uncounted }) => {
    if (verdict === undefined || (amendedFrom === undefined && uncounted !== true)) return [];
    return [{ from: uncounted === true ? undefined : amendedFrom?.kind, to: verdict.kind }];
  });
  return Object.fromEntries(
    VERDICTS.flatMap((kind) => {
      const shift = amended.filter(({ to }) => to === kind).length - amended.filter(({ from }) => from === kind).length;
      return shift === 0 ? [] : [[kind, shift]];
    }),
  );
}

/** The counts of a window once one of its cells is counted by another shift than before. */
export function countsAfter(
  counts: VerdictCounts,
  { before, shift }: { readonly before: VerdictShift; readonly shift: VerdictShift },
): VerdictCounts {
  const after = { ...counts };
  for (const kind of VERDICTS) after[kind] += (shift[kind] ?? 0) - (before[kind] ?? 0);
  return after;
}

export function isSameShift(one: VerdictShift, other: VerdictShift): boolean {
  return VERDICTS.every((kind) => (one[kind] ?? 0) === (other[kind] ?? 0));
}

const HOUR_MS = 3_600_000;

/** The last look at what could still rise comes while there is time to amend it. */
const LAST_LOOK_HOURS = AMEND_HOURS - 1;

/**
 * When a cell of a final window has to be looked at again though no event asks for it, because events may be lost (P7):
 * once late in the time for amendments if anything there could rise, and at each deadline of a reboot.
 */
export function lookAgainAt(
  nodes: readonly JudgedNode[],
  { finalAt, now }: { readonly finalAt: Date; readonly now: Date },
): Date | undefined {
  const lastLook = new Date(finalAt.getTime() + LAST_LOOK_HOURS * HOUR_MS);
  const deadlines = nodes.flatMap(({ rebootDueAt: dueAt }) => dueAt ?? []);
  const looks = nodes.some(mayRise) ? [lastLook, ...deadlines] : deadlines;
  return looks.filter((at) => at > now).sort((a, b) => a.getTime() - b.getTime())[0];
}

export function mayStillBeAmended({ finalAt, now }: { readonly finalAt: Date; readonly now: Date }): boolean {
  return now.getTime() < finalAt.getTime() + AMEND_HOURS * HOUR_MS;
}
