import type { PredecessorEnd } from '../../domain/window/gate.ts';
import { getRow, type LedgerTable } from './ledger-table.ts';
import { UnreadableRow } from './stored.ts';
import { parseWindowEnd } from './stored-window.ts';
import { stateKey } from './window-rows.ts';

export type WindowEndReading =
  | { readonly kind: 'unread'; readonly reason: string }
  /** Undefined while the window is not over, or where there is none. */
  | { readonly kind: 'read'; readonly end: PredecessorEnd | undefined };

/** What a window came to, as it is at this moment. */
export type ReadWindowEnd = (windowId: string) => Promise<WindowEndReading>;

export function windowEndReader(table: LedgerTable): ReadWindowEnd {
  return async (windowId) => {
    const row = await getRow(table, stateKey(windowId));
    if (row === undefined) return { kind: 'read', end: undefined };
    try {
      return { kind: 'read', end: parseWindowEnd(row) };
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      return { kind: 'unread', reason: error.message };
    }
  };
}
