import type { CatalogueEntry } from '../domain/catalogue/catalogue-entry.ts';
import { byCause, type Cause, needsAttention, ownersToTell } from '../domain/reporting/by-cause.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { REASONS, type Reason } from '../domain/reporting/reasons.ts';
import type { Window } from '../domain/schedule/window.ts';
import type { JudgedNode } from '../domain/window/judge-cell.ts';
import { MAKE_UPS_LOOKED_AT_MAX } from '../domain/window/make-up.ts';
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
  const causes = byCause(nodes);
  const bad = causes.filter(({ verdict }) => needsAttention(verdict));
  const skipped = causes.filter(({ verdict }) => verdict === 'skipped');
  return {
    key: `window-final#${window.id}`,
    kind: 'window-final',
    severity: [...bad, ...skipped].every(({ reason }) => WANTED.has(reason)) ? 'info' : 'warning',
    subject: `Window ${window.id}: ${tally(counts, roster)}`,
    happened: [
      `Window ${window.id} (${entry.environment}, ${entry.owner}) is final. ${sayRoster(counts, roster)}`,
      ...lateness(facts, openedAt),
    ].join(' '),
    details: [...bad, ...skipped].map(sayCause),
    next: [...nextWindow(facts), ...advice(bad, window)],
    about: aboutWindow(facts, ownersToTell(nodes)),
    incident: bad.some(({ verdict }) => verdict === 'failed' || verdict === 'missed'),
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
    details: [...byCause(nodes).map(sayCause), ...sayUnread(unread)],
    next: [...nextWindow(facts), 'If that is too late, patch the nodes by hand.'],
    about: aboutWindow(facts, ownersToTell(nodes)),
    incident: true,
  };
}

/** A freeze has taken the window: nothing ran in it, as was wanted, and another one makes up for it. */
export function windowSkippedNotice(
  facts: WindowFacts,
  {
    nodes,
    waitsFor,
    makeUpOpensAt,
    unread,
  }: {
    nodes: readonly JudgedNode[];
    /** Which freeze, in a sentence. */
    waitsFor: string;
    makeUpOpensAt: Date | undefined;
    unread: string | undefined;
  },
): Notice {
  const { window, entry } = facts;
  return {
    key: `window-skipped#${window.id}`,
    kind: 'window-skipped',
    severity: makeUpOpensAt === undefined ? 'critical' : 'warning',
    subject: `Window ${window.id} is skipped (frozen)`,
    happened: `Window ${window.id} (${entry.environment}, ${entry.owner}) is skipped, and nothing is patched in it. ${waitsFor} It should have opened on ${sayInstant(window.opensAt, entry.zone)}.`,
    details: [...byCause(nodes).map(sayCause), ...sayUnread(unread)],
    next: [
      makeUpOpensAt === undefined
        ? `None of the next ${MAKE_UPS_LOOKED_AT_MAX} windows of ${window.schedule} is known to be free of freezes: find a slot for its nodes.`
        : `The window of ${window.schedule} that opens on ${sayInstant(makeUpOpensAt, entry.zone)} makes up for it.`,
    ],
    about: aboutWindow(facts, ownersToTell(nodes)),
  };
}

/** Reasons for which nothing is installed because somebody has set it so. */
const WANTED: ReadonlySet<Reason> = new Set(['scanned', 'mode-observe', 'mode-scan']);

function sayUnread(unread: string | undefined): string[] {
  return unread === undefined ? [] : [`The nodes that the window owed could not be read: AWS answered ${unread}`];
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

export function aboutWindow({ window, entry }: WindowFacts, owners: readonly string[]): Notice['about'] {
  return {
    window: window.id,
    schedule: window.schedule,
    environment: entry.environment,
    owners: owners.slice(0, OWNERS_MAX),
  };
}
