import type { NodeRows } from '../../aws/ledger/node-rows.ts';
import type { TagMemory, TagRows } from '../../aws/ledger/tag-row.ts';
import type { JudgedNode } from '../../domain/window/judge-cell.ts';
import { type Cell, cellKey } from '../../domain/window/node.ts';
import type { FakeClock } from './fake-clock.ts';

export interface FakeNodeRows extends NodeRows {
  readonly all: (windowId: string) => JudgedNode[];
}

/** The rows of nodes in memory. A batch that names a row twice is refused, as DynamoDB does. */
export function fakeNodeRows({ act }: FakeClock): FakeNodeRows {
  const partitions = new Map<string, Map<string, JudgedNode>>();
  const partitionKey = (windowId: string, cell: Cell) => `${windowId}#${cellKey(cell)}`;
  const partition = (key: string) => partitions.get(key) ?? new Map<string, JudgedNode>();

  return {
    all: (windowId) =>
      [...partitions].flatMap(([key, nodes]) => (key.startsWith(`${windowId}#`) ? [...nodes.values()] : [])),
    put: async (windowId, nodes) => {
      const keys = new Set(nodes.map((node) => `${cellKey(node)}#${node.id}`));
      if (keys.size < nodes.length) throw new Error('Provided list of item keys contains duplicates');
      if (nodes.length === 0) return;
      for (const node of nodes) {
        const key = partitionKey(windowId, node);
        partitions.set(key, partition(key).set(node.id, node));
      }
      act('put nodes');
    },
    inCell: async (windowId, cell) => [...partition(partitionKey(windowId, cell)).values()],
  };
}

/** What was said of nodes' tags, in memory. */
export function fakeTagRows({ act }: FakeClock): TagRows {
  const rows = new Map<string, TagMemory>();
  return {
    read: async (nodeId) => rows.get(nodeId) ?? { change: 0 },
    write: async (nodeId, memory) => {
      rows.set(nodeId, memory);
      act('write tag memory');
    },
  };
}
