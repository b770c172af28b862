/** One alternative of an event pattern's field: an exact value, or an object that says how to compare. */
import { isObject } from '../cloudformation/read-template.ts';
import { matchesWildcard } from '../iam/wildcard.ts';

/** Gets all the values of the field, none if it is absent. */
export type ValueFilter = (values: readonly unknown[]) => boolean;

export function readFilter(filter: unknown, path: string): ValueFilter {
  if (filter === null || ['string', 'number', 'boolean'].includes(typeof filter)) {
    return (values) => values.includes(filter);
  }
  const [only, ...others] = isObject(filter) ? Object.entries(filter) : [];
  if (only === undefined || others.length > 0) throw invalid(path, filter);
  const [kind, wanted] = only;
  switch (kind) {
    case 'exists':
      return (values) => values.some((value) => !isObject(value)) === (wanted === true);
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
    case 'wildcard':
      return anyText(readTextTest(kind, wanted, path));
    case 'anything-but':
      return readAnythingBut(wanted, path);
    case 'numeric':
      return readNumeric(wanted, path);
    default:
      throw invalid(path, filter);
  }
}

type TextTest = (text: string) => boolean;

function readTextTest(kind: string, wanted: unknown, path: string): TextTest {
  if (isObject(wanted) && (kind === 'prefix' || kind === 'suffix')) {
    const inner = wanted['equals-ignore-case'];
    if (typeof inner !== 'string') throw invalid(path, { [kind]: wanted });
    const test = readTextTest(kind, inner.toLowerCase(), path);
    return (text) => test(text.toLowerCase());
  }
  if (typeof wanted !== 'string') throw invalid(path, { [kind]: wanted });
  switch (kind) {
    case 'prefix':
      return (text) => text.startsWith(wanted);
    case 'suffix':
      return (text) => text.endsWith(wanted);
    case 'equals-ignore-case':
      return (text) => text.toLowerCase() === wanted.toLowerCase();
    default:
      // An EventBridge wildcard knows `*` only.
      return (text) => matchesWildcard(wanted.replaceAll('?', '\u0000'), text.replaceAll('?', '\u0000'));
  }
}

/** A value must be there, and be none of these. */
function readAnythingBut(wanted: unknown, path: string): ValueFilter {
  const [kind, inner] = (isObject(wanted) ? Object.entries(wanted)[0] : undefined) ?? [];
  if (kind !== undefined) {
    const texts: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
    const tests = texts.map((text) => readTextTest(kind, text, path));
    return (values) => values.some((value) => typeof value === 'string' && !tests.some((test) => test(value)));
  }
  const unwanted: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return (values) => values.some((value) => !unwanted.includes(value));
}

function readNumeric(wanted: unknown, path: string): ValueFilter {
  if (!Array.isArray(wanted) || wanted.length === 0 || wanted.length % 2 !== 0)
    throw invalid(path, { numeric: wanted });
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < wanted.length; at += 2) {
    const compare = NUMERIC[String(wanted[at])];
    const bound: unknown = wanted[at + 1];
    if (compare === undefined || typeof bound !== 'number') throw invalid(path, { numeric: wanted });
    tests.push((value) => compare(value, bound));
  }
  return (values) => values.some((value) => typeof value === 'number' && tests.every((test) => test(value)));
}

const NUMERIC: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function anyText(test: TextTest): ValueFilter {
  return (values) => values.some((value) => typeof value === 'string' && test(value));
}

function invalid(path: string, filter: unknown): Error {
  return new Error(`Event pattern is not valid: ${JSON.stringify(filter)} at "${path}" is no known filter`);
}
