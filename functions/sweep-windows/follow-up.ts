import type { FollowedRows, FollowedWindow } from '../../shared/aws/ledger/followed-rows.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import { mayStillBeAmended } from '../../shared/domain/window/judge-amendment.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { announceFinal } from './announce-final.ts';

/** What following up on final windows reads and changes. */
export interface FollowingWorld {
  readonly now: () => Date;
  readonly followed: FollowedRows;
  readonly nudgeCells: (windowId: string, cells: readonly Cell[]) => Promise<void>;
  readonly announce: Announce;
}

/** A cell that was woken and has not been looked at is woken again after this time. */
const WAKE_AGAIN_MINUTES = 60;

const MINUTE_MS = 60_000;

/**
 * Follows the windows that are final: has their cells looked at once more before the time for amendments is over, and at
 * the deadline of each reboot, and then lets go of them. A window that breaks keeps no other from being followed (P6).
 * Safe to repeat.
 */
export async function followUp(world: FollowingWorld): Promise<void> {
  const broken: unknown[] = [];
  for (const window of await world.followed.followed()) {
    await followWindow(window, world).catch((error: unknown) => broken.push(error));
  }
  if (broken.length > 0)
    throw new AggregateError(broken, `Cannot follow ${broken.length} windows: ${broken.join('; ')}`);
}

async function followWindow(followed: FollowedWindow, world: FollowingWorld): Promise<void> {
  const { window, finalAt, announced, lookAt } = followed;
  const now = world.now();
  if (!announced) await announceFinal(followed, world);
  if (lookAt === undefined ? mayStillBeAmended({ finalAt, now }) : now < lookAt) return;

  // Also where none is expected: a look that came too late for the count, and died, has left word that one is owed.
  const cells = await world.followed.cellsToLookAt(window.id);
  if (lookAt === undefined && cells.length === 0) return world.followed.stopFollowing(window.id);
  const due = cells.filter(({ lookAgainAt }) => lookAgainAt <= now);
  if (due.length > 0) {
    await world.nudgeCells(
      window.id,
      due.map(({ account, region }) => ({ account, region })),
    );
  }
  await world.followed.setLookAt(window.id, nextLook(cells, now));
}

/** Cells that were woken may be due again by then, or put off by the look; nothing is left to do where there are none. */
function nextLook(cells: readonly { readonly lookAgainAt: Date }[], now: Date): Date | undefined {
  const wakeAgain = now.getTime() + WAKE_AGAIN_MINUTES * MINUTE_MS;
  const times = cells.map(({ lookAgainAt }) => (lookAgainAt <= now ? wakeAgain : lookAgainAt.getTime()));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}
