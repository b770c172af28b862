import type { StaleCell } from '../../aws/aggregator-status.ts';
import type { Attempt } from '../../aws/attempt.ts';
import type { ReadWindowEnd } from '../../aws/ledger/window-end.ts';
import { nodeJudge } from '../../aws/node-judge.ts';
import type { Roster } from '../../aws/observe-roster.ts';
import { rescanSnapshotIdOf } from '../../aws/rescan-cell.ts';
import { runRequest, snapshotIdOf } from '../../aws/start-run.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-entry.ts';
import type { LifecycleEvent } from '../../domain/reporting/lifecycle-event.ts';
import type { DefaultRule } from '../../domain/tagging/choose-default.ts';
import { exemptNodes } from '../../domain/tagging/exception.ts';
import type { SweepMemory } from '../../domain/window/decide-windows.ts';
import type { Intents } from '../../domain/window/hold.ts';
import { type Cell, cellKey, type RosterNode } from '../../domain/window/node.ts';
import type { OperationsSettings } from '../../inbound/operations-settings.ts';
import { anEntry, someSettings } from '../domain-builders.ts';
import { type FakeFreezes, fakeCalendars } from './fake-calendars.ts';
import { fakeCells } from './fake-cells.ts';
import { fakeClock } from './fake-clock.ts';
import { fakeDefaultRows } from './fake-default-rows.ts';
import { fakeExceptionRows } from './fake-exception-rows.ts';
import { fakeFollowedRows } from './fake-followed-rows.ts';
import { fakeNodeRows, fakeTagRows } from './fake-node-rows.ts';
import { fakeOutbox } from './fake-outbox.ts';
import { fakeOwnerHours } from './fake-owner-hours.ts';
import { fakeRuns } from './fake-runs.ts';
import { fakeSchedules } from './fake-schedules.ts';
import { fakeTagWrites } from './fake-tag-writes.ts';
import { fakeTaggedNodes } from './fake-tagged-nodes.ts';
import { fakeWindowRows } from './fake-window-rows.ts';

/** What people and AWS may change under a flow's feet: a test assigns to it. */
export interface Surroundings {
  catalogue: Catalogue;
  settings: OperationsSettings;
  defaultRules: readonly DefaultRule[];
  roster: Attempt<Roster>;
  intents: Intents;
  freezes: FakeFreezes;
  staleCells: Attempt<readonly StaleCell[]>;
  /** When each cell was last scanned, by its key; a reason where that cannot be read. */
  scans: Readonly<Record<string, Date | string>>;
  /** Keys of open incidents, by window. */
  incidents: Readonly<Record<string, readonly string[]>>;
}

export type FakeWorld = ReturnType<typeof fakeWorld>;

/**
 * Everything that a flow may read or change, in memory and in one piece: what one function writes another reads. It fits
 * the `World` of each function. Where AWS lags (indexes of the ledger, lists of executions), it shows what was true
 * before the clock last moved. It can crash after any act, and be run again.
 */
export function fakeWorld(start = '2026-03-06T20:55:00Z') {
  const clock = fakeClock(start);
  const around: Surroundings = {
    catalogue: { kind: 'read', entries: [anEntry()], problems: [] },
    settings: someSettings(),
    defaultRules: [],
    roster: rosterOf(),
    intents: { holds: [], releases: [] },
    freezes: [],
    staleCells: { kind: 'done', value: [] },
    scans: {},
    incidents: {},
  };
  const outbox = fakeOutbox(clock);
  const ownerHours = fakeOwnerHours(clock, outbox);
  const runs = fakeRuns(clock);
  const cells = fakeCells(clock);
  const tagged = fakeTaggedNodes(clock);
  const windows = fakeWindowRows(clock);
  const exceptions = fakeExceptionRows(clock);
  const announced: LifecycleEvent[] = [];
  const nudged: string[] = [];
  const windowEnd: ReadWindowEnd = async (windowId) => ({ kind: 'read', end: windows.end(windowId) });
  let sweepMemory: SweepMemory = { readAt: new Map() };

  return {
    clock,
    around,
    outbox,
    cells,
    tagged,
    nudged,
    now: clock.now,
    windows,
    followed: fakeFollowedRows(clock, windows),
    announced,
    announce: async (event: LifecycleEvent) => {
      announced.push(event);
      clock.act(`announce ${event.kind}`);
    },
    nodes: fakeNodeRows(clock),
    runs,
    ...ownerHours,
    tell: outbox.tell,
    tellPending: outbox.tellPending,
    // keep-exceptions
    tellHeld: async () => {},
    // sweep-windows
    readPolicy: async () => ({ catalogue: around.catalogue, settings: around.settings }),
    sweepRow: {
      read: async () => sweepMemory,
      write: async (memory: Required<SweepMemory>) => {
        sweepMemory = memory;
        clock.act('write sweep');
      },
    },
    observeRoster: async () => around.roster,
    readIntents: async () => around.intents,
    schedules: fakeSchedules(clock, windows),
    windowEnd,
    readCalendars: fakeCalendars(() => around.freezes),
    staleCells: async () => around.staleCells,
    readScanAges: async (cells: readonly Cell[]) => scanAges(cells, around.scans),
    openIncidents: async (windowId: string) => around.incidents[windowId] ?? [],
    repeatIncidents: async () => {},
    // Every window was checked ahead, unless a test has it otherwise.
    readiness: { checked: async (windows: readonly { id: string }[]) => new Set(windows.map(({ id }) => id)) },
    nudgeReadiness: async (windowIds: readonly string[]) => clock.act(`nudge readiness of ${windowIds.join(', ')}`),
    runRequest: (plan: Parameters<typeof runRequest>[0]) => runRequest(plan, RUN_SETTINGS),
    nudgeCells: async (window: string, due: readonly Cell[]) => {
      nudged.push(...due.map(({ account, region }) => `${window} ${account} ${region}`));
      clock.act('nudge');
    },
    // settle-cell
    snapshotIdOf,
    rescanSnapshotIdOf,
    rebootDeadlineHours: async () => around.settings.rebootDeadlineHours,
    graceMinutes: async () => around.settings.graceMinutes,
    observe: cells.observe,
    exemptSince: async () => exemptNodes(await exceptions.open()),
    cutoff: cells.cutoff,
    rescan: cells.rescan,
    // check-tag, apply-default-tag, sweep-tags
    judge: nodeJudge({ now: clock.now, readException: exceptions.read, readSettings: async () => around.settings }),
    exceptions,
    readOpenExceptions: exceptions.open,
    tagMemory: fakeTagRows(clock),
    tagWrites: fakeTagWrites(clock),
    undecided: fakeDefaultRows(clock),
    correctionPolicy: async () => around.settings,
    readTaggingPolicy: async () => around.settings,
    readCatalogue: async () => around.catalogue,
    readDefaultRules: async () => around.defaultRules,
    ownerTag: async () => around.settings.ownerTag,
    readTags: tagged.readTags,
    readNode: tagged.readNode,
    writeTags: tagged.writeTags,
  };
}

function scanAges(cells: readonly Cell[], scans: Surroundings['scans']) {
  const scannedAt = new Map<string, Date | undefined>();
  const refused: (Cell & { reason: string })[] = [];
  for (const cell of cells) {
    const scan = scans[cellKey(cell)];
    if (typeof scan === 'string') refused.push({ ...cell, reason: scan });
    else scannedAt.set(cellKey(cell), scan);
  }
  return { scannedAt, refused };
}

export function rosterOf(...nodes: readonly RosterNode[]): Attempt<Roster> {
  return { kind: 'done', value: { nodes, unreadCells: [] } };
}

const RUN_SETTINGS = {
  runbookName: 'Patchplane-PatchCell',
  administrationRoleArn: 'arn:aws:iam::111122223333:role/Patchplane-Administration',
  executionRoleName: 'Patchplane-PatchCell',
  outputBucket: 'patchplane-output',
};
