/**
 * What the owner of some nodes with wrong tags is told, and when.
 *
 *   O1. An owner gets at most one notice an hour from sweeps; until then the nodes wait, and nothing is done to them.
 *   O2. A fact that was told, by whomever, is not told again: it has one key.
 *   O3. Nothing is remembered as told before it is; a sweep that dies in between repeats the notice under its key.
 *   O4. An owner to whom check-tag or apply-default-tag has spoken within the hour is told with what they hold for them.
 */
import type { OwnerDigest } from '../../shared/aws/ledger/tag-sweep-rows.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { tagDigestNotice } from '../../shared/notices/tag-digest-notice.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import { type AnsweredNode, answerNode, type UnreadCell, type WrongNode } from './answer-node.ts';
import { liveNodes } from './live-nodes.ts';
import { nodesOfDay } from './nodes-of-day.ts';
import type { World } from './sweep-tags.ts';

export type { WrongNode } from './answer-node.ts';

export interface OwnerReport {
  readonly owner: string;
  readonly nodes: number;
  readonly did: 'nothing-new' | 'told' | 'held' | 'waits';
  /** Nodes of which the notice speaks. */
  readonly told: number;
  readonly unread: readonly UnreadCell[];
}

const HOUR_MS = 3_600_000;

/** The nodes of an owner, looked at and answered, with nothing written or told yet. */
export interface AnsweredOwner {
  readonly owner: string;
  readonly nodes: number;
  readonly at: Date;
  readonly unfinished: OwnerDigest | undefined;
  /** Absent where the owner waits (O1). */
  readonly answered: readonly AnsweredNode[] | undefined;
  readonly unread: readonly UnreadCell[];
}

export async function answerOwner(
  owned: {
    readonly owner: string;
    readonly nodes: readonly WrongNode[];
    readonly interrupted: readonly AnsweredNode[];
    readonly approved: readonly string[];
    readonly ownerTag: string;
    readonly at: Date;
  },
  world: World,
): Promise<AnsweredOwner> {
  const { owner, approved, ownerTag, at } = owned;
  const same = { owner, nodes: owned.nodes.length, at };
  const last = await world.sweeps.readDigest(owner);
  const unfinished = last?.done === false ? last : undefined;
  if (unfinished === undefined && last !== undefined && at.getTime() - last.at.getTime() < HOUR_MS) {
    return { ...same, unfinished, answered: undefined, unread: [] }; // O1
  }

  const live = await liveNodes(nodesOfDay(owned.nodes, unfinished?.at ?? at), world);
  const answered = await inGroups(live.nodes, (one) => answerNode(one, { approved, ownerTag }, world));
  const unread = [...live.unread, ...answered.flatMap((one) => one.unread ?? [])];
  return { ...same, unfinished, answered: [...owned.interrupted, ...answered], unread };
}

/** Tells the owner what there is, once the tags are written. */
export async function tellOwner(one: AnsweredOwner, world: World): Promise<OwnerReport> {
  const { owner, nodes, at, unfinished, answered, unread } = one;
  if (answered === undefined) return { owner, nodes, did: 'waits', told: 0, unread };
  const known = await world.sweeps.knownNotices(answered.flatMap(({ notices }) => notices.map(({ key }) => key)));
  const fresh = ({ notices }: AnsweredNode) => notices.filter(({ key }) => !known.has(key));
  await remember(answered.filter((one) => fresh(one).length === 0)); // O2

  const news = answered.filter((one) => fresh(one).length > 0);
  const spoken = unfinished === undefined ? news : news.filter(({ nodeId }) => unfinished.nodeIds.includes(nodeId));
  if (spoken.length === 0) {
    if (unfinished !== undefined) await world.sweeps.writeDigest(owner, { ...unfinished, done: true });
    return { owner, nodes, did: 'nothing-new', told: 0, unread };
  }

  const digest = unfinished ?? newDigest(owner, at, spoken);
  await world.sweeps.writeDigest(owner, digest); // O3
  const notices = spoken.flatMap(fresh);
  const notice = noticeOf(owner, digest, notices);
  const told = await world.hours.take(owner, digest);
  if (told) {
    await world.tell(notice);
    await world.sweeps.markCovered(notices, digest);
  } else {
    await inGroups(notices, (each) => world.held.hold(each, { owner, at })); // O4
  }
  await remember(spoken);
  await world.sweeps.writeDigest(owner, { ...digest, done: true });
  return { owner, nodes, did: told ? 'told' : 'held', told: told ? spoken.length : 0, unread };
}

function newDigest(owner: string, at: Date, spoken: readonly AnsweredNode[]): OwnerDigest {
  const key = `tags-refused#${owner}#${at.toISOString()}`;
  return { at, key, nodeIds: spoken.map(({ nodeId }) => nodeId), done: false };
}

/** A digest of one is the notice itself, under the key by which check-tag would tell it. */
function noticeOf(owner: string, { key, nodeIds }: OwnerDigest, notices: readonly Notice[]): Notice {
  const [first, second] = notices;
  if (first !== undefined && second === undefined && nodeIds.length === 1) return first;
  return tagDigestNotice({ key, owner, notices });
}

async function remember(answered: readonly AnsweredNode[]): Promise<void> {
  await inGroups(answered, (one) => one.remember());
}
