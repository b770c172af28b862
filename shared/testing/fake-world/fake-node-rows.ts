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

  const write = (windowId: string, nodes: readonly JudgedNode[]) => {
    const keys = new Set(nodes.map((node) => `${cellKey(node)}#${node.id}`));
    if (keys.size < nodes.length) throw new Error('Provided list of item keys contains duplicates');
    if (nodes.length === 0) return;
    for (const node of nodes) {
      const key = partitionKey(windowId, node);
      partitions.set(key, partition(key).set(node.id, node));
    }
    act('put nodes');
  };
  const stored = (windowId: string, node: JudgedNode) => partition(partitionKey(windowId, node)).get(node.id);

  return {
    all: (windowId) =>
      [...partitions].flatMap(([key, nodes]) => (key.startsWith(`${windowId}#`) ? [...nodes.values()] : [])),
    put: async (windowId, nodes) => write(windowId, nodes),
    judge: async (windowId, nodes) => {
      const open = nodes.filter((node) => stored(windowId, node)?.verdict === undefined);
      write(windowId, open);
    },
    amend: async (windowId, nodes, read) => {
      const amendedAt = new Map(read.map((node) => [node.id, node.amendedAt?.getTime()]));
      const asRead = nodes.filter((node) => stored(windowId, node)?.amendedAt?.getTime() === amendedAt.get(node.id));
      write(windowId, asRead);
    },
    inCell: async (windowId, cell) => [...partition(partitionKey(windowId, cell)).values()],
    count: async (windowId, nodes) => {
      write(
        windowId,
        nodes.map((node) => ({ ...node, uncounted: undefined })),
      );
    },
    askRescan: async (windowId, node, at) => {
      const key = partitionKey(windowId, node);
      const row = stored(windowId, node);
      if (row === undefined || row.verdict !== undefined) return false;
      if (row.rescanAskedAt?.getTime() !== node.rescanAskedAt?.getTime()) return false;
      partition(key).set(node.id, { ...row, rescanAskedAt: at });
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
