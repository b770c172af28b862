/** The hub's bus and ledger, with the caller's own credentials, which the members need not know: the hub looks at them. */
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { eventBridgeClient } from '../../shared/aws/clients.ts';
import { ledgerTable } from '../../shared/aws/ledger/ledger-table.ts';
import { readinessRows } from '../../shared/aws/ledger/readiness-rows.ts';
import { seam } from '../../shared/platform/seam.ts';
import { findOwnHub } from '../aws/find-hub.ts';
import { saying } from '../aws/reach-aws.ts';
import { InputError } from '../input-error.ts';
import type { ReadinessDesk } from './readiness-desk.ts';

export async function openReadinessDesk(): Promise<ReadinessDesk> {
  const { account, region, busName, ledgerTable: name } = await findOwnHub();
  const where = async () => region;
  const rows = readinessRows(ledgerTable(name, { region }));
  const events = eventBridgeClient({ region });
  return {
    account,
    region,
    ask: ({ requestId, window }) =>
      saying(where, `ask on the bus ${busName}`, async () => {
        const Detail = JSON.stringify({ requestId, window });
        const entry = { EventBusName: busName, Source: 'patchplane', DetailType: 'Readiness Requested', Detail };
        const { FailedEntryCount = 0, Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
        const [refused] = Entries ?? [];
        if (FailedEntryCount > 0)
          throw new InputError(`Cannot ask on the bus ${busName}: ${refused?.ErrorCode}: ${refused?.ErrorMessage}`);
      }),
    read: (requestId) => saying(where, `read the ledger ${name}`, () => rows.read(requestId)),
    sleep: (ms) => seam().sleep(ms),
  };
}
