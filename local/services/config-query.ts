/** Runs a parsed advanced query over recorded items. */

import { type Condition, parseQuery, type Query, type Selected } from './config-query-parser.ts';
import type { Literal } from './config-query-reader.ts';
import { picked, type Row, rowOf, valuesAt } from './config-query-row.ts';
import type { ConfigurationItem } from './config-recorder.ts';

/** The results as AWS gives them: one JSON text a row. */
export function runQuery(
  expression: string,
  items: Iterable<ConfigurationItem>,
): { results: string[]; fields: string[] } {
  const query = parseQuery(expression);
  const rows = [...items].map(rowOf).filter((row) => query.where === undefined || holds(query.where, row));
  const results = isAggregate(query)
    ? grouped(query, rows)
    : ordered(query, rows).map((row) => JSON.stringify(picked(row, query.select)));
  return { results, fields: query.select.map(nameOf) };
}

function isAggregate({ select, groupBy }: Query): boolean {
  return groupBy.length > 0 || select.some(({ kind }) => kind === 'count');
}

function nameOf(selected: Selected): string {
  return selected.kind === 'count' ? 'COUNT(*)' : selected.field;
}

function holds(condition: Condition, row: Row): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, row) && holds(condition.right, row);
    case 'or':
      return holds(condition.left, row) || holds(condition.right, row);
    case 'not':
      return !holds(condition.condition, row);
    case 'in':
      return valuesAt(row, condition.field).some((value) => condition.values.includes(value));
    case 'like': {
      const pattern = likePattern(condition.pattern);
      return valuesAt(row, condition.field).some((value) => pattern.test(String(value)));
    }
    case 'between':
      return valuesAt(row, condition.field).some((value) => value >= condition.low && value <= condition.high);
    case 'compare':
      return valuesAt(row, condition.field).some((value) => compares(value, condition.sign, condition.value));
  }
}

function compares(value: Literal, sign: string, wanted: Literal): boolean {
  switch (sign) {
    case '=':
      return value === wanted;
    case '<>':
      return value !== wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>':
      return value > wanted;
    default:
      return value >= wanted;
  }
}

function likePattern(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/%/g, '.*')
    .replace(/_/g, '.');
  return new RegExp(`^${source}$`, 's');
}

function ordered({ orderBy }: Query, rows: Row[]): Row[] {
  if (orderBy.length === 0) return rows;
  return rows.toSorted((one, other) => {
    for (const { field, descending } of orderBy) {
      const [left = ''] = valuesAt(one, field);
      const [right = ''] = valuesAt(other, field);
      if (left !== right) return left < right !== descending ? -1 : 1;
    }
    return 0;
  });
}

/** An array counts once for each of its elements, in the group of each. */
function grouped(query: Query, rows: readonly Row[]): string[] {
  const groups = new Map<string, { readonly values: readonly Literal[]; count: number }>();
  for (const row of rows)
    for (const values of combinations(query.groupBy.map((field) => valuesAt(row, field)))) {
      const key = JSON.stringify(values);
      const group = groups.get(key) ?? { values, count: 0 };
      groups.set(key, group);
      group.count += 1;
    }
  if (query.groupBy.length === 0 && groups.size === 0) groups.set('[]', { values: [], count: 0 });
  return sortedGroups(query, [...groups.values()]).map(({ values, count }) => {
    const fields = query.select.map((one) =>
      one.kind === 'count' ? ['COUNT(*)', count] : [one.field, values[query.groupBy.indexOf(one.field)]],
    );
    return JSON.stringify(Object.fromEntries(fields));
  });
}

function sortedGroups<Group extends { readonly values: readonly Literal[] }>(
  { orderBy, groupBy }: Query,
  groups: Group[],
): Group[] {
  return groups.toSorted((one, other) => {
    for (const { field, descending } of orderBy) {
      const left = one.values[groupBy.indexOf(field)] ?? '';
      const right = other.values[groupBy.indexOf(field)] ?? '';
      if (left !== right) return left < right !== descending ? -1 : 1;
    }
    return 0;
  });
}

function combinations(lists: readonly (readonly Literal[])[]): Literal[][] {
  return lists.reduce<Literal[][]>(
    (sofar, list) => sofar.flatMap((head) => list.map((value) => [...head, value])),
    [[]],
  );
}
