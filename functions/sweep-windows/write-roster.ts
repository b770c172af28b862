import { sayRefusal } from '../../shared/aws/attempt.ts';
import type { Roster } from '../../shared/aws/observe-roster.ts';
import { isReleased, type Wait } from '../../shared/domain/window/before-roster.ts';
import { heldAccounts, type Intents } from '../../shared/domain/window/hold.ts';
import { type Cell, cellKey, cellsOf, type RosterNode } from '../../shared/domain/window/node.ts';
import { type CellPlan, cellsToReadScansOf, planCells, verdictOfUnrun } from '../../shared/domain/window/plan-cells.ts';
import { type LastCell, type WithRoster, withRoster } from '../../shared/domain/window/with-roster.ts';
import { hybridNodesUnreadNotice } from '../../shared/notices/cell-notices.ts';
import { scansUnreadNotice, staleCellsNotice } from '../../shared/notices/opening-notices.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import { sayAnswer } from './find-run.ts';
import type { Opening } from './open-window.ts';
import type { ReadPolicy, World } from './sweep-windows.ts';
import { windowFacts } from './window-facts.ts';

const HOUR_MS = 3_600_000;

/** What a roster is written by: nothing may be decided on the defaults of settings that could not be read (P5). */
interface Rules {
  readonly policy: ReadPolicy;
  readonly intents: Intents;
}

/**
 * Observes the roster, decides what is to run where, and writes both down; or answers why the window has to wait.
 *
 *   N1. Cells that an earlier try has written down stay: what was once seen is not dropped for not being seen again.
 *   N2. Nodes of a cell in which nothing is to run have their verdict at once.
 *   N3. Nodes that the last window had in a cell that has vanished are owed as well (P3).
 */
export async function writeRoster(opening: Opening, rules: Rules, world: World): Promise<Wait | undefined> {
  const { window, emergency } = opening;
  const observed = await world.observeRoster(window.schedule, rules.policy.settings);
  if (observed.kind === 'refused') return { kind: 'wait', reason: 'roster-unread', waitsFor: sayAnswer(observed) };
  const decision = await decideCells(opening, observed.value, rules, world);
  if (decision.kind === 'wait') return decision;

  const written = await world.windows.cells(window.id);
  const cells = cellsOf([...decision.cells, ...written]); // N1
  const plans = await plan(opening, { cells, nodes: decision.nodes }, rules, world);
  const vanished = new Set([
    ...decision.vanishedCells.map(cellKey),
    ...written.filter(({ reason }) => reason === 'not-in-inventory').map(cellKey),
  ]);
  for (const node of decision.nodes) vanished.delete(cellKey(node));

  const { roster: last } = await world.schedules.read(window.schedule);
  const gone = last === undefined ? [] : decision.vanishedCells;
  const lost = await inGroups(gone, (cell) => world.nodes.inCell(last?.window ?? window.id, cell)); // N3
  const nodes = [...decision.nodes, ...lost.flat().map(observedOf)];
  const verdicts = new Map(plans.map((each) => [cellKey(each), verdictOfUnrun(each)])); // N2
  const now = world.now();
  await world.windows.putCells(
    window.id,
    plans.map((each) => withVanished(each, vanished)),
    now,
  );
  await world.nodes.put(
    window.id,
    nodes.map((node) => ({ ...node, verdict: verdicts.get(cellKey(node)) })),
  );
  if (emergency === undefined) {
    const counted = countByCell(plans, decision.nodes);
    await world.schedules.rememberRoster(window.schedule, { window: window.id, cells: counted, at: now });
  }
  return undefined;
}

async function decideCells(
  { window, entry, emergency }: Opening,
  { nodes, unreadCells }: Roster,
  { policy, intents }: Rules,
  world: World,
): Promise<WithRoster> {
  const facts = windowFacts(window, entry, world.now());
  for (const cell of unreadCells) {
    await world.tell(hybridNodesUnreadNotice(cell, { reason: cell.reason, window, now: world.now() }));
  }
  const { roster: last } = await world.schedules.read(window.schedule);
  const read = await world.staleCells();
  const staleCells = read.kind === 'done' ? read.value : [];
  const decision = withRoster({
    nodes,
    unreadCells,
    last,
    staleCells,
    emergency,
    released: isReleased(window, intents),
    rosterShrinkPercent: policy.settings.rosterShrinkPercent,
  });
  if (decision.kind === 'wait') return decision;

  const among = new Set(decision.staleCells.map(cellKey));
  const stale = staleCells.filter((cell) => among.has(cellKey(cell)));
  const vanished = decision.vanishedCells;
  const unread = read.kind === 'refused' ? sayRefusal(read) : undefined;
  if (vanished.length + stale.length > 0 || unread !== undefined) {
    await world.tell(staleCellsNotice(facts, { vanished, stale, unread }));
  }
  return decision;
}

async function plan(
  { window, entry }: Opening,
  { cells, nodes }: { cells: readonly Cell[]; nodes: readonly RosterNode[] },
  { policy, intents }: Rules,
  world: World,
): Promise<CellPlan[]> {
  const now = world.now();
  const facts = {
    entry,
    modes: policy.settings.modes,
    heldAccounts: heldAccounts(intents.holds),
    released: isReleased(window, intents),
  };
  const toRead = cellsToReadScansOf(cells, facts);
  const freshSince = new Date(now.getTime() - (entry.scanMaxAgeHours ?? 0) * HOUR_MS);
  const { scannedAt, refused } =
    toRead.length === 0
      ? { scannedAt: new Map<string, Date | undefined>(), refused: [] }
      : await world.readScanAges(toRead, { nodes, freshSince });
  if (refused.length > 0) await world.tell(scansUnreadNotice(windowFacts(window, entry, now), refused));
  return planCells({ ...facts, cells, scannedAt, now });
}

/** What its nodes are missed for if the run reaches none of them there. */
function withVanished(planned: CellPlan, vanished: ReadonlySet<string>) {
  return planned.operation === 'Install' && vanished.has(cellKey(planned))
    ? { ...planned, reason: 'not-in-inventory' as const }
    : planned;
}

function countByCell(cells: readonly Cell[], nodes: readonly RosterNode[]): LastCell[] {
  const counts = new Map<string, number>();
  for (const node of nodes) counts.set(cellKey(node), (counts.get(cellKey(node)) ?? 0) + 1);
  return cells.map(({ account, region }) => ({
    account,
    region,
    nodes: counts.get(cellKey({ account, region })) ?? 0,
  }));
}

/** The node as it was on the last roster, without what became of it there. */
function observedOf({ id, account, region, name, platform, owner, wave, power }: RosterNode): RosterNode {
  return { id, account, region, name, platform, owner, wave, power };
}

export async function rosterSize(windowId: string, world: World): Promise<number> {
  const nodes = await inGroups(await world.windows.cells(windowId), (cell) => world.nodes.inCell(windowId, cell));
  return nodes.flat().length;
}
