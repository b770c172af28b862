/** From the text of an organization file to the organization: shape first, then what only the whole file can tell. */
import { writeCalendar } from '../calendar/write-calendar.ts';
import type { Cell } from '../cloud.ts';
import { expandNodes } from './expand-nodes.ts';
import { InputError } from './input-error.ts';
import type { NodeSpec, Organization, TagChange } from './organization.ts';
import { type OrganizationFile, organizationFile } from './organization-file.ts';
import { problemsOfShape } from './problems-of-shape.ts';
import { isZone, parseInstant } from './zoned-time.ts';

const PROBLEMS_TOLD_MAX = 10;

/** `source` is how the person calls the file, for the refusal. */
export function parseOrganization(content: unknown, source: string): Organization {
  const parsed = organizationFile.safeParse(content);
  if (!parsed.success) throw refusal(source, problemsOfShape(parsed.error.issues, content));
  const problems = problemsOfMeaning(parsed.data);
  if (problems.length > 0) throw refusal(source, problems);
  return build(parsed.data);
}

function refusal(source: string, problems: readonly string[]): InputError {
  const told = problems.slice(0, PROBLEMS_TOLD_MAX);
  const rest = problems.length - told.length;
  if (rest > 0) told.push(`and ${rest} more`);
  return new InputError(`Cannot read organization ${source}:\n${told.map((problem) => `  ${problem}`).join('\n')}`);
}

function problemsOfMeaning(file: OrganizationFile): string[] {
  const { weekend, accounts, regions, nodes, hub } = file;
  const accountIds = accounts.map(({ id }) => id);
  const problems = [
    ...(file.organizationId === undefined && accounts.length > 1
      ? ['organizationId is missing, wanted an organization id, since there is more than one account']
      : []),
    ...duplicates(accountIds, 'accounts', 'id'),
    ...duplicates(
      accounts.map(({ name }) => name),
      'accounts',
      'name',
    ),
    ...duplicates(regions, 'regions'),
    ...duplicates(
      nodes.map(({ name }) => name),
      'nodes',
      'name',
    ),
    ...unknown(hub.account, accountIds, 'hub.account', 'accounts'),
    ...unknown(hub.region, regions, 'hub.region', 'regions'),
    ...strangeCells(file, 'nodes'),
    ...strangeCells(file, 'unseenCells'),
  ];
  if (!isZone(weekend.zone)) {
    return [...problems, wanted('weekend.zone', weekend.zone, 'an IANA zone such as Europe/Berlin')];
  }
  return [...problems, ...problemsOfTime(file)];
}

function strangeCells({ accounts, regions, ...lists }: OrganizationFile, list: 'nodes' | 'unseenCells'): string[] {
  const accountIds = accounts.map(({ id }) => id);
  return lists[list].flatMap(({ account, region }, index) => [
    ...unknown(account, accountIds, `${list}[${index}].account`, 'accounts'),
    ...unknown(region, regions, `${list}[${index}].region`, 'regions'),
  ]);
}

function problemsOfTime(file: OrganizationFile): string[] {
  const { changes, nodes, times } = file;
  const { from, to, zone } = file.weekend;
  const instants = timesIn(file);
  const problems = instants
    .filter(({ text }) => parseInstant(text, zone) === undefined)
    .map(({ path, text }) => wanted(path, text, 'a local time such as 2026-03-06T18:00, or one with an offset'));
  const names = new Set(nodes.flatMap(({ name, count }) => numbered(name, count * times)));
  const strangers = changes.flatMap(({ node }, index) =>
    names.has(node) ? [] : [wanted(`changes[${index}].node`, node, 'the Name of a node, such as ledger-db-01')],
  );
  if (problems.length > 0) return [...problems, ...strangers];
  if (instantOf(from, zone) >= instantOf(to, zone)) {
    problems.push(wanted('weekend.to', to, `a time after weekend.from, which is ${JSON.stringify(from)}`));
  }
  return [...problems, ...strangers];
}

/** Every time that the file holds, with where it stands. */
function timesIn({
  weekend,
  changes,
  nodes,
  unseenCells,
  calendars,
}: OrganizationFile): { path: string; text: string }[] {
  const given = (path: string, text: string | undefined) => (text === undefined ? [] : [{ path, text }]);
  return [
    ...given('weekend.from', weekend.from),
    ...given('weekend.to', weekend.to),
    ...changes.flatMap(({ at }, index) => given(`changes[${index}].at`, at)),
    ...nodes.flatMap(({ missingFrom, rebootPendingUntil, foreignPatchAt, exception }, index) => [
      ...given(`nodes[${index}].missingFrom`, missingFrom),
      ...given(`nodes[${index}].rebootPendingUntil`, rebootPendingUntil),
      ...given(`nodes[${index}].foreignPatchAt`, foreignPatchAt),
      ...given(`nodes[${index}].exception.until`, exception?.until),
    ]),
    ...unseenCells.flatMap(({ from }, index) => given(`unseenCells[${index}].from`, from)),
    ...Object.entries(calendars).flatMap(([name, spans]) =>
      typeof spans === 'string'
        ? []
        : spans.flatMap(({ from, to }, index) => [
            ...given(`calendars["${name}"][${index}].from`, from),
            ...given(`calendars["${name}"][${index}].to`, to),
          ]),
    ),
  ];
}

function build(file: OrganizationFile): Organization {
  const { weekend, changes, unseenCells } = file;
  const nodes = expandNodes(file);
  return {
    id: file.organizationId ?? '',
    name: file.name,
    hub: file.hub,
    accounts: file.accounts.map(({ id, name }) => ({ id, name })),
    regions: file.regions,
    from: instantOf(weekend.from, weekend.zone),
    to: instantOf(weekend.to, weekend.zone),
    zone: weekend.zone,
    nodes,
    parameters: parametersOf(file),
    changes: changesOf(changes, nodes, weekend.zone),
    calendars: calendarsOf(file),
    unseenCells: unseenCells.map(({ from = weekend.from, ...cell }) => ({
      ...cell,
      from: instantOf(from, weekend.zone),
    })),
  };
}

function calendarsOf({ calendars, weekend: { zone } }: OrganizationFile): Map<string, string> {
  const instants = ({ from, to, summary }: { from: string; to: string; summary: string }) => ({
    from: instantOf(from, zone),
    to: instantOf(to, zone),
    summary,
  });
  return new Map(
    Object.entries(calendars).map(([name, content]) => [
      name,
      typeof content === 'string' ? content : writeCalendar(content.map(instants)),
    ]),
  );
}

function parametersOf({ scheduleDefaults, schedules, defaults, settings, nodes }: OrganizationFile) {
  const entries = Object.entries(schedules).map(
    ([value, entry]) => [`/patchplane/schedules/${value}`, JSON.stringify({ ...scheduleDefaults, ...entry })] as const,
  );
  // Where the hybrid nodes are is known from the groups; a file that says it itself may say it wrongly, to see what comes.
  const known = { hybridCells: hybridCellsOf(nodes), ...settings };
  return new Map<string, string>([
    ...entries,
    ['/patchplane/defaults', JSON.stringify(defaults)],
    ['/patchplane/settings', JSON.stringify(known)],
  ]);
}

function hybridCellsOf(nodes: OrganizationFile['nodes']): Cell[] {
  const cells = nodes
    .filter(({ kind }) => kind === 'hybrid')
    .map(({ account, region }) => [`${account}/${region}`, { account, region }] as const);
  return [...new Map(cells).values()];
}

function changesOf(changes: OrganizationFile['changes'], nodes: readonly NodeSpec[], zone: string): TagChange[] {
  const ids = new Map(nodes.map(({ name, id }) => [name, id]));
  return changes
    .flatMap(({ at, node, tags }) => {
      const nodeId = ids.get(node);
      return nodeId === undefined ? [] : [{ at: instantOf(at, zone), nodeId, tags }];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Only for times that `problemsOfTime` has let through. */
function instantOf(text: string, zone: string): Date {
  const instant = parseInstant(text, zone);
  if (instant === undefined) throw new Error(`Cannot read time ${text}: it was let through unread`);
  return instant;
}

function duplicates(values: readonly string[], list: string, field?: string): string[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (first === index) return [];
    const path = (at: number) => (field === undefined ? `${list}[${at}]` : `${list}[${at}].${field}`);
    return [wanted(path(index), value, `its own ${field ?? 'value'}, since ${path(first)} is the same`)];
  });
}

function unknown(value: string, known: readonly string[], path: string, list: string): string[] {
  return known.includes(value) ? [] : [wanted(path, value, `one of the file's ${list}: ${known.join(', ')}`)];
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${String(index + 1).padStart(2, '0')}`);
}

function wanted(path: string, value: unknown, what: string): string {
  return `${path} is ${JSON.stringify(value)}, wanted ${what}`;
}
