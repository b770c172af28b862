/** DynamoDB on the wire, IAM first, dynalite behind it. */
import * as dynamodb from '@aws-sdk/client-dynamodb';
import { AwsError, type Call, type Cell, type Need, type Operation, type Part } from '../cloud.ts';
import type { Tables } from './dynamodb-tables.ts';

/** Of an input, what decides which tables and indexes it touches. */
interface Touching {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly Key?: object;
  readonly Item?: Readonly<Record<string, unknown>>;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

const OPERATIONS = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'DescribeTable',
  'ListTables',
];

export function dynamodbPart(tables: Tables): Part {
  return {
    service: {
      id: 'dynamodb',
      schemas: dynamodb,
      plainJson: true,
      accessDenied: 'AccessDeniedException',
      operations: Object.fromEntries(OPERATIONS.map((name) => [name, passThrough(tables, name)])),
    },
    resources: { 'AWS::DynamoDB::Table': (resource) => tables.create(resource) },
  };
}

function passThrough(tables: Tables, name: string): Operation {
  const forwarded: Operation<Touching> = {
    needs: (input, call) => needsOf(name, input, call),
    async run(input, { principal, region }) {
      const cell = { account: principal.account, region };
      try {
        return await tables.call(cell, name, input);
      } catch (error) {
        throw await withOldItem(tables, cell, input, error);
      }
    },
  };
  // Inputs of this service are the JSON of the wire, checked by dynalite itself.
  return forwarded as unknown as Operation;
}

function needsOf(name: string, input: Touching, { principal, region }: Call): Need[] {
  const action = `dynamodb:${name}`;
  const prefix = `arn:aws:dynamodb:${region}:${principal.account}:table/`;
  if (name === 'ListTables') return [{ action, resource: '*' }];
  const names = input.RequestItems === undefined ? [input.TableName ?? ''] : Object.keys(input.RequestItems);
  const index = input.IndexName === undefined ? '' : `/index/${input.IndexName}`;
  const context = { 'dynamodb:LeadingKeys': leadingKeysOf(input) };
  return names.map((table) => ({
    action,
    resource: `${table.startsWith('arn:') ? table : prefix + table}${index}`,
    ...(name === 'GetItem' && { context }),
  }));
}

/** The partition of what is read, by which a policy may tell one kind of row from another. */
function leadingKeysOf({ Key = {} }: Touching): string[] {
  return Object.entries(Key).flatMap(([name, value]: [string, { S?: string }]) =>
    name === 'pk' && value.S !== undefined ? [value.S] : [],
  );
}

/** Dynalite ignores `ReturnValuesOnConditionCheckFailure: ALL_OLD`; the item that stood in the way is read afterwards. */
async function withOldItem(tables: Tables, cell: Cell, input: Touching, error: unknown): Promise<unknown> {
  const wanted = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  if (!wanted || !(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException') return error;
  const key = input.Key ?? (await keyOfItem(tables, cell, input));
  const found = await tables.call(cell, 'GetItem', { TableName: input.TableName, Key: key, ConsistentRead: true });
  return new AwsError(error.code, error.message, { status: error.status, fields: { ...error.fields, ...found } });
}

async function keyOfItem(tables: Tables, cell: Cell, { TableName, Item = {} }: Touching): Promise<object> {
  const described: { Table?: { KeySchema?: readonly { AttributeName: string }[] } } = await tables.call(
    cell,
    'DescribeTable',
    { TableName },
  );
  const names = described.Table?.KeySchema?.map(({ AttributeName }) => AttributeName) ?? [];
  return Object.fromEntries(names.map((name) => [name, Item[name]]));
}
