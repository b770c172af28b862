import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Intent } from '../domain/requests/intent.ts';
import { INTENT_DETAIL_TYPES } from '../inbound/intent-detail-types.ts';
import { eventBridgeClient } from './clients.ts';
import { askerProver } from './prove-asker.ts';

type Said<Kind extends Intent['kind']> = Omit<Extract<Intent, { kind: Kind }>, 'account' | 'at'>;

/** What is asked, without what the bus adds. */
export type SaidIntent = { [Kind in Intent['kind']]: Said<Kind> }[Intent['kind']];

export interface HubBus {
  readonly busName: string;
  readonly region: string;
}

export type PutIntent = (intent: SaidIntent) => Promise<void>;

/** Asks on the hub's bus, and proves who asks. The answer comes as a notice. */
export function intentPutter({ busName, region }: HubBus, sts?: STSClient): PutIntent {
  const events = eventBridgeClient({ region });
  const prove = askerProver(region, sts);

  return async ({ kind, ...said }) => {
    const Detail = JSON.stringify(await prove({ version: '1', ...said }));
    const entry = { EventBusName: busName, Source: 'patchplane', DetailType: INTENT_DETAIL_TYPES[kind], Detail };
    const { FailedEntryCount = 0, Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    const [refused] = Entries ?? [];
    if (FailedEntryCount > 0) {
      throw new Error(`Cannot ask on the bus ${busName}: ${refused?.ErrorCode}: ${refused?.ErrorMessage}`);
    }
  };
}
