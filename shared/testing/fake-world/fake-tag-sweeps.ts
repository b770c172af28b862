import type { HeldNoticeRows } from '../../aws/ledger/held-notice-rows.ts';
import { remembersApproved, type TagRows } from '../../aws/ledger/tag-row.ts';
import type { OwnerDigest, TagSweep, TagSweepRows } from '../../aws/ledger/tag-sweep-rows.ts';
import type { Cell } from '../../domain/window/node.ts';
import type { FakeClock } from './fake-clock.ts';

export interface FakeTagSweeps extends TagSweepRows {
  /** What sweeps have found, in order. */
  readonly written: readonly TagSweep[];
}

/** What sweeps over tags remember, in memory; notices noted by anybody else count as known. */
export function fakeTagSweeps(
  { act }: FakeClock,
  { isNoted, memory }: { readonly isNoted: HeldNoticeRows['isNoted']; readonly memory: TagRows },
): FakeTagSweeps {
  const written: TagSweep[] = [];
  const digests = new Map<string, OwnerDigest>();
  let cells: readonly Cell[] = [];
  const covered = new Set<string>();
  return {
    written,
    write: async (sweep) => {
      written.push(sweep);
      act('write tag sweep');
    },
    readCells: async () => cells,
    writeCells: async (next) => {
      cells = next;
      act('write tag cells');
    },
    rememberApproved: async (nodes) => {
      const otherwise = new Set<string>();
      for (const { nodeId, value } of nodes) {
        const before = await memory.read(nodeId);
        const known = before.change > 0 || before.lastApproved !== undefined;
        if (!known) await memory.write(nodeId, { change: 0, lastApproved: value });
        else if (!remembersApproved(before, value)) otherwise.add(nodeId);
      }
      return otherwise;
    },
    readDigest: async (owner) => digests.get(owner),
    writeDigest: async (owner, digest) => {
      digests.set(owner, digest);
      act('write digest');
    },
    knownNotices: async (keys) => {
      const known = await Promise.all(keys.map(isNoted));
      return new Set(keys.filter((key, index) => covered.has(key) || known[index] === true));
    },
    markCovered: async (notices) => {
      for (const { key } of notices) covered.add(key);
      act('mark covered');
    },
  };
}
