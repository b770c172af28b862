/**
 * As much of DynamoDB as the ledger asks of it, with the limits that decide how many calls it takes: 25 rows a batch, 1 MB
 * a page, 400 KB an item. Rows of nodes are counted and not kept: 100,000 of them would be most of the memory of the
 * process that is measured. They are answered from what the organization is known to have.
 */
import type { Cell } from '../../shared/domain/window/node.ts';
import { type Operations, Refusal } from './aws-calls.ts';
import type { Organization } from './organization.ts';

interface Attribute {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly M?: Item;
  readonly L?: readonly Attribute[];
}
type Item = { readonly [name: string]: Attribute | undefined };
interface Key {
  readonly pk: { readonly S: string };
  readonly sk: { readonly S: string };
}

interface Expressions {
  readonly Key: Key;
  readonly ConditionExpression?: string;
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Attribute>>;
}

interface QueryInput {
  readonly IndexName?: string;
  readonly ExpressionAttributeValues: Readonly<Record<string, { readonly S: string }>>;
  readonly ExclusiveStartKey?: Key;
}

const BATCH_MAX = 25;
const PAGE_BYTES_MAX = 1024 * 1024;
const ITEM_BYTES_MAX = 400 * 1024;

export class Ledger {
  readonly #organization: Organization;
  readonly #rows = new Map<string, Map<string, Item>>();
  #nodesWritten = 0;
  #largestItemBytes = 0;
  /** Attributes that the rows of nodes have come to have. */
  nodesHave: Item = {};

  constructor(organization: Organization) {
    this.#organization = organization;
  }

  get nodesWritten(): number {
    return this.#nodesWritten;
  }

  get largestItemBytes(): number {
    return this.#largestItemBytes;
  }

  /** Changes rows whose sort key begins so, without a call: for what this benchmark does not play. */
  change(skPrefix: string, attributes: Item): void {
    for (const partition of this.#rows.values()) {
      for (const [sk, item] of partition) if (sk.startsWith(skPrefix)) partition.set(sk, { ...item, ...attributes });
    }
  }

  /** Adds a window like another one, without its cells and without a call. */
  addLike(windowId: string, id: string, attributes: Item): void {
    const state = this.#rows.get(`WINDOW#${windowId}`)?.get('STATE');
    if (state === undefined) throw new Error(`Cannot add a window like ${windowId}: it was never claimed`);
    const [pk, sk] = [{ S: `WINDOW#${id}` }, { S: 'STATE' }];
    this.#put({ ...state, pk, sk, window: { S: id }, ...attributes });
  }

  readonly operations: Operations = {
    'dynamodb:GetItem': (input) => {
      const { Key }: { readonly Key: Key } = JSON.parse(input);
      const Item = this.#rows.get(Key.pk.S)?.get(Key.sk.S);
      return Item === undefined ? {} : { Item };
    },
    'dynamodb:PutItem': (input) => {
      const { Item, ConditionExpression }: { Item: Item & Key; ConditionExpression?: string } = JSON.parse(input);
      this.#check(Item, ConditionExpression);
      this.#put(Item);
      return {};
    },
    'dynamodb:UpdateItem': (input) => {
      const { Key, ConditionExpression, ...update }: Expressions = JSON.parse(input);
      if (Key.sk.S.startsWith('NODE#')) throw new Error('Cannot update the row of a node: they are not kept');
      this.#check(Key, ConditionExpression);
      this.#put({ ...this.#rows.get(Key.pk.S)?.get(Key.sk.S), ...Key, ...updated(update) });
      return {};
    },
    'dynamodb:BatchWriteItem': (input) => {
      const { RequestItems }: BatchInput = JSON.parse(input);
      const items = Object.values(RequestItems)
        .flat()
        .map(({ PutRequest }) => PutRequest.Item);
      if (items.length > BATCH_MAX) throw new Refusal('ValidationException', `${items.length} items in a batch`);
      for (const item of items) this.#put(item);
      return {};
    },
    'dynamodb:Query': (input) => {
      const { IndexName, ExpressionAttributeValues: values, ExclusiveStartKey }: QueryInput = JSON.parse(input);
      if (IndexName === 'due') return { Items: this.#due(values[':due']?.S ?? '') };
      if (IndexName !== undefined) throw new Error(`Cannot query ${IndexName}: this benchmark does not play it`);
      return page(this.#query(values[':pk']?.S ?? '', values[':sk']?.S ?? ''), ExclusiveStartKey);
    },
  };

  #check({ pk, sk }: Key, condition: string | undefined): void {
    if (condition === undefined || !condition.includes('attribute_not_exists(pk)')) return;
    if (this.#rows.get(pk.S)?.has(sk.S)) throw new Refusal('ConditionalCheckFailedException', 'It is there already');
  }

  #put(item: Item & Key): void {
    const bytes = itemBytes(item);
    this.#largestItemBytes = Math.max(this.#largestItemBytes, bytes);
    if (bytes > ITEM_BYTES_MAX) {
      throw new Refusal('ValidationException', `Item size has exceeded the maximum allowed size: ${item.sk.S}`);
    }
    if (item.sk.S.startsWith('NODE#')) {
      this.#nodesWritten += 1;
      return;
    }
    const partition = this.#rows.get(item.pk.S) ?? new Map<string, Item>();
    this.#rows.set(item.pk.S, partition.set(item.sk.S, item));
  }

  #due(due: string): Item[] {
    return [...this.#rows.values()].flatMap((partition) =>
      [...partition.values()].filter((item) => item['due']?.S === due),
    );
  }

  #query(pk: string, skPrefix: string): Item[] {
    if (skPrefix === 'NODE#') return this.#nodeRows(pk);
    const partition = [...(this.#rows.get(pk) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return partition.filter(([sk]) => sk.startsWith(skPrefix)).map(([, item]) => item);
  }

  #nodeRows(pk: string): Item[] {
    const [, window = '', account = '', region = ''] = pk.split('#');
    const cell: Cell = { account, region };
    return Array.from({ length: this.#organization.nodesIn(cell) }, (_, index) => {
      const id = this.#organization.nodeId(cell, index);
      const text = { pk, sk: `NODE#${id}`, window, nodeId: id, account, region, name: id, wave: waveOf(index) };
      return { ...Object.fromEntries(Object.entries(text).map(([name, S]) => [name, { S }])), ...this.nodesHave };
    });
  }
}

interface BatchInput {
  readonly RequestItems: Readonly<Record<string, readonly { readonly PutRequest: { readonly Item: Item & Key } }[]>>;
}

export function waveOf(index: number): string {
  return String((index % 2) + 1);
}

/** `SET #0 = :0, #1 = :1 REMOVE #2`: of what is removed nothing is asked here but that its index forgets it. */
function updated({
  UpdateExpression,
  ExpressionAttributeNames,
  ExpressionAttributeValues = {},
}: Omit<Expressions, 'Key'>) {
  const removed = UpdateExpression.split('REMOVE')[1] ?? '';
  return Object.fromEntries(
    Object.entries(ExpressionAttributeNames).map(([placeholder, name]) => {
      const value = ExpressionAttributeValues[`:${placeholder.slice(1)}`];
      return [name, removed.includes(placeholder) || value === undefined ? undefined : value] as const;
    }),
  );
}

function page(items: readonly Item[], after: Key | undefined) {
  const start = after === undefined ? 0 : items.findIndex(({ sk }) => sk?.S === after.sk.S) + 1;
  let bytes = 0;
  let end = start;
  while (end < items.length && bytes < PAGE_BYTES_MAX) {
    bytes += itemBytes(items[end] ?? {});
    end += 1;
  }
  const last = items[end - 1];
  return {
    Items: items.slice(start, end),
    ...(end < items.length && { LastEvaluatedKey: { pk: last?.['pk'], sk: last?.['sk'] } }),
  };
}

/** As DynamoDB counts: names and values in UTF-8, 3 bytes a list or map and 1 for each of its members. */
function itemBytes(item: Item): number {
  return Object.entries(item)
    .map(([name, attribute]) => (attribute === undefined ? 0 : Buffer.byteLength(name) + attributeBytes(attribute)))
    .reduce((sum, bytes) => sum + bytes, 0);
}

function attributeBytes({ S, N, M, L }: Attribute): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (M !== undefined) return 3 + Object.keys(M).length + itemBytes(M);
  return L === undefined ? 1 : L.reduce((sum, member) => sum + 1 + attributeBytes(member), 3);
}
