import type { TagVerdict } from '../tagging/judge-tag.ts';
import type { Cell } from '../window/node.ts';

/** A node of the inventory, with its schedule tag and what that is worth. */
export interface SeenNode extends Cell {
  readonly id: string;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  /** Absent where the node carries no schedule. */
  readonly value?: string | undefined;
  readonly verdict: TagVerdict;
}
