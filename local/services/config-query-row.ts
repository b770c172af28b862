/**
 * A recorded item as advanced queries see it.
 *
 *   Q1. Arrays are flattened: a condition on `tags.key` holds if it holds for any tag, so a condition on `tags.key` and
 *       one on `tags.value` may hold for two different tags. `tags.tag` has both in one text, `key=value`.
 *   Q2. What an item does not have matches nothing, and is left out of its result.
 */
import type { Selected } from './config-query-parser.ts';
import type { Literal } from './config-query-reader.ts';
import type { ConfigurationItem } from './config-recorder.ts';

export type Row = Readonly<Record<string, unknown>>;

export function rowOf(item: ConfigurationItem): Row {
  return {
    version: '1.3',
    accountId: item.account,
    awsRegion: item.region,
    availabilityZone: item.type === 'AWS::EC2::Instance' ? `${item.region}a` : 'Not Applicable',
    resourceType: item.type,
    resourceId: item.id,
    ...(item.name !== undefined && { resourceName: item.name }),
    arn: item.arn,
    configurationItemStatus: item.status,
    configurationItemCaptureTime: item.capturedAt.toISOString(),
    tags: [...item.tags].map(([key, value]) => ({ key, value, tag: `${key}=${value}` })),
    relationships: [],
    configuration: item.configuration,
  };
}

/** Q1: every plain value that a dotted path leads to, through all elements of every array on the way. */
export function valuesAt(row: Row, field: string): Literal[] {
  let here: unknown[] = [row];
  for (const key of field.split('.'))
    here = here.flatMap((value) => elementsOf(value).flatMap((one) => memberOf(one, key)));
  return here.flatMap(elementsOf).flatMap((value) => (isLiteral(value) ? [value] : []));
}

function elementsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function memberOf(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = Object.entries(value).find(([name]) => name === key);
  return found === undefined ? [] : [found[1]]; // Q2
}

function isLiteral(value: unknown): value is Literal {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

interface Wanted {
  whole: boolean;
  readonly members: Map<string, Wanted>;
}

export function picked(row: Row, select: readonly Selected[]): unknown {
  const wanted: Wanted = { whole: false, members: new Map() };
  for (const one of select) if (one.kind === 'field') want(wanted, one.field.split('.'));
  return pick(row, wanted);
}

function want(wanted: Wanted, path: readonly string[]): void {
  const [key, ...rest] = path;
  if (key === undefined) {
    wanted.whole = true;
    return;
  }
  const member = wanted.members.get(key) ?? { whole: false, members: new Map() };
  wanted.members.set(key, member);
  want(member, rest);
}

function pick(value: unknown, wanted: Wanted): unknown {
  if (wanted.whole) return value;
  if (Array.isArray(value)) return value.map((element) => pick(element, wanted));
  const members = [...wanted.members].flatMap(([key, inner]) =>
    memberOf(value, key).map((member) => [key, pick(member, inner)] as const),
  );
  return Object.fromEntries(members);
}
