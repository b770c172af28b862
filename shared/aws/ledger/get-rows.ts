import { BatchGetCommand, type BatchGetCommandInput, type BatchGetCommandOutput } from '@aws-sdk/lib-dynamodb';
import { seam } from '../../platform/seam.ts';
import type { LedgerTable, RowKey } from './ledger-table.ts';

/** Keys in one BatchGetItem (DynamoDB's limit). */
const BATCH_MAX = 100;
/** What DynamoDB leaves unprocessed is asked for again this often, with a growing pause. */
const BATCH_ATTEMPTS_MAX = 8;

/** Those of some rows that exist, in no order; for people who ask, not for the sweep. */
export async function getRows(table: LedgerTable, keys: readonly RowKey[]): Promise<unknown[]> {
  const distinct = [...new Map(keys.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }])).values()];
  const rows: unknown[] = [];
  for (let start = 0; start < distinct.length; start += BATCH_MAX) {
    rows.push(...(await getBatch(table, distinct.slice(start, start + BATCH_MAX))));
  }
  return rows;
}

async function getBatch({ client, name }: LedgerTable, keys: RowKey[]): Promise<unknown[]> {
  const rows: unknown[] = [];
  let request: BatchGetCommandInput['RequestItems'] = { [name]: { Keys: keys.map((key) => ({ ...key })) } };
  for (let attempt = 1; request !== undefined && Object.keys(request).length > 0; attempt += 1) {
    if (attempt > BATCH_ATTEMPTS_MAX) {
      throw new Error(`Cannot read rows of ${name}: unprocessed after ${attempt - 1} attempts`);
    }
    if (attempt > 1) await seam().sleep(2 ** attempt * 25);
    const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: request }));
    rows.push(...(answer.Responses?.[name] ?? []));
    request = answer.UnprocessedKeys;
  }
  return rows;
}
