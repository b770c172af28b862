import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Cell } from '../domain/window/node.ts';
import { eventBridgeClient } from './clients.ts';

/** Entries in one PutEvents (EventBridge's limit). */
const ENTRIES_MAX = 10;

/** Puts a `Cell Due` event on the hub's bus for each cell, which wakes settle-cell for it. */
export function cellNudger(busName: string) {
  const events = eventBridgeClient();

  return async (window: string, cells: readonly Cell[]): Promise<void> => {
    for (let start = 0; start < cells.length; start += ENTRIES_MAX) {
      const Entries = cells.slice(start, start + ENTRIES_MAX).map(({ account, region }) => ({
        EventBusName: busName,
        Source: 'patchplane',
        DetailType: 'Cell Due',
        Detail: JSON.stringify({ account, region, window }),
      }));
      const { FailedEntryCount = 0 } = await events.send(new PutEventsCommand({ Entries }));
      // Not sent again here: the cells stay due, and the next sweep nudges them.
      if (FailedEntryCount > 0)
        throw new Error(`Cannot wake ${FailedEntryCount} cells of ${window}: the bus took no event`);
    }
  };
}
