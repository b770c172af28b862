/**
 * What the roles grant against what was called: the two are the same, but for what is declared.
 *
 *   C1. Every grant of a role was called, or a declaration gives the reason why no call is seen.
 *   C2. Every declaration is of a grant, and of one that no call was seen of.
 *   C3. Every call was let through by a grant of these templates, on a resource that AWS knows for the action.
 */
import type { UsedGrant } from '../iam/used-grants.ts';
import { matchesWildcard } from '../iam/wildcard.ts';
import type { Grant } from './read-grants.ts';

/** Why a grant is right although no call of it is seen. In role, action and resource `*` is any text. */
export interface Declaration {
  readonly role: string;
  readonly action: string;
  /** As the page of permissions shows it. */
  readonly resource: string;
  readonly reason: string;
}

export interface UsedOften {
  readonly grant: Grant;
  readonly calls: number;
  readonly examples: readonly string[];
  readonly declared: Declaration | undefined;
}

export interface Compared {
  readonly uses: readonly UsedOften[];
  readonly problems: readonly string[];
}

interface Sides {
  readonly grants: readonly Grant[];
  readonly used: readonly UsedGrant[];
  readonly declarations: readonly Declaration[];
}

export function compareGrants({ grants, used, declarations }: Sides): Compared {
  const callsOf = groupUsed(used);
  const uses = grants.map((grant) => {
    const mine = callsOf.get(keyOf(grant)) ?? [];
    return {
      grant,
      calls: mine.reduce((sum, { calls }) => sum + calls, 0),
      examples: [...new Set(mine.flatMap(({ examples }) => examples))],
      declared: declarationOf(grant, declarations),
    };
  });
  const stacks = new Set(grants.map(({ stack }) => stack));
  const known = new Set(grants.map(keyOf));
  return {
    uses,
    problems: [
      ...uses.filter(isUnproven).map(sayUncalled), // C1
      ...declarations.flatMap((declaration) => problemsOfDeclaration(declaration, uses)), // C2
      ...used.filter((one) => stacks.has(one.stack) && !known.has(keyOf(one))).map(sayUnknown), // C3
    ],
  };
}

/** `patchplane-live-settle-cell grants dynamodb:Query on Ledger/index/node`. */
export function sayGrant({ role, action, resource }: Grant): string {
  return `${role} grants ${action} on ${resource.text}`;
}

function isUnproven({ grant, calls, declared }: UsedOften): boolean {
  return grant.heldBy === 'role' && calls === 0 && declared === undefined;
}

function sayUncalled({ grant }: UsedOften): string {
  return `${sayGrant(grant)}: never called, and no reason is declared`;
}

function problemsOfDeclaration(declaration: Declaration, uses: readonly UsedOften[]): string[] {
  const mine = uses.filter(({ declared }) => declared === declaration);
  const words = `${declaration.action} of ${declaration.role} on ${declaration.resource} is declared as never called`;
  if (mine.length === 0) return [`${words}, and nothing grants it`];
  return mine.every(({ calls }) => calls > 0) ? [`${words}, and it was called`] : [];
}

function sayUnknown({ stack, logicalId, policy, action, examples }: UsedGrant): string {
  return `${action} on ${examples[0]} was let through by ${logicalId} of ${stack} (policy ${policy}), and no grant is read there`;
}

/** People's policies need none. */
export function declarationOf(
  { heldBy, role, action, resource }: Grant,
  declarations: readonly Declaration[],
): Declaration | undefined {
  if (heldBy === 'people') return undefined;
  return declarations.find(
    (declaration) =>
      matchesWildcard(declaration.role, role) &&
      matchesWildcard(declaration.action, action) &&
      matchesWildcard(declaration.resource, resource.text),
  );
}

function groupUsed(used: readonly UsedGrant[]): Map<string, UsedGrant[]> {
  const groups = new Map<string, UsedGrant[]>();
  for (const one of used) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

function keyOf({
  stack,
  logicalId,
  policy,
  index,
  action,
  resourceIndex,
}: Omit<UsedGrant, 'calls' | 'examples'>): string {
  return [stack, logicalId, policy, index, action.toLowerCase(), resourceIndex].join(' ');
}
