import type { DefaultRows, UndecidedNode } from '../../aws/ledger/default-rows.ts';
import type { FakeClock } from './fake-clock.ts';

export interface FakeDefaultRows extends DefaultRows {
  /** Ids of the nodes in the review queue. */
  readonly queue: () => string[];
}

/** What apply-default-tag remembers of nodes, in memory. */
export function fakeDefaultRows({ act }: FakeClock): FakeDefaultRows {
  const rows = new Map<string, UndecidedNode>();
  const queue = new Set<string>();
  return {
    queue: () => [...queue],
    read: async (nodeId) => rows.get(nodeId),
    write: async (undecided) => {
      const { id } = undecided.node;
      rows.set(id, undecided);
      if (undecided.state === 'review') queue.add(id);
      else queue.delete(id);
      act('write undecided');
    },
    readWaiting: async (nodeId) => (queue.has(nodeId) ? rows.get(nodeId) : undefined),
    decide: async (nodeId, decision) => {
      const row = rows.get(nodeId);
      if (row === undefined || !queue.has(nodeId)) return false;
      rows.set(nodeId, { ...row, decision });
      act('decide');
      return true;
    },
    settle: async (nodeId) => {
      if (queue.delete(nodeId)) act('settle');
    },
  };
}
