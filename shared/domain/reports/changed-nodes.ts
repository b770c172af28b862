import type { SeenNode } from './seen-node.ts';
import type { AuditedTag } from './tag-audit.ts';

/** What is remembered of a node's tag: how many changes of it were seen. */
export interface SeenChanges {
  readonly change: number;
}

/**
 * The nodes about which CloudTrail is worth asking: those whose tag has changed since the last audit, also there and
 * back, and, of those that no audit has seen, those of which any change is known. Those that do not comply come first.
 */
export function changedNodes(
  inventory: readonly SeenNode[],
  baseline: ReadonlyMap<string, AuditedTag>,
  memory: ReadonlyMap<string, SeenChanges>,
): SeenNode[] {
  const changed = inventory.filter(({ id, value }) => {
    const before = baseline.get(id);
    const change = memory.get(id)?.change ?? 0;
    return before === undefined ? change > 0 : before.value !== value || before.change !== change;
  });
  const complying = ({ verdict }: SeenNode) => Number(verdict.kind === 'approved' || verdict.kind === 'reserved');
  return changed.toSorted((one, other) => complying(one) - complying(other));
}
