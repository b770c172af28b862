import type { JudgedNode } from '../window/judge-cell.ts';
import type { VerdictKind } from '../window/verdict.ts';
import type { Reason } from './reasons.ts';

/** The nodes that came to the same verdict for the same reason. */
export interface Cause {
  readonly verdict: VerdictKind;
  readonly reason: Reason;
  readonly nodes: readonly JudgedNode[];
}

/** Groups judged nodes by cause: the gravest verdict first, then the commonest reason. */
export function byCause(nodes: readonly JudgedNode[]): Cause[] {
  const causes = new Map<string, { verdict: VerdictKind; reason: Reason; nodes: JudgedNode[] }>();
  for (const node of nodes) {
    if (node.verdict === undefined) continue;
    const { kind: verdict, reason } = node.verdict;
    const key = `${verdict} ${reason}`;
    const cause = causes.get(key) ?? { verdict, reason, nodes: [] };
    cause.nodes.push(node);
    causes.set(key, cause);
  }
  return [...causes.values()].sort(
    (a, b) => GRAVITY.indexOf(a.verdict) - GRAVITY.indexOf(b.verdict) || b.nodes.length - a.nodes.length,
  );
}

const GRAVITY: readonly VerdictKind[] = ['failed', 'missed', 'pending-reboot', 'skipped', 'excepted', 'patched'];

/** Verdicts that somebody should look at. */
export function needsAttention(verdict: VerdictKind): boolean {
  return verdict === 'failed' || verdict === 'missed' || verdict === 'pending-reboot';
}

/** The owners of the nodes that somebody should look at, each once. */
export function ownersToTell(nodes: readonly JudgedNode[]): string[] {
  const owners = nodes.flatMap(({ owner, verdict }) =>
    owner !== undefined && verdict !== undefined && needsAttention(verdict.kind) ? [owner] : [],
  );
  return [...new Set(owners)].sort();
}
