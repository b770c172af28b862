/** The tables of every account and Region. */
import { AwsError, type Cell, type Resource } from '../cloud.ts';
import { DynamoEngine } from './dynamodb-engine.ts';

export interface Table extends Cell {
  readonly name: string;
}

/** Properties of a template's table that are DynamoDB's own request fields. */
const REQUEST_FIELDS = [
  'AttributeDefinitions',
  'KeySchema',
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
  'BillingMode',
  'ProvisionedThroughput',
];

const ACTIVE_LOOKS_MAX = 1_000;

export class Tables {
  readonly #engines = new Map<string, DynamoEngine>();
  readonly #created: Table[] = [];

  async create({
    properties,
    stack,
    logicalId,
  }: Resource): Promise<{ ref: string; attributes: Record<string, string> }> {
    const name = typeof properties['TableName'] === 'string' ? properties['TableName'] : `${stack.name}-${logicalId}`;
    const fields = Object.fromEntries(
      REQUEST_FIELDS.flatMap((field) => (properties[field] === undefined ? [] : [[field, properties[field]]])),
    );
    const key = keyOf(stack);
    const engine = this.#engines.get(key) ?? new DynamoEngine();
    this.#engines.set(key, engine);
    await engine.call('CreateTable', { TableName: name, ...fields });
    await untilActive(engine, name);
    this.#created.push({ account: stack.account, region: stack.region, name });
    return { ref: name, attributes: { Arn: `arn:aws:dynamodb:${stack.region}:${stack.account}:table/${name}` } };
  }

  /** In the order of their creation. */
  list(): readonly Table[] {
    return this.#created;
  }

  call(cell: Cell, operation: string, input: object): Promise<object> {
    const engine = this.#engines.get(keyOf(cell));
    if (engine !== undefined) return engine.call(operation, input);
    throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
  }

  /** Every item of a table, for who looks on from outside: no IAM, no page limit. */
  async items(cell: Cell, table: string): Promise<readonly object[]> {
    const items: object[] = [];
    let start: unknown;
    do {
      const page: { Items?: readonly object[]; LastEvaluatedKey?: unknown } = await this.call(cell, 'Scan', {
        TableName: table,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return items;
  }
}

/** Dynalite makes a table in a moment of real time, in which the table cannot be used yet. */
async function untilActive(engine: DynamoEngine, name: string): Promise<void> {
  for (let looked = 0; looked < ACTIVE_LOOKS_MAX; looked += 1) {
    const { Table }: { Table?: { TableStatus?: string } } = await engine.call('DescribeTable', { TableName: name });
    if (Table?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error(`Table ${name} did not become active`);
}

function keyOf({ account, region }: Cell): string {
  return `${account}/${region}`;
}
