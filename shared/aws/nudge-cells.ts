import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Cell } from '../domain/window/node.ts';
import { inBatches } from '../platform/in-batches.ts';
import { attempt, sayRefusal } from './attempt.ts';
import { eventBridgeClient } from './clients.ts';

/** Entries in one PutEvents (EventBridge's limit). */
const ENTRIES_MAX = 10;

/** Puts a `Cell Due` event on the hub's bus for each cell, which wakes settle-cell for it. */
export function cellNudger(busName: string) {
  const events = eventBridgeClient();

  /** How many of them the bus did not take, and what it said. */
  async function wake(window: string, cells: readonly Cell[]): Promise<Unwoken> {
    const Entries = cells.map(({ account, region }) => ({
      EventBusName: busName,
      Source: 'patchplane',
      DetailType: 'Cell Due',
      Detail: JSON.stringify({ account, region, window }),
    }));
    const put = await attempt(() => events.send(new PutEventsCommand({ Entries })));
    if (put.kind === 'refused') return { count: cells.length, reasons: [sayRefusal(put)] };
    const refused = (put.value.Entries ?? []).filter(({ ErrorCode }) => ErrorCode !== undefined);
    return {
      count: put.value.FailedEntryCount ?? 0,
      reasons: refused.map(({ ErrorCode, ErrorMessage }) => `${ErrorCode}: ${ErrorMessage}`),
    };
  }

  return async (window: string, cells: readonly Cell[]): Promise<void> => {
    const unwoken = await inBatches(cells, ENTRIES_MAX, (batch) => wake(window, batch));
    const count = unwoken.reduce((sum, each) => sum + each.count, 0);
    if (count === 0) return;
    // Told once all the others are woken (P6). Not sent again here: the cells stay due, and the next sweep nudges them.
    const reasons = new Set(unwoken.flatMap((each) => each.reasons));
    throw new Error(`Cannot wake ${count} of ${cells.length} cells of ${window}: ${[...reasons].join('; ')}`);
  };
}

interface Unwoken {
  readonly count: number;
  readonly reasons: readonly string[];
}
