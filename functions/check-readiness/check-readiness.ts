import type { CellsRow } from '../../shared/aws/ledger/cells-row.ts';
import type { ReadinessRows } from '../../shared/aws/ledger/readiness-rows.ts';
import type { ObserveRoster } from '../../shared/aws/observe-roster.ts';
import type { ObserveCellReadiness } from '../../shared/aws/readiness/observe-cell-readiness.ts';
import type { Catalogue, CatalogueProblem } from '../../shared/domain/catalogue/catalogue-entry.ts';
import { judgeReadiness, type Readiness, type WindowToJudge } from '../../shared/domain/readiness/judge-readiness.ts';
import type { ComingWindow, HubObservation } from '../../shared/domain/readiness/observation.ts';
import { nextWindows, plannedWindow } from '../../shared/domain/readiness/windows-ahead.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { type Cell, cellsOf } from '../../shared/domain/window/node.ts';
import type { OperationsSettings } from '../../shared/inbound/operations-settings.ts';
import type { ReadinessNudge } from '../../shared/inbound/readiness-nudge.ts';
import { readinessNotices } from '../../shared/notices/readiness-notices.ts';
import { inGroups } from '../../shared/platform/in-groups.ts';

export interface World {
  readonly now: () => Date;
  readonly readPolicy: () => Promise<{ readonly catalogue: Catalogue; readonly settings: OperationsSettings }>;
  readonly observeRoster: ObserveRoster;
  readonly schedules: Pick<CellsRow, 'readRoster'>;
  readonly observeHub: () => Promise<HubObservation>;
  readonly observeCell: ObserveCellReadiness;
  readonly readiness: ReadinessRows;
  readonly tell: (notice: Notice) => Promise<void>;
}

export type ReadinessReport =
  | { readonly did: 'checked'; readonly windows: readonly string[]; readonly fails: number; readonly unread: number }
  | { readonly did: 'left'; readonly why: string };

/** For four hours of the day before, what AWS refuses is asked again: throttling passes, and a role that is amiss stays so. */
const NEAR_HOURS = 20;

type ReadCatalogue = Extract<Catalogue, { kind: 'read' }>;

/**
 * Looks at what some coming windows need, and writes down what is wanting. Safe to repeat.
 *
 *   A1. A day ahead of a window its owners are told, once: a window that was checked is left alone, and notices have keys.
 *       It counts as checked only once all are told, so that a check that dies is made again by a later sweep; so is one to
 *       which AWS refused something, until the window is near.
 *   A2. Who asks gets an answer, whatever it is, and tells nobody else.
 *   A3. The cells of a window are those of its roster, of its schedule's last window, and those with hybrid nodes: what
 *       AWS Config has lost is looked at all the same.
 */
export async function checkReadiness(nudge: ReadinessNudge, world: World): Promise<ReadinessReport[]> {
  const { catalogue, settings } = await world.readPolicy();
  if (nudge.cause === 'requested') return [await answer(nudge, { catalogue, settings }, world)];

  const reports: ReadinessReport[] = [];
  const broken: unknown[] = [];
  for (const window of nudge.windows) {
    try {
      reports.push(await lookAhead(window, { catalogue, settings }, world));
    } catch (error) {
      broken.push(error); // It keeps no other window waiting (P6), and fails the invocation all the same.
    }
  }
  if (broken.length > 0)
    throw new AggregateError(broken, `Cannot look ahead at ${broken.length} windows: ${broken.join('; ')}`);
  return reports;
}

type Policy = Awaited<ReturnType<World['readPolicy']>>;

/** A2 */
async function answer(
  nudge: Extract<ReadinessNudge, { cause: 'requested' }>,
  { catalogue, settings }: Policy,
  world: World,
): Promise<ReadinessReport> {
  const asked = windowsAsked(nudge, catalogue, world.now());
  if (typeof asked === 'string') {
    await world.readiness.write(nudge.requestId, { kind: 'refused', at: world.now(), because: asked });
    return { did: 'left', why: asked };
  }
  const problems = catalogue.kind === 'read' && nudge.window === undefined ? catalogue.problems : [];
  const readiness = await check(asked, { settings, problems }, world);
  await world.readiness.write(nudge.requestId, { kind: 'checked', at: world.now(), ...readiness });
  return reportOf(readiness);
}

/** A1 */
async function lookAhead(windowId: string, { catalogue, settings }: Policy, world: World): Promise<ReadinessReport> {
  if (catalogue.kind === 'unread') throw new Error(`Cannot check the readiness of ${windowId}: ${catalogue.reason}`);
  const coming = plannedWindow(catalogue, windowId);
  if (coming === undefined) return { did: 'left', why: `the catalogue has no window ${windowId}` };
  const { window } = coming;
  if (window.opensAt <= world.now()) return { did: 'left', why: 'it is open already' };
  if ((await world.readiness.checked([window])).has(windowId)) return { did: 'left', why: 'it was checked' };

  const readiness = await check([coming], { settings, problems: [] }, world);
  await world.readiness.write(windowId, { kind: 'checked', at: world.now(), ...readiness });
  for (const notice of readinessNotices(coming, readiness)) await world.tell(notice);
  const complete = readiness.findings.every(({ answer }) => answer !== 'unread');
  const near = window.opensAt.getTime() - world.now().getTime() < NEAR_HOURS * 3_600_000;
  if (complete || near) await world.readiness.setChecked(window, world.now());
  return reportOf(readiness);
}

/** Or why there are none. */
function windowsAsked(
  { window }: Extract<ReadinessNudge, { cause: 'requested' }>,
  catalogue: Catalogue,
  now: Date,
): readonly ComingWindow[] | string {
  if (catalogue.kind === 'unread') return `The catalogue could not be read: ${catalogue.reason}`;
  return window === undefined ? nextWindows(catalogue, now) : windowNamed(window, catalogue);
}

function windowNamed(window: string, catalogue: ReadCatalogue): readonly ComingWindow[] | string {
  const problem = catalogue.problems.find(({ value }) => value === window.split('@')[0]);
  if (problem !== undefined)
    return `The entry of ${problem.value}, version ${problem.version}, cannot be read: ${problem.reason}`;
  if (window.includes('+'))
    return `${window} is a window out of turn: it opens as soon as it is admitted. Ask without a window.`;
  const found = plannedWindow(catalogue, window);
  return found === undefined ? `No schedule in force has a window ${window}.` : [found];
}

async function check(
  coming: readonly ComingWindow[],
  { settings, problems }: { readonly settings: OperationsSettings; readonly problems: readonly CatalogueProblem[] },
  world: World,
): Promise<Readiness> {
  const windows = await inGroups(coming, async (one): Promise<WindowToJudge & { readonly cells: readonly Cell[] }> => {
    const { schedule } = one.window;
    const [roster, last] = await Promise.all([
      world.observeRoster(schedule, settings),
      world.schedules.readRoster(schedule),
    ]);
    if (roster.kind === 'done') {
      const { nodes } = roster.value;
      return { ...one, roster: { kind: 'read', value: roster.value }, cells: [...nodes, ...(last?.cells ?? [])] };
    }
    const { error, message } = roster;
    return { ...one, roster: { kind: 'unread', error, reason: `${error}: ${message}` }, cells: last?.cells ?? [] };
  });
  const schedules = [...new Set(coming.map(({ window }) => window.schedule))];
  const wanted = cellsOf([...windows.flatMap(({ cells }) => cells), ...settings.hybridCells]); // A3
  const [hub, cells] = await Promise.all([
    world.observeHub(),
    inGroups(wanted, (cell) => world.observeCell(cell, schedules)),
  ]);
  const { ownerTag, hybridCells } = settings;
  return judgeReadiness({ windows, hub, cells, ownerTag, hybridCells, problems });
}

function reportOf({ windows, findings }: Readiness): ReadinessReport {
  const fails = findings.filter(({ answer }) => answer === 'fails').length;
  return { did: 'checked', windows: windows.map(({ id }) => id), fails, unread: findings.length - fails };
}
