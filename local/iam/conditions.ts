/**
 * Whether the conditions of a statement hold.
 *
 *   K1. All conditions must hold; of one condition's values, one is enough (for a negated operator: none may match).
 *   K2. An operator or key that we cannot judge is `unknown`: it never lets an Allow match, and never keeps a Deny from
 *       matching. Nothing that is not understood is ignored.
 *   K3. An absent key fails a positive operator and holds for a negated one, for `...IfExists` and `ForAllValues:`.
 */
import type { ConditionContext } from './condition-context.ts';
import type { Condition } from './policy.ts';
import { substituteVariables } from './variables.ts';
import { matchesWildcard } from './wildcard.ts';

export type Truth = 'yes' | 'no' | 'unknown';

export function conditionsHold(conditions: readonly Condition[], context: ConditionContext): Truth {
  const truths = conditions.map((condition) => holds(condition, context));
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes'; // K2
}

function holds({ operator, key, values }: Condition, context: ConditionContext): Truth {
  const { set, name, ifExists } = readOperator(operator);
  if (!context.knows(key)) return 'unknown'; // K2
  const present = context.valuesOf(key);
  if (name === 'Null') return toTruth((present === undefined) === (values[0] === 'true'));

  const comparison = COMPARISONS[name];
  if (comparison === undefined) return 'unknown'; // K2
  if (present === undefined) return toTruth(ifExists || comparison.negated || set === 'all'); // K3

  const wanted = values.map((value) => substituteVariables(value, context));
  if (wanted.includes(undefined)) return 'unknown';
  const meets = (value: string) => {
    const matched = wanted.some((pattern) => pattern !== undefined && comparison.matches(value, pattern));
    return matched !== comparison.negated; // K1
  };
  if (set === 'all') return toTruth(present.every(meets));
  if (set === 'any') return toTruth(present.some(meets));
  const [only, ...others] = present;
  if (only === undefined || others.length > 0) return 'unknown'; // Many values need a set operator.
  return toTruth(meets(only));
}

function readOperator(text: string): { set: 'all' | 'any' | 'one'; name: string; ifExists: boolean } {
  const set = text.startsWith('ForAllValues:') ? 'all' : text.startsWith('ForAnyValue:') ? 'any' : 'one';
  const plain = text.replace(/^For(AllValues|AnyValue):/, '');
  return { set, name: plain.replace(/IfExists$/, ''), ifExists: plain.endsWith('IfExists') };
}

interface Comparison {
  readonly negated: boolean;
  readonly matches: (value: string, pattern: string) => boolean;
}

const positive = (matches: Comparison['matches']): Comparison => ({ negated: false, matches });
const negative = (matches: Comparison['matches']): Comparison => ({ negated: true, matches });

const same: Comparison['matches'] = (value, pattern) => value === pattern;
const sameIgnoringCase: Comparison['matches'] = (value, pattern) => value.toLowerCase() === pattern.toLowerCase();
const like: Comparison['matches'] = (value, pattern) => matchesWildcard(pattern, value);

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: positive(same),
  StringNotEquals: negative(same),
  StringEqualsIgnoreCase: positive(sameIgnoringCase),
  StringNotEqualsIgnoreCase: negative(sameIgnoringCase),
  StringLike: positive(like),
  StringNotLike: negative(like),
  ArnLike: positive(arnLike),
  ArnEquals: positive(arnLike), // AWS treats the two alike
  ArnNotLike: negative(arnLike),
  ArnNotEquals: negative(arnLike),
  Bool: positive(sameIgnoringCase),
  NumericEquals: positive((value, pattern) => Number(value) === Number(pattern)),
  NumericLessThan: positive((value, pattern) => Number(value) < Number(pattern)),
  NumericLessThanEquals: positive((value, pattern) => Number(value) <= Number(pattern)),
  NumericGreaterThan: positive((value, pattern) => Number(value) > Number(pattern)),
  NumericGreaterThanEquals: positive((value, pattern) => Number(value) >= Number(pattern)),
  DateLessThan: positive((value, pattern) => Date.parse(value) < Date.parse(pattern)),
  DateGreaterThan: positive((value, pattern) => Date.parse(value) > Date.parse(pattern)),
};

/** Each of the six parts is matched by itself, so that no wildcard reaches across a colon. */
function arnLike(value: string, pattern: string): boolean {
  const values = sixParts(value);
  const patterns = sixParts(pattern);
  return patterns.length === values.length && patterns.every((part, at) => matchesWildcard(part, values[at] ?? ''));
}

function sixParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function toTruth(condition: boolean): Truth {
  return condition ? 'yes' : 'no';
}
