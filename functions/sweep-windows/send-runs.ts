import type { Run } from '../../shared/aws/ledger/window-rows.ts';
import { cellsOfRequest, requestWithout, startRefusedBecause, surelyNotBegun } from '../../shared/aws/start-run.ts';
import type { Wait } from '../../shared/domain/window/before-roster.ts';
import { lastStartAt } from '../../shared/domain/window/decide-windows.ts';
import { type Hold, heldAccounts, holdOn, sayScope } from '../../shared/domain/window/hold.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { planRuns } from '../../shared/domain/window/plan-run.ts';
import { findRun, type Sending, sayAnswer } from './find-run.ts';
import { giveReason } from './give-reason.ts';
import type { Opening } from './open-window.ts';
import type { Sweep, World } from './sweep-windows.ts';

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
 *   R2. A run is not sent into an account under a hold: it goes to the others alone, if it was surely never begun.
 *   R3. Before the first install of a window begins, no other window of its schedule may begin one (P2).
 *   R4. Before each start, time and holds are looked at once more: a sweep over many nodes takes minutes (P1).
 */
export async function sendRuns(
  opening: Pick<Opening, 'window'>,
  { sentBefore, allowed }: { sentBefore: boolean; allowed: boolean },
  sweep: Pick<Sweep, 'latestIntents'>,
  world: World,
): Promise<Sent> {
  const { window } = opening;
  const runs = await world.windows.runs(window.id);
  if (allowed) await rememberRun(opening, world); // R3
  let begun = 0;
  let unclear: Wait | undefined;
  const leftOver: LeftOver[] = [];
  for (const run of runs) {
    const sending = await send(run, { window, sentBefore, allowed, sweep }, world);
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

async function rememberRun({ window }: Pick<Opening, 'window'>, world: World): Promise<void> {
  const installs = (await world.windows.cells(window.id)).some(({ operation }) => operation === 'Install');
  if (!installs) return;
  const run = await world.schedules.readRun(window.schedule);
  if (run?.window === window.id) return;
  await world.schedules.rememberRun(window.schedule, {
    window: window.id,
    closesAt: window.closesAt,
    endedAt: undefined,
  });
}

async function send(
  run: Run,
  {
    window,
    sentBefore,
    allowed,
    sweep,
  }: Pick<Opening, 'window'> & { sentBefore: boolean; allowed: boolean; sweep: Pick<Sweep, 'latestIntents'> },
  world: World,
): Promise<Sending> {
  if (run.executionId !== undefined) return { kind: 'begun', executionId: run.executionId };
  if (sentBefore) {
    const found = await findRun(run, world); // R1
    if (found !== undefined) return found;
  }
  if (!allowed) return left('run-not-started', 'It is too late to begin, or something keeps the window shut.');
  const { holds } = await sweep.latestIntents(); // R4
  if (world.now() >= lastStartAt(window)) return left('run-not-started', 'It is too late to begin.');
  const hold = holdOn(window, holds);
  if (hold !== undefined) return left('held', sayHold(hold));
  const inTheWay = holdInTheWay(run, holds);
  const sent = inTheWay === undefined ? run : await withoutHeld(run, { window, holds }, world); // R2
  if (inTheWay !== undefined && sent === undefined) return left('held', sayHold(inTheWay));
  return start(sent ?? run, window, world);
}

async function start(run: Run, { id }: Opening['window'], world: World): Promise<Sending> {
  await world.windows.setAsked(id, run.chunk, true);
  const started = await world.runs.start(run);
  if (started.kind === 'done') return { kind: 'begun', executionId: started.value };
  if (surelyNotBegun(started)) await world.windows.setAsked(id, run.chunk, false);
  const reason = startRefusedBecause(started);
  const found = reason === 'request-mismatch' ? await findRun(run, world) : undefined; // R1
  return found ?? left(reason, sayAnswer(started));
}

/**
 * The run without the accounts under a hold: their cells are in no run from then on, and say why. Undefined where nothing
 * is left, or where the run may have begun as it was: another token would begin it twice (P2).
 */
async function withoutHeld(
  run: Run,
  { window, holds }: Pick<Opening, 'window'> & { holds: readonly Hold[] },
  world: World,
): Promise<Run | undefined> {
  const held = heldAccounts(holds);
  const request = run.asked === false ? requestWithout(run, held) : undefined;
  if (request === undefined) return undefined;
  await world.windows.replaceRequest(window.id, run.chunk, request);
  const cells = cellsOfRequest(run).filter(({ account }) => held.has(account));
  await giveReason(window.id, { cells, reason: 'held' }, world);
  return { ...run, ...request };
}

function sayHold({ by, scope, reason }: Hold): string {
  return `${by} holds ${sayScope(scope)}: ${reason}`;
}

function holdInTheWay(run: Run, holds: readonly Hold[]): Hold | undefined {
  const held = heldAccounts(holds);
  const cell = cellsOfRequest(run).find(({ account }) => held.has(account));
  return cell && holds.find(({ scope }) => scope.kind === 'account' && scope.account === cell.account);
}

function left(reason: Wait['reason'], waitsFor: string): Sending {
  return { kind: 'left', wait: { kind: 'wait', reason, waitsFor } };
}
