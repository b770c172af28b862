import type { FollowedWindow } from '../../shared/aws/ledger/followed-rows.ts';
import { judgeUnread } from '../../shared/aws/ledger/judge-unread.ts';
import type { KnownCell } from '../../shared/domain/window/decide-windows.ts';
import {
  amendNode,
  lookAgainAt,
  mayRise,
  mayStillBeAmended,
  shiftOf,
} from '../../shared/domain/window/judge-amendment.ts';
import { type JudgedNode, shownBy } from '../../shared/domain/window/judge-cell.ts';
import { rebootDeadline } from '../../shared/domain/window/reboot-deadline.ts';
import type { CellNudge } from '../../shared/inbound/cell-nudge.ts';
import { rebootOverdueNotice, verdictAmendedNotice } from '../../shared/notices/node-notices.ts';
import { deterministicUuid } from '../../shared/platform/deterministic-uuid.ts';
import { lookAtCell } from './look-at-cell.ts';
import type { Settlement, World } from './settle-cell.ts';
import { tellOfCommands } from './tell-of-commands.ts';

/**
 * Looks again at a cell of a window whose verdicts are final, and amends what later evidence changes, visibly: told
 * first, then written, then counted. What a crash leaves written and not counted is announced and counted by the next
 * look, so the counts are the mark that all of it is done.
 */
export async function amendWindow(
  followed: FollowedWindow,
  { cell, nudge }: { cell: KnownCell; nudge: CellNudge },
  world: World,
): Promise<Settlement | undefined> {
  const now = world.now();
  const { window, finalAt } = followed;
  const recorded = await world.nodes.inCell(window.id, cell);
  if (!isAbout(nudge, window.id, recorded)) return undefined;
  if (!recorded.some((node) => mayBeLookedAt(node, { finalAt, now })) && shiftIsNone(recorded)) {
    if (nudge.cause === 'cell-due') await world.followed.setLookAgain(window.id, cell, undefined);
    return undefined;
  }

  // A look that was overtaken by the end of the window may have added a node that has no verdict yet (P3).
  const nodes = await judgeUnread(window.id, { cell, nodes: recorded }, world.nodes);
  const amended = await findAmended(followed, { cell, nodes }, world);
  const overdue = amended.filter(({ verdict }) => verdict?.reason === 'reboot-overdue');
  const risen = amended.filter((node) => !overdue.includes(node));
  const said = [...risen, ...(await addedSince(window.id, { cell, nodes, amended }, world))];
  const facts = { ...followed, nextOpensAt: undefined };
  if (said.length > 0) await world.tell(verdictAmendedNotice(facts, cell, { nodes: said, key: keyOf(said) }));
  if (overdue.length > 0) await world.tell(rebootOverdueNotice(facts, cell, overdue));
  await world.nodes.amend(window.id, amended, nodes);

  // Counted as written, because another look at the same moment may have amended first (P3).
  const after = amended.length === 0 ? nodes : await world.nodes.inCell(window.id, cell);
  await count(followed, { cell, nodes: after }, world);
  await world.followed.setLookAgain(window.id, cell, lookAgainAt(after, { finalAt, now }));
  const { account, region } = cell;
  return { window: window.id, account, region, did: amended.length > 0 ? 'amended' : 'unchanged' };
}

/**
 * Commands of many windows end in a cell in a day, and each look costs reads: a command is of the window if it was sent to
 * one of its nodes. What events do not bring, or bring wrong, the sweep asks for.
 */
function isAbout(nudge: CellNudge, windowId: string, nodes: readonly JudgedNode[]): boolean {
  switch (nudge.cause) {
    case 'cell-due':
      return nudge.window === windowId;
    case 'command-ended':
    case 'command-invocation-ended':
      return nodes.some(({ commandId }) => commandId === nudge.commandId);
    case 'automation-ended':
    case 'automation-step-ended':
      return false;
  }
}

/** The nodes that were added when all had been counted, until they are counted too; not those that are told anyway. */
async function addedSince(
  windowId: string,
  { cell, nodes, amended }: { cell: KnownCell; nodes: readonly JudgedNode[]; amended: readonly JudgedNode[] },
  world: World,
): Promise<JudgedNode[]> {
  const told = new Set(amended.map(({ id }) => id));
  const added = nodes.filter(({ id, uncounted }) => uncounted === true && !told.has(id));
  return added.length === 0 || (await world.followed.isCounted(windowId, cell, shiftOf(nodes))) ? [] : added;
}

/** A node that still may rise is looked at for a day, and one that waits for its reboot until its deadline. */
function mayBeLookedAt(node: JudgedNode, { finalAt, now }: { finalAt: Date; now: Date }): boolean {
  return (mayRise(node) && mayStillBeAmended({ finalAt, now })) || node.rebootDueAt !== undefined;
}

function shiftIsNone(nodes: readonly JudgedNode[]): boolean {
  return nodes.every(({ amendedFrom, uncounted }) => amendedFrom === undefined && uncounted !== true);
}

/**
 * A cell that cannot be read amends nothing by itself; a reboot that was not seen by its deadline is overdue all the
 * same, because it was not seen (P5).
 */
async function findAmended(
  followed: FollowedWindow,
  { cell, nodes }: { cell: KnownCell; nodes: readonly JudgedNode[] },
  world: World,
): Promise<JudgedNode[]> {
  const now = world.now();
  const open = nodes.filter((node) => mayBeLookedAt(node, { finalAt: followed.finalAt, now }));
  if (open.length === 0) return [];
  const reopened = nodes.map((node) => (open.includes(node) ? { ...node, verdict: undefined } : node));
  const view = await lookAtCell(followed, { cell, roster: reopened, asks: false }, world);
  if (view.kind === 'done') {
    await tellOfCommands({ facts: { ...followed, nextOpensAt: undefined }, cell }, view.value, world.tell);
  }
  const measures = { now, rebootBy: rebootDeadline(followed.window, await world.rebootDeadlineHours()) };
  const show = shownBy(view.kind === 'done' ? view.value.evidence : NOTHING_SEEN);
  const run = view.kind === 'done' ? view.value.run : undefined;
  return open.flatMap((node) => amendNode(show(node), run, measures) ?? []);
}

const NOTHING_SEEN = { invocations: [], patchStates: [], pings: new Map<string, 'online' | 'lost'>() };

/** Which amendments these are: the same found again after a crash are the same notice. */
function keyOf(amended: readonly JudgedNode[]): string {
  const said = amended.map(({ account, region, id, verdict }) => `${account} ${region} ${id} ${verdict?.kind}`);
  return deterministicUuid(said.sort().join('\n')).slice(0, 8);
}

async function count(
  { window, entry, emergency }: FollowedWindow,
  { cell, nodes }: { cell: KnownCell; nodes: readonly JudgedNode[] },
  world: World,
): Promise<void> {
  const shift = shiftOf(nodes);
  if (await world.followed.isCounted(window.id, cell, shift)) return;
  for (const { id, account, region, verdict, amendedFrom, uncounted } of nodes) {
    if (verdict === undefined || (amendedFrom === undefined && uncounted !== true)) continue;
    await world.announce({
      kind: 'Verdict Amended',
      window: window.id,
      schedule: window.schedule,
      environment: entry.environment,
      emergency: emergency !== undefined,
      nodeId: id,
      account,
      region,
      verdict: verdict.kind,
      reason: verdict.reason,
    });
  }
  await world.followed.countShift(window.id, cell, shift);
}
