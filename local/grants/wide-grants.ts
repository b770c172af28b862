/**
 * What a policy says more broadly than AWS makes it, or in vain.
 *
 *   W1. No action is named by a pattern.
 *   W2. No action is allowed on `*` that AWS can limit to resources.
 *   W3. Each action finds a resource in its statement that AWS knows for it, and each resource an action: the rest would
 *       look like a grant, and be none.
 */
import { resourcesOf } from './iam-actions.ts';
import { allowsAnything, type PlacedStatement } from './read-grants.ts';

export async function findWideGrants(statements: readonly PlacedStatement[]): Promise<string[]> {
  return (await Promise.all(statements.map(problemsOf))).flat();
}

async function problemsOf({ role, actions, resources }: PlacedStatement): Promise<string[]> {
  const patterns = actions.filter((action) => action.includes('*'));
  if (patterns.length > 0) return patterns.map((action) => `${role} grants ${action}, wanted actions by name`); // W1

  const wild = resources.some(({ patterns }) => patterns.includes('*'));
  const limitable = wild ? await keep(actions, async (action) => (await resourcesOf(action)).length > 0) : [];
  const idle = await keep(actions, async (action) => !(await anyOf(resources, (one) => allowsAnything(action, one))));
  const lost = await keep(resources, async (one) => !(await anyOf(actions, (action) => allowsAnything(action, one))));
  return [
    ...limitable.map((action) => `${role} grants ${action} on *, which AWS can limit to resources`), // W2
    ...idle.map((action) => `${role} grants ${action} on nothing that AWS knows for it`), // W3
    ...lost.map(({ text }) => `${role} names ${text}, which none of ${actions.join(', ')} knows`), // W3
  ];
}

async function keep<One>(all: readonly One[], holds: (one: One) => Promise<boolean>): Promise<One[]> {
  const answers = await Promise.all(all.map(holds));
  return all.filter((_one, index) => answers[index]);
}

async function anyOf<One>(all: readonly One[], holds: (one: One) => Promise<boolean>): Promise<boolean> {
  return (await Promise.all(all.map(holds))).includes(true);
}
