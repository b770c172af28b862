/** One builder a domain type: a plain, valid value, in which a test overrides only what it is about. */
import type { CatalogueEntry } from '../domain/catalogue/catalogue-entry.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import type { Window } from '../domain/schedule/window.ts';
import type { KnownCell, KnownWindow } from '../domain/window/decide-windows.ts';
import type { Invocation, PatchState, RunInCell } from '../domain/window/evidence.ts';
import type { PatchCommand } from '../domain/window/foreign-run.ts';
import type { CellEvidence, JudgedNode } from '../domain/window/judge-cell.ts';
import type { Cell, RosterNode } from '../domain/window/node.ts';
import { type NodeReference, nodeReference } from '../inbound/node-reference.ts';
import type { OperationsSettings } from '../inbound/operations-settings.ts';

export const CELL: Cell = { account: '444455556666', region: 'eu-west-1' };
export const OTHER_CELL: Cell = { account: '777788889999', region: 'eu-central-1' };
export const SNAPSHOT_ID = '6f0b5c2e-9a3d-4e17-b8c4-2d1f7a6e5b90';
export const RESCAN_SNAPSHOT_ID = '9b1d7c40-3e5f-4a68-9c21-7f0e6d5b4a39';
export const COMMAND_ID = '3a1f0c5e-6b7d-4e2a-9c48-5d2e7f1b8a90';

/** Friday 6 March 2026, 22:00 in Berlin, for four hours of which the last is past the cutoff. */
export function aWindow(overrides: Partial<Window> = {}): Window {
  return {
    id: '22FRI@2026-03-06',
    schedule: '22FRI',
    date: '2026-03-06',
    opensAt: new Date('2026-03-06T21:00:00Z'),
    cutoffAt: new Date('2026-03-07T00:00:00Z'),
    closesAt: new Date('2026-03-07T01:00:00Z'),
    ...overrides,
  };
}

/** The entry whose window on that Friday is `aWindow()`. */
export function anEntry(overrides: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return {
    value: '22FRI',
    version: 3,
    zone: 'Europe/Berlin',
    durationHours: 4,
    cutoffHours: 1,
    offsetDays: 0,
    environment: 'prod',
    operation: 'Install',
    reboot: 'RebootIfNeeded',
    concurrency: '10%',
    errors: '5%',
    cells: { concurrency: '100%', errors: '100%' },
    waves: [1, 2],
    owner: 'cloud-operations@example.com',
    calendars: [],
    ...overrides,
  };
}

export function aKnownWindow(overrides: Partial<KnownWindow> = {}): KnownWindow {
  const window = aWindow();
  return { window, entry: anEntry(), state: 'open', openedAt: window.opensAt, cells: [aKnownCell()], ...overrides };
}

export function aKnownCell(overrides: Partial<KnownCell> = {}): KnownCell {
  return { ...CELL, operation: 'Install', settled: false, lookedAt: aWindow().opensAt, ...overrides };
}

export function aRosterNode(overrides: Partial<RosterNode> = {}): RosterNode {
  return {
    id: 'i-0a1b2c3d4e5f60718',
    ...CELL,
    name: 'payments-db-01',
    platform: 'Linux/UNIX',
    owner: 'payments@example.com',
    wave: '1',
    power: 'running',
    ...overrides,
  };
}

export function aJudgedNode(overrides: Partial<JudgedNode> = {}): JudgedNode {
  return { ...aRosterNode(), commandId: COMMAND_ID, verdict: { kind: 'patched', reason: 'installed' }, ...overrides };
}

export function anInvocation(overrides: Partial<Invocation> = {}): Invocation {
  return {
    nodeId: aRosterNode().id,
    commandId: COMMAND_ID,
    requestedAt: new Date('2026-03-06T21:05:00Z'),
    status: 'Success',
    ...overrides,
  };
}

/** Of our run, with everything installed. */
export function aPatchState(overrides: Partial<PatchState> = {}): PatchState {
  return {
    nodeId: aRosterNode().id,
    snapshotId: SNAPSHOT_ID,
    operation: 'Install',
    startedAt: new Date('2026-03-06T21:06:00Z'),
    missingCount: 0,
    failedCount: 0,
    pendingRebootCount: 0,
    ...overrides,
  };
}

/** A scan that somebody else had run while the window was open. */
export function aPatchCommand(overrides: Partial<PatchCommand> = {}): PatchCommand {
  return {
    commandId: COMMAND_ID,
    document: 'AWS-RunPatchBaseline',
    operation: 'Scan',
    requestedAt: new Date('2026-03-06T21:30:00Z'),
    comment: '',
    nodeIds: [],
    ...overrides,
  };
}

/** A run whose waves have all ended, in a window that still waits. */
export function aRun(overrides: Partial<RunInCell> = {}): RunInCell {
  return {
    snapshotId: SNAPSHOT_ID,
    rescanSnapshotId: RESCAN_SNAPSHOT_ID,
    opensAt: aWindow().opensAt,
    operation: 'Install',
    scannedBecause: 'scanned',
    reboot: 'RebootIfNeeded',
    waves: [1, 2],
    wavesBegun: 2,
    brokenWaves: new Map(),
    stoppedBy: 'cut-off',
    notStartedBecause: 'run-not-started',
    ended: true,
    overdue: false,
    lastCall: false,
    ...overrides,
  };
}

export function anEvidence(overrides: Partial<CellEvidence> = {}): CellEvidence {
  return { commands: [], invocations: [], patchStates: [], pings: new Map(), ...overrides };
}

export function someSettings(overrides: Partial<OperationsSettings> = {}): OperationsSettings {
  return {
    ownerTag: 'owner',
    hybridCells: [],
    graceMinutes: 90,
    modes: { default: 'install', accounts: {}, environments: {} },
    rosterShrinkPercent: 50,
    minimumGapHours: 6,
    rebootDeadlineHours: 72,
    productionEnvironments: ['prod', 'production'],
    urgentSeverities: ['CRITICAL'],
    defaults: { mode: 'apply', graceHours: 0 },
    organizationalUnits: {},
    corrections: 'off',
    restoreLastApproved: false,
    replaceAllowed: [],
    tagPrincipals: ['*'],
    ...overrides,
  };
}

export function aNodeReference(id = 'i-0a1b2c3d4e5f60718'): NodeReference {
  return nodeReference({ id, ...CELL });
}

export function aNotice(overrides: Partial<Notice> = {}): Notice {
  return {
    key: 'window-final#22FRI@2026-03-06',
    kind: 'window-final',
    severity: 'info',
    subject: 'Window 22FRI@2026-03-06: all 3 patched',
    happened: 'Window 22FRI@2026-03-06 is final.',
    details: ['One node.'],
    next: ['The next one.'],
    about: { window: '22FRI@2026-03-06', schedule: '22FRI', owners: ['payments@example.com'] },
    ...overrides,
  };
}
