import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { eventBridgeClient } from './clients.ts';

/**
 * Puts a `Readiness Due` event on the hub's bus, which has check-readiness look ahead at some windows: all 1,008 schedules, were
 * they due, would be 25 KB of the 256 of an event.
 */
export function readinessNudger(busName: string) {
  const events = eventBridgeClient();

  return async (windows: readonly string[]): Promise<void> => {
    const Detail = JSON.stringify({ windows });
    const entry = { EventBusName: busName, Source: 'patchplane', DetailType: 'Readiness Due', Detail };
    const { FailedEntryCount = 0 } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    // The next sweep finds that nothing was checked, and asks again.
    if (FailedEntryCount > 0)
      throw new Error(`Cannot have the readiness of ${windows.join(', ')} checked: the bus took no event`);
  };
}
