import type { Run, WindowEnd, WindowRows } from '../../aws/ledger/window-rows.ts';
import type { KnownCell, KnownWindow } from '../../domain/window/decide-windows.ts';
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
}

/**
 * The rows of windows in memory. The sparse index `due`, by which a sweep finds what is not over, shows what was true
 * before the clock last moved, as DynamoDB's indexes may; everything else is read at once.
 */
export function fakeWindowRows({ now, act, onMove }: FakeClock): FakeWindowRows {
  const windows = new Map<string, StoredWindow>();
  const cells = new Map<string, Map<string, KnownCell>>();
  const runs = new Map<string, Map<number, Run>>();
  let index: readonly StoredWindow[] = [];
  onMove(() => {
    index = [...windows.values()];
  });

  const stored = (id: string): StoredWindow => {
    const window = windows.get(id);
    if (window === undefined) throw new Error(`The fake ledger has no window ${id}`);
    return window;
  };
  const set = (id: string, change: Partial<StoredWindow>) => windows.set(id, { ...stored(id), ...change });
  const cellsOf = (id: string) => cells.get(id) ?? new Map<string, KnownCell>();
  const runsOf = (id: string) => runs.get(id) ?? new Map<number, Run>();
  const setCell = (id: string, { account, region }: Cell, state: Omit<KnownCell, keyof Cell>) =>
    cells.set(id, cellsOf(id).set(cellKey({ account, region }), { account, region, ...state }));

  return {
    stored,
    all: () => [...windows.values()],
    claim: async (window, entry, _now, waitingFor) => {
      if (windows.has(window.id)) return false;
      windows.set(window.id, { window, entry, state: 'opening', waitingFor });
      act('claim');
      return true;
    },
    setWaiting: async (id, waitingFor) => {
      set(id, { waitingFor });
      act('setWaiting');
    },
    setOpen: async (id, openedAt) => {
      set(id, { state: 'open', openedAt, waitingFor: undefined });
      act('setOpen');
    },
    setClosing: async (id) => {
      set(id, { state: 'closing' });
      act('setClosing');
    },
    setRunsStopped: async (id, runsStoppedAt) => {
      set(id, { runsStoppedAt });
      act('setRunsStopped');
    },
    setLastCall: async (id, lastCallAt) => {
      set(id, { lastCallAt });
      act('setLastCall');
    },
    setOver: async (id, end) => {
      set(id, { state: end.state, waitingFor: undefined, end });
      act('setOver');
    },
    known: async () =>
      index.flatMap(({ state, end: _end, ...window }) =>
        state === 'final' || state === 'missed'
          ? []
          : [{ ...window, state, cells: [...cellsOf(window.window.id).values()] }],
      ),
    cells: async (id) => [...cellsOf(id).values()],
    putCells: async (id, added) => {
      for (const cell of added) setCell(id, cell, { settled: false, lookedAt: now() });
      act('putCells');
    },
    setCell: async (id, cell, state) => {
      setCell(id, cell, state);
      act('setCell');
    },
    storeRequest: async (id, chunk, request) => {
      if (runsOf(id).has(chunk)) return false;
      runs.set(id, new Map([...runsOf(id), [chunk, { chunk, ...request }]]));
      act('storeRequest');
      return true;
    },
    setExecution: async (id, chunk, executionId) => {
      const run = runsOf(id).get(chunk);
      if (run === undefined) throw new Error(`The fake ledger has no run ${chunk} of ${id}`);
      runs.set(id, new Map([...runsOf(id), [chunk, { ...run, executionId }]]));
      act('setExecution');
    },
    runs: async (id) => [...runsOf(id).values()],
  };
}
