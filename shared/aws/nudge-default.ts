import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { NodeReference } from '../inbound/node-reference.ts';
import { eventBridgeClient } from './clients.ts';

/** Puts a `Default Due` event on the hub's bus, which wakes apply-default-tag for a node. */
export function defaultNudger(busName: string) {
  const events = eventBridgeClient();

  return async ({ id, account, region }: Pick<NodeReference, 'id' | 'account' | 'region'>): Promise<void> => {
    const Detail = JSON.stringify({ node: { id, account, region } });
    const entry = { EventBusName: busName, Source: 'patchplane', DetailType: 'Default Due', Detail };
    const { FailedEntryCount = 0 } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    // The retry of whoever nudges, or else the next sweep of the tags, makes up for it.
    if (FailedEntryCount > 0) throw new Error(`Cannot have ${id} tagged: the bus took no event`);
  };
}
