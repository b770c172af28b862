/**
 * EventBridge event patterns: every named field must hold a value that one of its alternatives accepts. A field of the
 * event that is a list matches if any of its items does; a filter that we do not know is an error when the pattern is
 * read, never a silent miss.
 */
import { isObject, type JsonObject } from '../cloudformation/read-template.ts';
import { readFilter, type ValueFilter } from './event-filter.ts';

export type EventPattern = (event: unknown) => boolean;

export function readEventPattern(pattern: unknown): EventPattern {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new Error(`Event pattern is not valid: ${JSON.stringify(pattern)} is no object with fields`);
  }
  return readFields(pattern, '');
}

function readFields(pattern: JsonObject, path: string): EventPattern {
  const tests = Object.entries(pattern).map(([name, wanted]) => {
    if (name === '$or') return readAlternatives(wanted, path);
    const at = path === '' ? name : `${path}.${name}`;
    if (Array.isArray(wanted)) return fieldTest(name, readFilters(wanted, at));
    if (isObject(wanted)) return nestedTest(name, readFields(wanted, at));
    throw new Error(`Event pattern is not valid: "${at}" must be an object or an array`);
  });
  return (event) => tests.every((test) => test(event));
}

function readAlternatives(wanted: unknown, path: string): EventPattern {
  if (!Array.isArray(wanted) || wanted.length < 2) {
    throw new Error(`Event pattern is not valid: "$or" at "${path}" must be an array of two objects or more`);
  }
  const patterns = wanted.map((alternative) => {
    if (isObject(alternative)) return readFields(alternative, path);
    throw new Error(`Event pattern is not valid: "$or" at "${path}" holds ${JSON.stringify(alternative)}`);
  });
  return (event) => patterns.some((matches) => matches(event));
}

function readFilters(wanted: readonly unknown[], path: string): ValueFilter[] {
  if (wanted.length === 0) throw new Error(`Event pattern is not valid: "${path}" is empty, so nothing can match`);
  return wanted.map((filter) => readFilter(filter, path));
}

function fieldTest(name: string, filters: readonly ValueFilter[]): EventPattern {
  return (event) => {
    const values = valuesOf(event, name);
    return filters.some((filter) => filter(values));
  };
}

/** Nested fields are looked for in each item of a list, as EventBridge flattens it. */
function nestedTest(name: string, matches: EventPattern): EventPattern {
  return (event) => {
    const value = isObject(event) ? event[name] : undefined;
    return Array.isArray(value) ? value.some(matches) : matches(value);
  };
}

function valuesOf(event: unknown, name: string): readonly unknown[] {
  const value = isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
