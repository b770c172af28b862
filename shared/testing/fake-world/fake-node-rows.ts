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
    askRescan: async (windowId, node, at) => {
      const key = partitionKey(windowId, node);
      const stored = partition(key).get(node.id);
      if (stored === undefined || stored.verdict !== undefined) return false;
      if (stored.rescanAskedAt?.getTime() !== node.rescanAskedAt?.getTime()) return false;
      partition(key).set(node.id, { ...stored, rescanAskedAt: at });
      act('ask rescan');
      return true;
    },
    earlier: async (nodeId, windowId) =>
      [...partitions]
        .filter(([key]) => !key.startsWith(`${windowId}#`))
        .sort(([one], [other]) => (dateIn(one) < dateIn(other) ? 1 : -1))
        .flatMap(([, nodes]) => nodes.get(nodeId)?.verdict ?? []),
  };
}

function dateIn(partitionKey: string): string {
  return partitionKey.slice(partitionKey.indexOf('@'));
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
