import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Announce, LifecycleEvent } from '../domain/reporting/lifecycle-event.ts';
import { eventBridgeClient } from './clients.ts';

/** Of the details: fields may be added within a version, and none is taken away or changes its meaning. */
const VERSION = '1';

/**
 * Puts what has happened to windows, tags, holds and the catalogue on the hub's bus, for other systems. An event that the
 * bus did not take throws, so that whoever announces it comes again: one may arrive twice, and none is lost (P7). No rule
 * of ours listens to these kinds (P8).
 */
export function announcer(busName: string): Announce {
  const events = eventBridgeClient();

  return async (event) => {
    const entry = { EventBusName: busName, Source: 'patchplane', DetailType: event.kind, Detail: detailOf(event) };
    const { FailedEntryCount = 0, Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount > 0) {
      throw new Error(`Cannot announce ${event.kind}: the bus answered ${Entries?.[0]?.ErrorCode ?? 'nothing'}`);
    }
  };
}

/** Instants become ISO text, and what is not known is left out. */
function detailOf({ kind: _kind, ...facts }: LifecycleEvent): string {
  return JSON.stringify({ version: VERSION, ...facts });
}
