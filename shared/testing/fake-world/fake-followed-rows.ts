import type { FollowedRows, FollowedWindow } from '../../aws/ledger/followed-rows.ts';
import { countsAfter, isSameShift, type VerdictShift } from '../../domain/window/judge-amendment.ts';
import { type Cell, cellKey } from '../../domain/window/node.ts';
import type { VerdictCounts } from '../../domain/window/verdict.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakeWindowRows, StoredWindow } from './fake-window-rows.ts';

export interface FakeFollowedRows extends FollowedRows {
  /** The counts as they are after every correction. */
  readonly verdicts: (windowId: string) => VerdictCounts;
}

/** What is remembered of final windows, in memory, beside the rows of windows. The index lags as theirs does. */
export function fakeFollowedRows({ act, onMove }: FakeClock, windows: FakeWindowRows): FakeFollowedRows {
  const announced = new Set<string>();
  const left = new Set<string>();
  const lookAt = new Map<string, Date | undefined>();
  const lookAgain = new Map<string, Map<string, Cell & { readonly lookAgainAt: Date }>>();
  const shifts = new Map<string, Map<string, VerdictShift>>();
  let index: readonly string[] = [];
  onMove(() => {
    index = windows
      .all()
      .flatMap(({ window, state }) => (state === 'final' && !left.has(window.id) ? [window.id] : []));
  });

  const shiftsOf = (id: string) => shifts.get(id) ?? new Map<string, VerdictShift>();
  const looksOf = (id: string) => lookAgain.get(id) ?? new Map<string, Cell & { readonly lookAgainAt: Date }>();
  const verdicts = (id: string): VerdictCounts => {
    const { end } = windows.stored(id);
    if (end === undefined) throw new Error(`The fake ledger's window ${id} is not over`);
    let counts = end.verdicts;
    for (const shift of shiftsOf(id).values()) counts = countsAfter(counts, { before: {}, shift });
    return counts;
  };
  const followed = ({ window, entry, openedAt, emergency, stopped, end }: StoredWindow): FollowedWindow[] => {
    if (end === undefined) return [];
    const look = lookAt.has(window.id) ? lookAt.get(window.id) : end.lookAt;
    return [
      {
        window,
        entry,
        openedAt,
        emergency,
        stopped,
        finalAt: end.endedAt,
        roster: Object.values(verdicts(window.id)).reduce((sum, nodes) => sum + nodes, 0),
        verdicts: verdicts(window.id),
        announced: announced.has(window.id),
        lookAt: look,
      },
    ];
  };

  return {
    verdicts,
    underWayIn: async ({ account, region }) =>
      (await windows.known()).windows.flatMap((indexed) => {
        const { state, end: _end, ...known } = windows.stored(indexed.window.id);
        const cells = indexed.cells.filter((cell) => cell.account === account && cell.region === region);
        if (cells.length === 0 || state === 'final' || state === 'missed' || state === 'skipped') return [];
        return [{ ...known, state, cells }];
      }),
    followed: async () => index.flatMap((id) => followed(windows.stored(id))),
    cell: async (id, { account, region }) =>
      (await windows.cells(id)).find((cell) => cell.account === account && cell.region === region),
    cellsToLookAt: async (id) => [...looksOf(id).values()],
    setLookAgain: async (id, { account, region }, at) => {
      const looks = looksOf(id);
      if (at === undefined) looks.delete(cellKey({ account, region }));
      else looks.set(cellKey({ account, region }), { account, region, lookAgainAt: at });
      lookAgain.set(id, looks);
      act('setLookAgain');
    },
    setLookAt: async (id, at) => {
      lookAt.set(id, at);
      act('setLookAt');
    },
    setAnnounced: async (id) => {
      announced.add(id);
      act('setAnnounced');
    },
    stopFollowing: async (id) => {
      left.add(id);
      act('stopFollowing');
    },
    isCounted: async (id, cell, shift) => isSameShift(shiftsOf(id).get(cellKey(cell)) ?? {}, shift),
    countShift: async (id, cell, shift) => {
      if (isSameShift(shiftsOf(id).get(cellKey(cell)) ?? {}, shift)) return false;
      shifts.set(id, shiftsOf(id).set(cellKey(cell), shift));
      act('countShift');
      return true;
    },
  };
}
