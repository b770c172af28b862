import type { Attempt } from '../../aws/attempt.ts';
import type { LiveNode, LiveNodes } from '../../aws/live-nodes.ts';
import { batchesOf } from '../../aws/tag-batches.ts';
import type { NodeReference } from '../../inbound/node-reference.ts';
import type { FakeClock } from './fake-clock.ts';
import type { Refusal } from './fake-runs.ts';

export interface FakeTaggedNodes {
  readonly readTags: (node: NodeReference) => Promise<ReadonlyMap<string, string>>;
  readonly readNode: LiveNodes['read'];
  readonly readNodes: LiveNodes['readMany'];
  readonly writeTags: (node: NodeReference, tags: Readonly<Record<string, string>>) => Promise<Attempt<void>>;
  readonly writeMany: LiveNodes['writeMany'];
  /** How many nodes each call of `writeMany` was for. */
  readonly batches: readonly number[];
  /** Gives the node exactly these tags, as a person would; takes the node away where there are none. */
  readonly set: (id: string, tags: Readonly<Record<string, string>> | undefined) => void;
  readonly tagsOf: (id: string) => Readonly<Record<string, string>>;
  readonly refuseWrites: (refused: Refusal | undefined) => void;
}

/** Nodes in their accounts, with their live tags. */
export function fakeTaggedNodes({ act }: FakeClock): FakeTaggedNodes {
  const nodes = new Map<string, Readonly<Record<string, string>>>();
  const batches: number[] = [];
  let refused: Refusal | undefined;
  const read = (id: string): LiveNode | undefined => {
    const tags = nodes.get(id);
    return tags && { tags: new Map(Object.entries(tags)), platform: 'Linux/UNIX' };
  };

  return {
    set: (id, tags) => {
      if (tags === undefined) nodes.delete(id);
      else nodes.set(id, tags);
    },
    tagsOf: (id) => nodes.get(id) ?? {},
    refuseWrites: (next) => {
      refused = next;
    },
    readTags: async ({ id }) => new Map(Object.entries(nodes.get(id) ?? {})),
    readNode: async ({ id }) => read(id),
    readNodes: async (_, asked) =>
      new Map(
        asked.flatMap(({ id }): [string, LiveNode][] => {
          const node = read(id);
          return node === undefined ? [] : [[id, node]];
        }),
      ),
    batches,
    writeMany: async (writes) => {
      const answer = refused ?? ({ kind: 'done', value: undefined } as const);
      for (const batch of batchesOf(writes)) {
        batches.push(batch.length);
        if (answer.kind === 'refused') continue;
        for (const { node, tags } of batch) nodes.set(node.id, { ...nodes.get(node.id), ...tags });
        act('write tags');
      }
      return writes.map(() => answer);
    },
    writeTags: async ({ id }, tags) => {
      if (refused !== undefined) return refused;
      nodes.set(id, { ...nodes.get(id), ...tags });
      act('write tags');
      return { kind: 'done', value: undefined };
    },
  };
}
