import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { Run } from '../../shared/aws/ledger/window-rows.ts';
import { cellsOfRequest, startRefusedBecause } from '../../shared/aws/start-run.ts';
import type { Wait } from '../../shared/domain/window/before-roster.ts';
import { type Hold, heldAccounts, sayScope } from '../../shared/domain/window/hold.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { planRuns } from '../../shared/domain/window/plan-run.ts';
import type { Opening } from './open-window.ts';
import type { World } from './sweep-windows.ts';

export interface Sent {
  /** How many runs have begun, now or before. */
  readonly begun: number;
  /** Those that have not, and surely so. */
  readonly leftOver: readonly LeftOver[];
  /** Of one it is not known: nothing may be decided on that. */
  readonly unclear: Wait | undefined;
}

export interface LeftOver extends Wait {
  readonly cells: readonly Cell[];
}

/**
 * Stores the requests that are not stored yet. They are planned from the cells in the ledger, which do not change once
 * the first request is stored: a sweep that died in the middle of it is continued, never planned anew.
 */
export async function storeRequests({ window, entry }: Opening, world: World): Promise<void> {
  const stored = new Set((await world.windows.runs(window.id)).map(({ chunk }) => chunk));
  const now = world.now();
  for (const { chunk, operation, locations } of planRuns(await world.windows.cells(window.id))) {
    if (stored.has(chunk)) continue;
    const request = world.runRequest({ window, entry, operation, chunk, locations, now });
    await world.windows.storeRequest(window.id, chunk, request);
  }
}

/**
 * Has every stored run begin that may.
 *
 *   R1. A run that may have been sent before is looked for before it is sent again; so is one whose token AWS knows by
 *       another request.
 *   R2. A run into an account under a hold is not sent: the others are.
 *   R3. Before the first install of a window begins, no other window of its schedule may begin one (P2).
 */
export async function sendRuns(
  opening: Opening,
  { sentBefore, allowed, holds }: { sentBefore: boolean; allowed: boolean; holds: readonly Hold[] },
  world: World,
): Promise<Sent> {
  const { window } = opening;
  const runs = await world.windows.runs(window.id);
  if (allowed) await rememberRun(opening, world); // R3
  let begun = 0;
  let unclear: Wait | undefined;
  const leftOver: LeftOver[] = [];
  for (const run of runs) {
    const sending = await send(run, { sentBefore, allowed, holds }, world);
    switch (sending.kind) {
      case 'begun':
        begun += 1;
        if (run.executionId === undefined) await world.windows.setExecution(window.id, run.chunk, sending.executionId);
        break;
      case 'left':
        leftOver.push({ ...sending.wait, cells: cellsOfRequest(run) });
        break;
      case 'unclear':
        unclear = sending.wait;
    }
  }
  return { begun, leftOver, unclear };
}

async function rememberRun({ window }: Opening, world: World): Promise<void> {
  const installs = (await world.windows.cells(window.id)).some(({ operation }) => operation === 'Install');
  if (!installs) return;
  const { run } = await world.schedules.read(window.schedule);
  if (run?.window === window.id) return;
  await world.schedules.rememberRun(window.schedule, {
    window: window.id,
    closesAt: window.closesAt,
    endedAt: undefined,
  });
}

type Sending =
  | { readonly kind: 'begun'; readonly executionId: string }
  | { readonly kind: 'left' | 'unclear'; readonly wait: Wait };

async function send(
  run: Run,
  { sentBefore, allowed, holds }: { sentBefore: boolean; allowed: boolean; holds: readonly Hold[] },
  world: World,
): Promise<Sending> {
  if (run.executionId !== undefined) return { kind: 'begun', executionId: run.executionId };
  if (sentBefore) {
    const found = await find(run, world); // R1
    if (found !== undefined) return found;
  }
  if (!allowed) return left('run-not-started', 'It is too late to begin, or something keeps the window shut.');
  const hold = holdInTheWay(run, holds);
  if (hold !== undefined) return left('held', `${hold.by} holds ${sayScope(hold.scope)}: ${hold.reason}`); // R2

  const started = await world.runs.start(run);
  if (started.kind === 'done') return { kind: 'begun', executionId: started.value };
  const reason = startRefusedBecause(started);
  const found = reason === 'request-mismatch' ? await find(run, world) : undefined; // R1
  return found ?? left(reason, sayAnswer(started));
}

/** Undefined where Systems Manager shows no such execution. */
async function find(run: Run, world: World): Promise<Sending | undefined> {
  const found = await world.runs.find(run);
  if (found.kind === 'refused') {
    return { kind: 'unclear', wait: { kind: 'wait', reason: 'start-refused', waitsFor: sayAnswer(found) } };
  }
  return found.value && { kind: 'begun', executionId: found.value.executionId };
}

function holdInTheWay(run: Run, holds: readonly Hold[]): Hold | undefined {
  const held = heldAccounts(holds);
  const cell = cellsOfRequest(run).find(({ account }) => held.has(account));
  return cell && holds.find(({ scope }) => scope.kind === 'account' && scope.account === cell.account);
}

function left(reason: Wait['reason'], waitsFor: string): Sending {
  return { kind: 'left', wait: { kind: 'wait', reason, waitsFor } };
}

export function sayAnswer(refused: Extract<Attempt<never>, { kind: 'refused' }>): string {
  return `AWS answered ${sayRefusal(refused)}`;
}
