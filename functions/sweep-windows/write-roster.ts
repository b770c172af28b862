import { sayRefusal } from '../../shared/aws/attempt.ts';
import type { Roster } from '../../shared/aws/observe-roster.ts';
import { isReleased, type Wait } from '../../shared/domain/window/before-roster.ts';
import { heldAccounts, type Intents } from '../../shared/domain/window/hold.ts';
import { byCell, type Cell, cellKey, cellsOf, type RosterNode } from '../../shared/domain/window/node.ts';
import { type CellPlan, cellsToReadScansOf, planCells, verdictOfUnrun } from '../../shared/domain/window/plan-cells.ts';
import { type LastRoster, type WithRoster, withRoster } from '../../shared/domain/window/with-roster.ts';
import { hybridNodesUnreadNotice } from '../../shared/notices/cell-notices.ts';
import { scansUnreadNotice, staleCellsNotice } from '../../shared/notices/opening-notices.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';
import { sayAnswer } from './find-run.ts';
import type { Opening } from './open-window.ts';
import type { ReadPolicy, World } from './sweep-windows.ts';
import { windowFacts } from './window-facts.ts';
import { type CellToWrite, observedOf, writeCells } from './write-cells.ts';

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
  const last = await world.schedules.readRoster(window.schedule);
  const decision = await decideCells(opening, { ...observed.value, last }, rules, world);
  if (decision.kind === 'wait') return decision;

  const written = new Map((await world.windows.cells(window.id)).map((cell) => [cellKey(cell), cell]));
  const cells = cellsOf([...decision.cells, ...written.values()]); // N1
  const plans = await plan(opening, { cells, nodes: decision.nodes }, rules, world);
  const vanished = new Set(
    [...decision.vanishedCells, ...[...written.values()].filter(({ reason }) => reason === 'not-in-inventory')].map(
      cellKey,
    ),
  );
  for (const node of decision.nodes) vanished.delete(cellKey(node));

  const gone = last === undefined ? [] : decision.vanishedCells;
  const lost = await inGroups(gone, (cell) => world.nodes.inCell(last?.window ?? window.id, cell)); // N3
  const [seenIn, lostIn] = [byCell(decision.nodes), byCell(lost.flat().map(observedOf))];
  const cellToWrite = (planned: CellPlan): CellToWrite => {
    const key = cellKey(planned);
    const seen = seenIn.get(key) ?? [];
    const nodes = Math.max(seen.length, written.get(key)?.nodes ?? 0); // N1
    return {
      cell: { ...withVanished(planned, vanished), nodes },
      owed: [...seen, ...(lostIn.get(key) ?? [])],
      verdict: verdictOfUnrun(planned), // N2
    };
  };
  await writeCells(window.id, { cells: plans.map(cellToWrite), written }, world);
  if (emergency === undefined) await world.schedules.rememberRoster(window.schedule, window.id);
  return undefined;
}

async function decideCells(
  { window, entry, emergency }: Opening,
  { nodes, unreadCells, last }: Roster & { readonly last: LastRoster | undefined },
  { policy, intents }: Rules,
  world: World,
): Promise<WithRoster> {
  const facts = windowFacts(window, entry, world.now());
  for (const cell of unreadCells) {
    await world.tell(hybridNodesUnreadNotice(cell, { reason: cell.reason, window, now: world.now() }));
  }
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
