import { attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { InventoryNode } from '../../shared/aws/observe-inventory.ts';
import type { LifecycleEvent } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { judgeTag, type TagVerdict } from '../../shared/domain/tagging/judge-tag.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { tellRefusal } from '../../shared/notices/tell-refusal.ts';
import type { World } from './sweep-tags.ts';

export type WrongNode = InventoryNode & { readonly verdict: TagVerdict };

/** A cell in which nothing could be done, and why. */
export type UnreadCell = Cell & { readonly reason: string };

/** What there is to tell of a node, and what remains to be done once it is told. */
export interface AnsweredNode {
  readonly nodeId: string;
  readonly notices: readonly Notice[];
  readonly remember: () => Promise<void>;
  /** AWS refused to show or tag the node: it waits for the next sweep (P6). */
  readonly unread?: UnreadCell;
}

/** Answers a node by its live tags, as check-tag or apply-default-tag would, but holds back what it has to say. */
export async function answerNode(
  { node, tags }: WrongNode,
  { approved, ownerTag }: { readonly approved: readonly string[]; readonly ownerTag: string },
  world: World,
): Promise<AnsweredNode> {
  const notices: Notice[] = [];
  const later: (() => Promise<void>)[] = [];
  const tell = async (notice: Notice) => {
    notices.push(notice);
  };
  const value = tags.get(PATCHING_TAG);
  if (value === undefined) {
    const given = await attempt(() => world.giveDefault(node, tell));
    if (given.kind === 'refused') {
      const { id: nodeId, account, region } = node;
      return { nodeId, notices, remember: async () => {}, unread: { account, region, reason: sayRefusal(given) } };
    }
  } else {
    const judged = { node, value, verdict: judgeTag(value, approved), approved };
    await tellRefusal(
      { ...judged, name: tags.get('Name'), owner: tags.get(ownerTag) },
      {
        tell,
        announce: async (event: LifecycleEvent) => {
          later.push(() => world.announce(event));
        },
        memory: {
          read: world.memory.read,
          write: async (nodeId, memory) => {
            later.push(() => world.memory.write(nodeId, memory));
          },
        },
      },
    );
  }
  const remember = async () => {
    for (const act of later) await act();
  };
  return { nodeId: node.id, notices, remember };
}
