/** The part of SQL that AWS Config's advanced queries have: one table without a name, no joins, no NULL. */
import { type Literal, Reader, type Sign } from './config-query-reader.ts';
import { invalidExpression, tokensOf } from './config-query-tokens.ts';

export interface Query {
  readonly select: readonly Selected[];
  readonly where: Condition | undefined;
  readonly groupBy: readonly string[];
  readonly orderBy: readonly { readonly field: string; readonly descending: boolean }[];
}

export type Selected = { readonly kind: 'field'; readonly field: string } | { readonly kind: 'count' };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'compare'; readonly field: string; readonly sign: Sign; readonly value: Literal }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly Literal[] }
  | { readonly kind: 'like'; readonly field: string; readonly pattern: string }
  | { readonly kind: 'between'; readonly field: string; readonly low: Literal; readonly high: Literal };

const lengthMax = 4096;
export function parseQuery(expression: string): Query {
  if (expression.length > lengthMax)
    throw invalidExpression(`The expression has ${expression.length} characters, wanted at most ${lengthMax}`);
  const reader = new Reader(tokensOf(expression));
  reader.expect('SELECT');
  const select = reader.list(() => selected(reader));
  const where = reader.take('WHERE') ? either(reader) : undefined;
  const groupBy = reader.takeBy('GROUP') ? reader.list(() => reader.field()) : [];
  const orderBy = reader.takeBy('ORDER') ? reader.list(() => ordered(reader)) : [];
  reader.expectEnd();
  const loose = select.find((one) => one.kind === 'field' && !groupBy.includes(one.field));
  const counts = select.some(({ kind }) => kind === 'count');
  if (loose?.kind === 'field' && (counts || groupBy.length > 0))
    throw invalidExpression(`The field ${loose.field} is selected beside an aggregate but is not in GROUP BY`);
  return { select, where, groupBy, orderBy };
}

function selected(reader: Reader): Selected {
  if (!reader.take('COUNT')) return { kind: 'field', field: reader.field() };
  reader.expect('(');
  reader.expect('*');
  reader.expect(')');
  return { kind: 'count' };
}

function ordered(reader: Reader) {
  const field = reader.field();
  const descending = reader.take('DESC');
  if (!descending) reader.take('ASC');
  return { field, descending };
}

function either(reader: Reader): Condition {
  let left = both(reader);
  while (reader.take('OR')) left = { kind: 'or', left, right: both(reader) };
  return left;
}

function both(reader: Reader): Condition {
  let left = single(reader);
  while (reader.take('AND')) left = { kind: 'and', left, right: single(reader) };
  return left;
}

function single(reader: Reader): Condition {
  if (reader.take('NOT')) return { kind: 'not', condition: single(reader) };
  if (reader.take('(')) {
    const condition = either(reader);
    reader.expect(')');
    return condition;
  }
  const field = reader.field();
  if (reader.take('NOT')) return { kind: 'not', condition: predicate(reader, field) };
  return predicate(reader, field);
}

function predicate(reader: Reader, field: string): Condition {
  if (reader.take('IN')) {
    reader.expect('(');
    const values = reader.list(() => reader.literal());
    reader.expect(')');
    return { kind: 'in', field, values };
  }
  if (reader.take('LIKE')) return { kind: 'like', field, pattern: String(reader.literal()) };
  if (reader.take('BETWEEN')) {
    const low = reader.literal();
    reader.expect('AND');
    return { kind: 'between', field, low, high: reader.literal() };
  }
  return { kind: 'compare', field, sign: reader.sign(), value: reader.literal() };
}
