import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { inBatches } from '../../platform/in-batches.ts';
import { seam } from '../../platform/seam.ts';
import { documentClient } from '../clients.ts';
import { allItems } from '../pages.ts';

export interface RowKey {
  readonly pk: string;
  readonly sk: string;
}

export type Row = RowKey & Readonly<Record<string, unknown>>;

/** Where a page of a query begins. */
type RowStart = NonNullable<QueryCommandInput['ExclusiveStartKey']>;

/** Items in one BatchWriteItem (DynamoDB's limit). */
const BATCH_MAX = 25;
/** What DynamoDB leaves unprocessed is sent again this often, with a growing pause. */
const BATCH_ATTEMPTS_MAX = 8;

export interface LedgerTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

// Functions rather than methods, so that a bundle holds only the DynamoDB commands that its Lambda sends, and the
// Lambda's role grants no more than those.

/** In the Region of the hub, if the function runs in another one. */
export function ledgerTable(name: string, scope: { readonly region?: string } = {}): LedgerTable {
  return { client: documentClient(scope), name };
}

export async function getRow({ client, name }: LedgerTable, { pk, sk }: RowKey): Promise<unknown> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: { pk, sk }, ConsistentRead: true }));
  return Item;
}

export async function putRow({ client, name }: LedgerTable, row: Row): Promise<void> {
  await client.send(new PutCommand({ TableName: name, Item: row }));
}

/** Whether the row was written: false if it existed already, which is left as it is. */
export function putRowIfAbsent(table: LedgerTable, row: Row): Promise<boolean> {
  return putRowIf(table, row, { expression: 'attribute_not_exists(pk)' });
}

/** What must hold of the row that is there, in DynamoDB's words, with the values that they name. */
export interface Condition {
  readonly expression: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Whether the row was written: false if what is there does not meet the condition, and is left as it is. */
export function putRowIf({ client, name }: LedgerTable, row: Row, condition: Condition): Promise<boolean> {
  return unlessConditionFails(async () => {
    await client.send(
      new PutCommand({
        TableName: name,
        Item: row,
        ConditionExpression: condition.expression,
        ...(condition.values && { ExpressionAttributeValues: condition.values }),
      }),
    );
  });
}

/** The same for some attributes of a row. */
export function setInRowIf(
  { client, name }: LedgerTable,
  { pk, sk }: RowKey,
  attributes: Readonly<Record<string, unknown>>,
  { expression, values }: Condition,
): Promise<boolean> {
  const update = updateOf(attributes);
  const named = { ...update.ExpressionAttributeValues, ...values };
  return unlessConditionFails(async () => {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: { pk, sk },
        ...update,
        ConditionExpression: expression,
        ...(Object.keys(named).length > 0 && { ExpressionAttributeValues: named }),
      }),
    );
  });
}

async function unlessConditionFails(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Sets attributes of a row; `undefined` removes one. */
export async function setInRow(
  { client, name }: LedgerTable,
  { pk, sk }: RowKey,
  attributes: Readonly<Record<string, unknown>>,
): Promise<void> {
  await client.send(new UpdateCommand({ TableName: name, Key: { pk, sk }, ...updateOf(attributes) }));
}

export async function putRows(table: LedgerTable, rows: readonly Row[]): Promise<void> {
  await inBatches(rows, BATCH_MAX, (batch) => putBatch(table, batch));
}

export function queryRows(table: LedgerTable, pk: string, skPrefix: string): Promise<unknown[]> {
  return query(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': pk, ':sk': skPrefix },
    ConsistentRead: true,
  });
}

export function queryPartition(table: LedgerTable, pk: string): Promise<unknown[]> {
  return query(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  });
}

/** The rows that wait for a sweep, by what they are: the sparse index `due`. */
export function queryDueRows(
  table: LedgerTable,
  due: 'window' | 'notice' | 'incident' | 'follow-up' | 'review' | 'exception' | 'tag-write' | 'held-notice',
): Promise<unknown[]> {
  return query(table, {
    IndexName: 'due',
    KeyConditionExpression: 'due = :due',
    ExpressionAttributeValues: { ':due': due },
  });
}

/** The rows of a node, one a window: the index `node`. */
export function queryNodeRows(table: LedgerTable, nodeId: string): Promise<unknown[]> {
  return query(table, {
    IndexName: 'node',
    KeyConditionExpression: 'nodeId = :nodeId',
    ExpressionAttributeValues: { ':nodeId': nodeId },
  });
}

function query({ client, name }: LedgerTable, input: Omit<QueryCommandInput, 'TableName'>): Promise<unknown[]> {
  return allItems(
    (ExclusiveStartKey: RowStart | undefined) =>
      client.send(new QueryCommand({ ...input, TableName: name, ExclusiveStartKey })),
    { items: ({ Items }) => Items, nextToken: ({ LastEvaluatedKey }) => LastEvaluatedKey },
  );
}

function updateOf(attributes: Readonly<Record<string, unknown>>) {
  const entries = Object.entries(attributes).map(([name, value], index) => ({ name, value, index }));
  const set = entries.filter(({ value }) => value !== undefined);
  const remove = entries.filter(({ value }) => value === undefined);
  const list = (words: readonly string[], verb: string) => (words.length > 0 ? `${verb} ${words.join(', ')}` : '');
  return {
    UpdateExpression: [
      list(
        set.map(({ index }) => `#${index} = :${index}`),
        'SET',
      ),
      list(
        remove.map(({ index }) => `#${index}`),
        'REMOVE',
      ),
    ]
      .join(' ')
      .trim(),
    ExpressionAttributeNames: Object.fromEntries(entries.map(({ name, index }) => [`#${index}`, name])),
    ...(set.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(set.map(({ value, index }) => [`:${index}`, value])),
    }),
  };
}

async function putBatch({ client, name }: LedgerTable, rows: readonly Row[]): Promise<void> {
  let requests: NonNullable<BatchWriteCommandInput['RequestItems']>[string] = rows.map((Item) => ({
    PutRequest: { Item },
  }));
  for (let attempt = 1; requests.length > 0; attempt += 1) {
    if (attempt > BATCH_ATTEMPTS_MAX) {
      throw new Error(`Cannot write ${requests.length} rows to ${name}: unprocessed after ${attempt - 1} attempts`);
    }
    if (attempt > 1) await seam().sleep(2 ** attempt * 25);
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
    requests = UnprocessedItems?.[name] ?? [];
  }
}
