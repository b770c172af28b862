import type { CellCutoff } from '../../aws/cut-off-cell.ts';
import type { CellObserver } from '../../aws/observe-cell.ts';
import type { CellEvidence } from '../../domain/window/judge-cell.ts';
import { type Cell, cellKey } from '../../domain/window/node.ts';
import { anEvidence } from '../domain-builders.ts';
import type { FakeClock } from './fake-clock.ts';
import type { Refusal } from './fake-runs.ts';

export interface FakeCells {
  readonly observe: CellObserver;
  readonly cutoff: CellCutoff;
  /** What a cell shows from now on. */
  readonly show: (cell: Cell, evidence: Partial<CellEvidence>) => void;
  readonly refuse: (
    cell: Cell,
    call: 'commands' | 'patchStates' | 'pings' | 'cancel' | 'stop',
    refused: Refusal,
  ) => void;
  readonly allow: (cell: Cell) => void;
  /** What was stopped: `stop <executions>` and `cancel <command> <nodes>`. */
  readonly cutOff: () => readonly string[];
}

/** What a run has left in each cell, and which of its calls are refused. */
export function fakeCells({ act }: FakeClock): FakeCells {
  const evidence = new Map<string, CellEvidence>();
  const refusals = new Map<string, Refusal>();
  const cutOff: string[] = [];
  const seen = (cell: Cell) => evidence.get(cellKey(cell)) ?? anEvidence();
  const refusalOf = (cell: Cell, call: string) => refusals.get(`${cellKey(cell)} ${call}`);

  return {
    show: (cell, shown) => evidence.set(cellKey(cell), { ...seen(cell), ...shown }),
    refuse: (cell, call, refused) => refusals.set(`${cellKey(cell)} ${call}`, refused),
    allow: (cell) => {
      for (const key of refusals.keys()) if (key.startsWith(cellKey(cell))) refusals.delete(key);
    },
    cutOff: () => cutOff,
    observe: {
      commands: async (cell) => refusalOf(cell, 'commands') ?? { kind: 'done', value: seen(cell) },
      patchStates: async (cell, ids) =>
        refusalOf(cell, 'patchStates') ?? {
          kind: 'done',
          value: seen(cell).patchStates.filter(({ nodeId }) => ids.includes(nodeId)),
        },
      pings: async (cell, ids) =>
        refusalOf(cell, 'pings') ?? {
          kind: 'done',
          value: new Map([...seen(cell).pings].filter(([id]) => ids.includes(id))),
        },
    },
    cutoff: {
      stopRun: async (cell, executionIds) => {
        const refused = refusalOf(cell, 'stop');
        if (refused !== undefined) return refused;
        cutOff.push(`stop ${executionIds.join()}`);
        act('stop');
        return { kind: 'done', value: undefined };
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
