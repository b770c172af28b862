import type { Attempt } from '../../aws/attempt.ts';
import type { CellCutoff } from '../../aws/cut-off-cell.ts';
import type { CellObserver } from '../../aws/observe-cell.ts';
import { type CellRescan, rescanSnapshotIdOf } from '../../aws/rescan-cell.ts';
import type { GroupBaselines } from '../../domain/window/evidence.ts';
import type { PatchCommand } from '../../domain/window/foreign-run.ts';
import type { CellEvidence } from '../../domain/window/judge-cell.ts';
import { type Cell, cellKey } from '../../domain/window/node.ts';
import { anEvidence } from '../domain-builders.ts';
import type { FakeClock } from './fake-clock.ts';
import type { Refusal } from './fake-runs.ts';

/** What a cell shows of a window's run, and of others. */
export interface ShownCell extends CellEvidence {
  readonly sent: readonly PatchCommand[];
  readonly scans: readonly PatchCommand[];
  readonly baselines: GroupBaselines['operatingSystems'];
}

export interface FakeCells {
  readonly observe: CellObserver;
  readonly cutoff: CellCutoff;
  readonly rescan: CellRescan;
  /** What a cell shows from now on. */
  readonly show: (cell: Cell, evidence: Partial<ShownCell>) => void;
  readonly refuse: (cell: Cell, call: CellCall, refused: Refusal) => void;
  readonly allow: (cell: Cell) => void;
  /** What was stopped: `stop <executions>`, `stop <executions> Cancel` and `cancel <command> <nodes>`. */
  readonly cutOff: () => readonly string[];
  /** What was read in all cells, call by call. */
  readonly reads: () => readonly string[];
}

type CellCall = 'commands' | 'patchStates' | 'pings' | 'scans' | 'baselines' | 'cancel' | 'stop' | 'rescan';

/** What a run has left in each cell, and which of its calls are refused. */
export function fakeCells({ act, now }: FakeClock): FakeCells {
  const evidence = new Map<string, ShownCell>();
  const reads: string[] = [];
  const refusals = new Map<string, Refusal>();
  const cutOff: string[] = [];
  const stopped = new Set<string>();
  const seen = (cell: Cell): ShownCell =>
    evidence.get(cellKey(cell)) ?? { ...anEvidence(), sent: [], scans: [], baselines: new Map() };
  const refusalOf = (cell: Cell, call: CellCall) => refusals.get(`${cellKey(cell)} ${call}`);
  const read = <Value>(cell: Cell, call: CellCall, value: Value): Attempt<Value> => {
    reads.push(`${call} ${cellKey(cell)}`);
    return refusalOf(cell, call) ?? { kind: 'done', value };
  };

  return {
    show: (cell, shown) => evidence.set(cellKey(cell), { ...seen(cell), ...shown }),
    refuse: (cell, call, refused) => refusals.set(`${cellKey(cell)} ${call}`, refused),
    allow: (cell) => {
      for (const key of refusals.keys()) if (key.startsWith(cellKey(cell))) refusals.delete(key);
    },
    cutOff: () => cutOff,
    reads: () => reads,
    observe: {
      commands: async (cell) => read(cell, 'commands', seen(cell)),
      scans: async (cell) => read(cell, 'scans', [...seen(cell).scans]),
      patchStates: async (cell, ids) =>
        read(
          cell,
          'patchStates',
          seen(cell).patchStates.filter(({ nodeId }) => ids.includes(nodeId)),
        ),
      pings: async (cell, ids) =>
        read(cell, 'pings', new Map([...seen(cell).pings].filter(([id]) => ids.includes(id)))),
      baselines: async (cell, patchGroup) =>
        read(cell, 'baselines', { patchGroup, operatingSystems: seen(cell).baselines }),
    },
    rescan: {
      scan: async (cell, { windowId, nodeIds }) => {
        const refused = refusalOf(cell, 'rescan');
        if (refused !== undefined) return refused;
        const sent: PatchCommand = {
          commandId: `rescan-${seen(cell).scans.length + 1}`,
          document: 'AWS-RunPatchBaseline',
          operation: 'Scan',
          requestedAt: now(),
          comment: `${windowId} rescan`,
          snapshotId: rescanSnapshotIdOf(windowId),
          nodeIds,
        };
        evidence.set(cellKey(cell), { ...seen(cell), scans: [...seen(cell).scans, sent] });
        act('rescan');
        return { kind: 'done', value: undefined };
      },
    },
    cutoff: {
      stopRun: async (cell, executionIds, how) => {
        const refused = refusalOf(cell, 'stop');
        if (refused !== undefined) return refused;
        const stop = `stop ${executionIds.join()}${how === 'Cancel' ? ' Cancel' : ''}`;
        const running = !seen(cell).commands.every(({ ended }) => ended);
        if (executionIds.length === 0 || (stopped.has(`${cellKey(cell)} ${stop}`) && !running)) {
          return { kind: 'done', value: 'over' };
        }
        stopped.add(`${cellKey(cell)} ${stop}`);
        cutOff.push(stop);
        act('stop');
        return { kind: 'done', value: 'stopped' };
      },
      cancel: async (cell, commandId, nodeIds) => {
        const refused = refusalOf(cell, 'cancel');
        if (refused !== undefined) return refused;
        cutOff.push(`cancel ${commandId} ${nodeIds.join()}`);
        evidence.set(cellKey(cell), {
          ...seen(cell),
          invocations: seen(cell).invocations.map((each) =>
            each.commandId === commandId && nodeIds.includes(each.nodeId) ? { ...each, status: 'Cancelled' } : each,
          ),
        });
        act('cancel');
        return { kind: 'done', value: undefined };
      },
    },
  };
}
