import type { CatalogueEntry, CatalogueProblem } from '../domain/catalogue/catalogue-entry.ts';
import { byCause, type Cause, needsAttention, ownersToTell } from '../domain/reporting/by-cause.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { REASONS, type Reason } from '../domain/reporting/reasons.ts';
import type { Window } from '../domain/schedule/window.ts';
import type { JudgedNode } from '../domain/window/judge-cell.ts';
import type { Cell } from '../domain/window/node.ts';
import { VERDICTS, type VerdictCounts } from '../domain/window/verdict.ts';
import { sayCount, sayInstant } from './say.ts';

/** What every notice about a window knows of it. */
export interface WindowFacts {
  readonly window: Window;
  readonly entry: CatalogueEntry;
  readonly nextOpensAt: Date | undefined;
}

/** Nodes named in a line of a digest; the ledger and the report have them all. */
const NODES_NAMED_MAX = 6;
/** SNS filter policies look into a list; a message's attributes count toward its 256 KB. */
const OWNERS_MAX = 50;

/** The digest of a window whose verdicts are final: one message by cause, never one a node. */
export function windowFinalNotice(
  facts: WindowFacts,
  { nodes, counts, openedAt }: { nodes: readonly JudgedNode[]; counts: VerdictCounts; openedAt: Date | undefined },
): Notice {
  const { window, entry } = facts;
  const roster = nodes.length;
  const bad = byCause(nodes).filter(({ verdict }) => needsAttention(verdict));
  return {
    key: `window-final#${window.id}`,
    kind: 'window-final',
    severity: bad.length === 0 ? 'info' : 'warning',
    subject: `Window ${window.id}: ${tally(counts, roster)}`,
    happened: [
      `Window ${window.id} (${entry.environment}, ${entry.owner}) is final. ${sayRoster(counts, roster)}`,
      ...lateness(facts, openedAt),
    ].join(' '),
    details: bad.map(sayCause),
    next: [...nextWindow(facts), ...advice(bad, window)],
    about: aboutWindow(facts, ownersToTell(nodes)),
  };
}

export function windowMissedNotice(
  facts: WindowFacts,
  { nodes, reason, unread }: { nodes: readonly JudgedNode[]; reason: Reason; unread: string | undefined },
): Notice {
  const { window, entry } = facts;
  const owed = unread === undefined ? `${sayCount(nodes.length, 'node')} not patched` : 'its nodes are unknown';
  return {
    key: `window-missed#${window.id}`,
    kind: 'window-missed',
    severity: 'critical',
    subject: `MISSED window ${window.id}: ${owed} (${reason})`,
    happened: `Window ${window.id} (${entry.environment}, ${entry.owner}) was missed, and nothing was patched in it. ${REASONS[reason]} It should have opened on ${sayInstant(window.opensAt, entry.zone)}; its cutoff was ${sayInstant(window.cutoffAt, entry.zone)}.`,
    details: [
      ...byCause(nodes).map(sayCause),
      ...(unread === undefined ? [] : [`The nodes that the window owed could not be read: AWS answered ${unread}`]),
    ],
    next: [...nextWindow(facts), 'If that is too late, patch the nodes by hand.'],
    about: aboutWindow(facts, ownersToTell(nodes)),
  };
}

/** A window that should be open and cannot be: it waits, and says for what. */
export function windowWaitingNotice(
  facts: WindowFacts,
  { reason, refusal }: { reason: Reason; refusal: string },
): Notice {
  const { window, entry } = facts;
  return {
    key: `window-waiting#${window.id}#${reason}`,
    kind: 'window-waiting',
    severity: 'critical',
    subject: `Window ${window.id} cannot open (${reason})`,
    happened: `Window ${window.id} (${entry.environment}, ${entry.owner}) should have opened on ${sayInstant(window.opensAt, entry.zone)} and cannot. ${REASONS[reason]}`,
    details: [`AWS answered ${refusal}`],
    next: [
      `Patchplane tries again every five minutes. If it cannot open shortly before its cutoff, ${sayInstant(window.cutoffAt, entry.zone)}, it is missed, and you are told.`,
    ],
    about: aboutWindow(facts, []),
  };
}

export function cellUnreadNotice(facts: WindowFacts, { account, region }: Cell, reason: string): Notice {
  const { window } = facts;
  return {
    key: `cell-unread#${window.id}#${account}#${region}`,
    kind: 'cell-unread',
    severity: 'critical',
    subject: `Window ${window.id}: account ${account} in ${region} cannot be read`,
    happened: `What window ${window.id} has come to in account ${account}, ${region}, could not be read. Patching there may go on; other accounts and Regions are not affected.`,
    details: [`AWS answered ${reason}`],
    next: [
      'See why the role Patchplane-Read is refused there.',
      `Patchplane tries again. Nodes of which it still knows nothing when window ${window.id} is final are reported as missed.`,
    ],
    about: { ...aboutWindow(facts, []), account, region },
  };
}

/** A hybrid cell whose nodes could not be listed when the window opened: they are not on its roster. */
export function hybridNodesUnreadNotice(facts: WindowFacts, { account, region }: Cell, reason: string): Notice {
  const { window } = facts;
  return {
    key: `hybrid-unread#${window.id}#${account}#${region}`,
    kind: 'cell-unread',
    severity: 'critical',
    subject: `Window ${window.id}: hybrid nodes in account ${account}, ${region}, are unknown`,
    happened: `Window ${window.id} opens without the hybrid nodes of account ${account} in ${region}, because they could not be listed. All other nodes are patched as planned.`,
    details: [`AWS answered ${reason}`],
    next: [
      'See why the role Patchplane-Read is refused there.',
      'Hybrid nodes that the run reaches all the same are counted; the others wait for the next window of their schedule.',
    ],
    about: { ...aboutWindow(facts, []), account, region },
  };
}

/** What has not begun could not be stopped: an install may begin after the cutoff (P1). */
export function cutoffRefusedNotice(facts: WindowFacts, { account, region }: Cell, reason: string): Notice {
  const { window, entry } = facts;
  return {
    key: `cutoff-refused#${window.id}#${account}#${region}`,
    kind: 'cutoff-refused',
    severity: 'critical',
    subject: `Window ${window.id}: installs in account ${account}, ${region}, may begin too late`,
    happened: `The cutoff of window ${window.id} is ${sayInstant(window.cutoffAt, entry.zone)}. What has not begun in account ${account} in ${region} should be stopped by then, and AWS refuses to stop it.`,
    details: [`AWS answered ${reason}`],
    next: [
      `Cancel the commands with the comment ${window.id} in that account and Region, if nothing may begin there now.`,
      'Patchplane tries again every five minutes.',
    ],
    about: { ...aboutWindow(facts, []), account, region },
  };
}

/** The whole catalogue is unread: nothing new opens until it can be read again. */
export function catalogueUnreadNotice(reason: string, lastReadAt: Date | undefined): Notice {
  const since = lastReadAt?.toISOString() ?? 'never';
  return {
    key: `catalogue-unread#${since}`,
    kind: 'catalogue-problem',
    severity: 'critical',
    subject: 'The schedule catalogue cannot be read: no window opens',
    happened: `The schedules or the settings in Parameter Store could not be read${lastReadAt === undefined ? '' : `; they were last read at ${since}`}. No new window opens; windows that are open go on.`,
    details: [reason],
    next: [
      'Patchplane tries again every five minutes. Windows that can still begin before their cutoff then open late; the others are reported as missed.',
    ],
    about: {},
  };
}

export function catalogueProblemNotice({ value, version, reason }: CatalogueProblem): Notice {
  return {
    key: `catalogue-entry#${value}#${version}`,
    kind: 'catalogue-problem',
    severity: 'critical',
    subject: `Schedule ${value} is out of force: its catalogue entry is refused`,
    happened: `Version ${version} of the catalogue entry ${value} cannot be taken into force. Its windows do not open; the other entries are not affected.`,
    details: [reason],
    next: [
      `Correct the parameter of ${value} and label the new version in-force. A window that has not passed its cutoff by then opens late; another is reported as missed.`,
    ],
    about: { schedule: value },
  };
}

function tally(counts: VerdictCounts, roster: number): string {
  if (roster === 0) return 'no node carries this schedule';
  const said = VERDICTS.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${kind}`);
  return counts.patched === roster && roster > 1 ? `all ${roster} patched` : said.join(', ');
}

function sayRoster(counts: VerdictCounts, roster: number): string {
  if (roster === 0) return 'No node carries its schedule.';
  return `Of the ${sayCount(roster, 'node')} that it owed a patch: ${tally(counts, roster)}.`;
}

function lateness({ window, entry }: WindowFacts, openedAt: Date | undefined): string[] {
  if (openedAt === undefined) return [];
  const minutes = Math.round((openedAt.getTime() - window.opensAt.getTime()) / 60_000);
  return minutes > LATE_MINUTES ? [`It opened ${minutes} minutes late, on ${sayInstant(openedAt, entry.zone)}.`] : [];
}

/** Sweeps come every five minutes, so this much is on time. */
const LATE_MINUTES = 5;

function sayCause({ verdict, reason, nodes }: Cause): string {
  const named = nodes.slice(0, NODES_NAMED_MAX).map(sayNode);
  const more = nodes.length > NODES_NAMED_MAX ? [`and ${nodes.length - NODES_NAMED_MAX} more`] : [];
  return `${nodes.length} ${verdict} (${reason}): ${REASONS[reason]} Nodes: ${[...named, ...more].join('; ')}.`;
}

function sayNode({ id, name, account, region, owner }: JudgedNode): string {
  return `${name === undefined ? '' : `${name} `}${id} in ${account} ${region}${owner === undefined ? '' : ` (${owner})`}`;
}

function nextWindow({ window, entry, nextOpensAt }: WindowFacts): string[] {
  return nextOpensAt === undefined
    ? []
    : [`The next window of ${window.schedule} opens on ${sayInstant(nextOpensAt, entry.zone)}.`];
}

function advice(bad: readonly Cause[], window: Window): string[] {
  const commandRan = bad.some(({ verdict }) => verdict === 'failed');
  const reboots = bad.some(({ verdict }) => verdict === 'pending-reboot');
  return [
    ...(commandRan ? [`The output of the commands is in the output bucket under run-command/${window.id}/.`] : []),
    ...(reboots ? ['Nodes that wait for a reboot stay non-compliant until they are rebooted and scanned.'] : []),
  ];
}

function aboutWindow({ window, entry }: WindowFacts, owners: readonly string[]): Notice['about'] {
  return {
    window: window.id,
    schedule: window.schedule,
    environment: entry.environment,
    owners: owners.slice(0, OWNERS_MAX),
  };
}
