import type { NotedWrite, TagWriteRows } from '../../aws/ledger/tag-write-rows.ts';
import type { FakeClock } from './fake-clock.ts';

/** Writes of tags that were noted and may not have been told, in memory. */
export interface FakeTagWrites extends TagWriteRows {
  readonly unfinished: (before: Date) => Promise<readonly NotedWrite[]>;
}

export function fakeTagWrites({ act }: FakeClock): FakeTagWrites {
  const begun = new Map<string, { readonly write: NotedWrite; readonly at: Date }>();
  return {
    begin: async (writes, at) => {
      for (const write of writes) begun.set(write.node.id, { write, at });
      if (writes.length > 0) act('begin tag writes');
    },
    unfinished: async (before) => [...begun.values()].filter(({ at }) => at < before).map(({ write }) => write),
    end: async (nodeId) => {
      if (begun.delete(nodeId)) act('end tag write');
    },
  };
}
