import { readFileSync } from 'node:fs';
import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssembledCloud } from '../assemble-cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { smallHub } from '../testing/small-hub.ts';
import { HUB } from '../testing/small-organization.ts';
import { clientOf, startCloud } from '../testing/start-cloud.ts';

const cell = { account: HUB, region: 'eu-central-1' };
let assembled: AssembledCloud;
beforeEach(async () => {
  assembled = startCloud();
  await deploy(smallHub, { stack: { ...cell, name: 'hub' }, parameters: {}, providers: assembled.providers });
});
afterEach(() => assembled.close());

/** As the function `watch`, whose role may put, get and query, on the table and its indexes. */
function asWatch(): DynamoDBClient {
  const session = assembled.cloud.assume(
    { service: 'lambda.amazonaws.com', account: HUB },
    `arn:aws:iam::${HUB}:role/watch`,
    'x',
  );
  const { accessKeyId } = assembled.accessKeys.issue(session, 3600_000);
  return new DynamoDBClient(clientOf(assembled, accessKeyId));
}

const put = (pk: string) =>
  new PutItemCommand({
    TableName: 'ledger',
    Item: { pk: { S: pk }, sk: { S: 'STATE' }, due: { S: 'DUE' } },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });

describe('DynamoDB', () => {
  it('refuses a second claim, and shows the first', async () => {
    const dynamodb = asWatch();
    await dynamodb.send(put('WINDOW#1'));
    await expect(dynamodb.send(put('WINDOW#1'))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { pk: { S: 'WINDOW#1' }, sk: { S: 'STATE' }, due: { S: 'DUE' } },
    });
  });

  it('finds rows by the index, which IAM is asked about by its own name', async () => {
    const documents = DynamoDBDocumentClient.from(asWatch());
    await documents.send(put('WINDOW#1'));
    const query = new QueryCommand({
      TableName: 'ledger',
      IndexName: 'due',
      KeyConditionExpression: 'due = :due',
      ExpressionAttributeValues: { ':due': 'DUE' },
    });
    expect((await documents.send(query)).Items).toEqual([{ pk: 'WINDOW#1', sk: 'STATE', due: 'DUE' }]);
  });

  it('keeps a table with as many indexes as the ledger has, each with its own rows', async () => {
    const ledger = readTemplate(readFileSync('stacks/hub/ledger.yml', 'utf8'), 'stacks/hub/ledger.yml');
    await deploy(ledger, {
      stack: { ...cell, name: 'own' },
      parameters: {},
      providers: assembled.providers,
    });
    const TableName = 'own-Ledger';
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientOf(assembled)));
    for (const [pk, nodeId] of [
      ['WINDOW#2SAT@2026-03-07#a#b', 'i-1'],
      ['WINDOW#2SAT@2026-03-14#a#b', 'i-1'],
      ['WINDOW#2SAT@2026-03-07#a#b', 'i-2'],
    ] as const)
      await documents.send(new PutCommand({ TableName, Item: { pk, sk: `NODE#${nodeId}`, nodeId } }));
    const query = new QueryCommand({
      TableName,
      IndexName: 'node',
      KeyConditionExpression: 'nodeId = :id',
      ExpressionAttributeValues: { ':id': 'i-1' },
    });

    expect((await documents.send(query)).Items?.map(({ pk }) => pk)).toEqual([
      'WINDOW#2SAT@2026-03-07#a#b',
      'WINDOW#2SAT@2026-03-14#a#b',
    ]);
  });

  it('asks IAM before anything is written', async () => {
    const documents = DynamoDBDocumentClient.from(asWatch());
    const update = new UpdateCommand({ TableName: 'ledger', Key: { pk: 'a', sk: 'b' } });
    await expect(documents.send(update)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(await assembled.tableItems(cell, 'ledger')).toEqual([]);
  });

  it('says that it has no transactions', async () => {
    const dynamodb = new DynamoDBClient({ ...clientOf(assembled), maxAttempts: 1 });
    const transaction = new TransactWriteItemsCommand({ TransactItems: [] });
    await expect(dynamodb.send(transaction)).rejects.toThrow('does not serve dynamodb:TransactWriteItems');
  });

  it('lists its tables, and has none in another Region', async () => {
    expect(assembled.tables()).toEqual([{ ...cell, name: 'ledger' }]);
    const elsewhere = new DynamoDBClient(clientOf(assembled, HUB, 'eu-west-1'));
    await expect(elsewhere.send(put('x'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
