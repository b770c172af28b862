import type { NodeRecord } from '../explain/ledger-records.ts';

/** What a node's windows came to, as far as the ledger goes back. */
export interface NodePast {
  /** The last window that has judged it. */
  readonly last?: NodeRecord | undefined;
  /** The last window that left it with every approved patch. */
  readonly lastPatched?: string | undefined;
  /** Windows since then that have judged it and did not. Those that only scan, and exceptions, are not among them. */
  readonly unpatchedWindows: number;
}

export function pastOf(records: readonly NodeRecord[]): NodePast {
  const judged = records
    .filter(({ verdict }) => verdict !== undefined)
    .toSorted((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1));
  const owed = judged.filter(({ verdict, reason }) => verdict !== 'excepted' && reason !== 'scanned');
  const patchedAt = owed.findIndex(({ verdict }) => verdict === 'patched');
  return {
    last: judged[0],
    lastPatched: owed[patchedAt]?.windowId,
    unpatchedWindows: patchedAt === -1 ? owed.length : patchedAt,
  };
}

/** By date: `2026-04-25 2SATX4` of `2SATX4@2026-04-25`. An emergency comes after the window of its day. */
function placeOf({ windowId }: NodeRecord): string {
  const [schedule = '', date = ''] = windowId.split('@');
  return `${date} ${schedule}`;
}
