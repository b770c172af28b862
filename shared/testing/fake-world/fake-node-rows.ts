import type { NodeRows } from '../../aws/ledger/node-rows.ts';
import type { TagMemory, TagRows } from '../../aws/ledger/tag-row.ts';
import type { JudgedNode } from '../../domain/window/judge-cell.ts';
import { cellKey } from '../../domain/window/node.ts';
import type { FakeClock } from './fake-clock.ts';

export interface FakeNodeRows extends NodeRows {
  readonly all: (windowId: string) => JudgedNode[];
}

/** The rows of nodes in memory. A batch that names a row twice is refused, as DynamoDB does. */
export function fakeNodeRows({ act }: FakeClock): FakeNodeRows {
  const rows = new Map<string, Map<string, JudgedNode>>();
  const all = (windowId: string) => [...(rows.get(windowId) ?? new Map<string, JudgedNode>()).values()];

  return {
    all,
    put: async (windowId, nodes) => {
      const added = nodes.map((node): [string, JudgedNode] => [`${cellKey(node)}#${node.id}`, node]);
      if (new Map(added).size < added.length) throw new Error('Provided list of item keys contains duplicates');
      if (added.length === 0) return;
      rows.set(windowId, new Map([...(rows.get(windowId) ?? []), ...added]));
      act('put nodes');
    },
    inCell: async (windowId, cell) => all(windowId).filter((node) => cellKey(node) === cellKey(cell)),
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
