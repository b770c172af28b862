/** What a set of statements says to one request: an explicit deny wins, then an allow; otherwise they are silent. */
import type { ConditionContext } from './condition-context.ts';
import { conditionsHold } from './conditions.ts';
import type { Selection, Statement } from './policy.ts';
import { substituteVariables } from './variables.ts';
import { matchesWildcard } from './wildcard.ts';

export type Decision =
  | { readonly kind: 'allow'; readonly statement: Statement; readonly resourceIndex: number }
  | { readonly kind: 'deny' }
  | { readonly kind: 'silent' };

export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: ConditionContext;
}

/** An allow names the first statement that gives it, and which of the statement's resources fitted first. */
export function evaluate(statements: readonly Statement[], request: IamRequest): Decision {
  const speaking = statements.filter((statement) => applies(statement, request));
  if (speaking.some(({ effect }) => effect === 'Deny')) return { kind: 'deny' };
  const [statement] = speaking;
  if (statement === undefined) return { kind: 'silent' };
  const resourceIndex = statement.resources.patterns.findIndex((pattern) => resourceMatches(pattern, request));
  return { kind: 'allow', statement, resourceIndex };
}

function applies({ effect, actions, resources, conditions }: Statement, request: IamRequest): boolean {
  if (!selects(actions, (pattern) => matchesWildcard(pattern, request.action, { ignoreCase: true }))) return false;
  if (!selects(resources, (pattern) => resourceMatches(pattern, request))) return false;
  const truth = conditionsHold(conditions, request.context);
  return truth === 'yes' || (truth === 'unknown' && effect === 'Deny');
}

function selects({ but, patterns }: Selection, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== but;
}

function resourceMatches(pattern: string, { resource, context }: IamRequest): boolean {
  const substituted = substituteVariables(pattern, context);
  return substituted !== undefined && matchesWildcard(substituted, resource);
}
