import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Answer } from '../../shared/domain/requests/answer.ts';
import type { Intent, PatchIntent } from '../../shared/domain/requests/intent.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import type { World } from './admit-request.ts';
import type { Answered } from './answer-request.ts';
import { carryOutException } from './carry-out-exception.ts';

export interface Doing extends Answered {
  readonly intent: Intent;
}

/** What came of it, and the zone in which to tell it. */
export interface Done {
  readonly answer: Answer;
  readonly zone: string;
}

/** Does what the answer says, and no more; to do it again changes nothing. */
export async function carryOut({ intent, by, answer }: Doing, world: World): Promise<Done> {
  const { reason, at } = intent;
  if (answer.kind === 'admitted' && intent.kind === 'patch') {
    return { answer, ...(await claimWindow({ intent, by, window: answer.window }, world)) };
  }
  if (answer.kind === 'held' && intent.kind === 'hold') {
    const { scope, cancelRunning } = intent;
    await world.holds.hold({ scope, reason, by, at, cancelRunning });
    await world.announce({ kind: 'Hold Set', scope, by, reason });
  }
  if (answer.kind === 'released' && intent.kind === 'release') {
    await world.holds.release(intent.scope, { reason, by, at });
    await world.announce({ kind: 'Hold Released', scope: intent.scope, by, reason });
  }
  if (answer.kind === 'window-released' && intent.kind === 'release' && intent.scope.kind === 'window') {
    await world.holds.releaseWindow({ window: intent.scope.window, reason, by, at });
    await world.announce({ kind: 'Hold Released', scope: intent.scope, by, reason });
  }
  if (answer.kind === 'decided' && intent.kind === 'decide') {
    // A node that has got a value in the meantime waits no more, and keeps it.
    const decided = await world.undecided.decide(intent.nodeId, { value: intent.value, by, reason, at });
    if (decided) await world.nudgeDefault(answer.node);
  }
  return { answer: await carryOutException({ intent, by, answer }, world), zone: 'UTC' };
}

/** The window stands in the ledger as one that is opening: the next sweep takes it up like any other. */
async function claimWindow(
  { intent, by, window }: { readonly intent: PatchIntent; readonly by: string; readonly window: Window },
  world: World,
): Promise<{ readonly zone: string }> {
  const entry = await entryOf(intent, world);
  const { reason, severity, at: requestedAt, accounts, regions } = intent;
  const scope = { ...(accounts.length > 0 && { accounts }), ...(regions.length > 0 && { regions }) };
  // Remembered first: a claim that nobody remembered would not keep another request from its heels (P2).
  await world.surrounding.rememberEmergency(window);
  await world.windows.claim(window, entry, world.now(), { emergency: { by, reason, severity, requestedAt, ...scope } });
  return entry;
}

async function entryOf({ schedule }: PatchIntent, world: World): Promise<CatalogueEntry> {
  const { catalogue } = await world.readPolicy();
  const entry = catalogue.kind === 'read' ? catalogue.entries.find(({ value }) => value === schedule) : undefined;
  if (entry !== undefined) return entry;
  throw new Error(`Cannot claim a window of ${schedule}: its entry was in force a moment ago, and cannot be read now`);
}
