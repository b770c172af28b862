import type { Run, WindowEnd, WindowRows } from '../../aws/ledger/window-rows.ts';
import type { KnownCell, KnownWindow } from '../../domain/window/decide-windows.ts';
import type { PredecessorEnd } from '../../domain/window/gate.ts';
import { type Cell, cellKey } from '../../domain/window/node.ts';
import type { FakeClock } from './fake-clock.ts';

/** A window as the ledger's table has it, over or not. */
export interface StoredWindow extends Omit<KnownWindow, 'cells' | 'state'> {
  readonly state: KnownWindow['state'] | WindowEnd['state'];
  readonly end?: WindowEnd | undefined;
}

export interface FakeWindowRows extends WindowRows {
  readonly stored: (windowId: string) => StoredWindow;
  readonly all: () => readonly StoredWindow[];
  readonly end: (windowId: string) => PredecessorEnd | undefined;
  /** Rows of windows that cannot be read from now on, by key. */
  readonly spoil: (...keys: readonly string[]) => void;
}

/**
 * The rows of windows in memory. The sparse index `due`, by which a sweep finds what is not over, shows what was true
 * before the clock last moved, as DynamoDB's indexes may; everything else is read at once.
 */
export function fakeWindowRows({ act, onMove }: FakeClock): FakeWindowRows {
  const windows = new Map<string, StoredWindow>();
  const cells = new Map<string, Map<string, KnownCell>>();
  const runs = new Map<string, Map<number, Run>>();
  let index: readonly StoredWindow[] = [];
  let spoilt: readonly string[] = [];
  onMove(() => {
    index = [...windows.values()];
  });

  const stored = (id: string): StoredWindow => {
    const window = windows.get(id);
    if (window === undefined) throw new Error(`The fake ledger has no window ${id}`);
    return window;
  };
  const set = (id: string, change: Partial<StoredWindow>, done: string) => {
    windows.set(id, { ...stored(id), ...change });
    act(done);
  };
  const cellsOf = (id: string) => cells.get(id) ?? new Map<string, KnownCell>();
  const setCell = (id: string, { account, region }: Cell, change: Partial<KnownCell>) => {
    const before = cellsOf(id).get(cellKey({ account, region }));
    if (before === undefined) throw new Error(`The fake ledger has no cell ${account} ${region} of ${id}`);
    cells.set(id, cellsOf(id).set(cellKey(before), { ...before, ...change }));
  };
  const runsOf = (id: string) => runs.get(id) ?? new Map<number, Run>();
  const setRun = (id: string, chunk: number, change: Partial<Run>, done: string) => {
    const run = runsOf(id).get(chunk);
    if (run === undefined) throw new Error(`The fake ledger has no run ${chunk} of ${id}`);
    runs.set(id, new Map([...runsOf(id), [chunk, { ...run, ...change }]]));
    act(done);
  };

  return {
    stored,
    all: () => [...windows.values()],
    spoil: (...keys) => {
      spoilt = keys;
    },
    claim: async (window, entry, _now, why) => {
      if (windows.has(window.id)) return false;
      windows.set(window.id, { window, entry, state: 'opening', ...why });
      act('claim');
      return true;
    },
    setWaiting: async (id, waitingFor) => set(id, { waitingFor }, 'setWaiting'),
    setOpen: async (id, openedAt, waitingFor) => set(id, { state: 'open', openedAt, waitingFor }, 'setOpen'),
    setClosing: async (id) => set(id, { state: 'closing' }, 'setClosing'),
    setStopped: async (id, stopped) => set(id, { stopped }, 'setStopped'),
    setLastCall: async (id, lastCallAt) => set(id, { lastCallAt }, 'setLastCall'),
    setOver: async (id, end) => set(id, { state: end.state, waitingFor: undefined, end }, 'setOver'),
    end: (id) => {
      const over = windows.get(id);
      if (over?.end === undefined) return undefined;
      return { window: id, state: over.end.state, closesAt: over.window.closesAt, verdicts: over.end.verdicts };
    },
    known: async () => ({
      windows: index.flatMap((window) => {
        const { state, end: _end, ...rest } = window;
        if (state === 'final' || state === 'missed' || state === 'skipped' || spoilt.includes(keyOf(window))) return [];
        return [{ ...rest, state, cells: [...cellsOf(window.window.id).values()] }];
      }),
      unreadable: spoilt.map((key) => ({ key, reason: 'a row is not what was stored' })),
    }),
    cells: async (id) => [...cellsOf(id).values()],
    putCells: async (id, added, now) => {
      for (const { account, region, operation, reason, nodes, roster } of added) {
        const settled = operation === 'none';
        const cell = { account, region, operation, reason, nodes, roster, settled, lookedAt: now };
        cells.set(id, cellsOf(id).set(cellKey(cell), cell));
      }
      act('putCells');
    },
    setCell: async (id, cell, state) => {
      setCell(id, cell, state);
      act('setCell');
    },
    setCellStopped: async (id, cell, stopped) => {
      setCell(id, cell, { stopped });
      act('setCellStopped');
    },
    setCellReason: async (id, cell, reason) => {
      setCell(id, cell, { reason });
      act('setCellReason');
    },
    setCellNodes: async (id, cell, nodes) => {
      setCell(id, cell, { nodes });
      act('setCellNodes');
    },
    storeRequest: async (id, chunk, request) => {
      if (runsOf(id).has(chunk)) return false;
      runs.set(id, new Map([...runsOf(id), [chunk, { chunk, asked: false, ...request }]]));
      act('storeRequest');
      return true;
    },
    replaceRequest: async (id, chunk, request) => setRun(id, chunk, request, 'replaceRequest'),
    setAsked: async (id, chunk, asked) => setRun(id, chunk, { asked }, 'setAsked'),
    setExecution: async (id, chunk, executionId) => setRun(id, chunk, { executionId }, 'setExecution'),
    setRunStopped: async (id, chunk, stopped) => setRun(id, chunk, { stopped }, 'setRunStopped'),
    runs: async (id) => [...runsOf(id).values()],
  };
}

function keyOf({ window }: StoredWindow): string {
  return `WINDOW#${window.id}`;
}
