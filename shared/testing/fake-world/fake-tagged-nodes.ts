import type { Attempt } from '../../aws/attempt.ts';
import type { NodeReference } from '../../inbound/node-reference.ts';
import type { FakeClock } from './fake-clock.ts';
import type { Refusal } from './fake-runs.ts';

export interface FakeTaggedNodes {
  readonly readTags: (node: NodeReference) => Promise<ReadonlyMap<string, string>>;
  readonly readNode: (
    node: NodeReference,
  ) => Promise<{ readonly tags: ReadonlyMap<string, string>; readonly platform: string | undefined } | undefined>;
  readonly writeTags: (node: NodeReference, tags: Readonly<Record<string, string>>) => Promise<Attempt<void>>;
  /** Gives the node exactly these tags, as a person would; takes the node away where there are none. */
  readonly set: (id: string, tags: Readonly<Record<string, string>> | undefined) => void;
  readonly tagsOf: (id: string) => Readonly<Record<string, string>>;
  readonly refuseWrites: (refused: Refusal | undefined) => void;
}

/** Nodes in their accounts, with their live tags. */
export function fakeTaggedNodes({ act }: FakeClock): FakeTaggedNodes {
  const nodes = new Map<string, Readonly<Record<string, string>>>();
  let refused: Refusal | undefined;

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
    readNode: async ({ id }) => {
      const tags = nodes.get(id);
      return tags && { tags: new Map(Object.entries(tags)), platform: 'Linux/UNIX' };
    },
    writeTags: async ({ id }, tags) => {
      if (refused !== undefined) return refused;
      nodes.set(id, { ...nodes.get(id), ...tags });
      act('write tags');
      return { kind: 'done', value: undefined };
    },
  };
}
