/** What people are told of a window that is not open yet, or that is kept from going on. */
import type { Notice } from '../domain/reporting/notice.ts';
import { REASONS, type Reason } from '../domain/reporting/reasons.ts';
import type { Stop } from '../domain/window/decide-stop.ts';
import { lastStartAt } from '../domain/window/decide-windows.ts';
import type { Cell } from '../domain/window/node.ts';
import { sayCount, sayInstant } from './say.ts';
import { aboutWindow, type WindowFacts } from './window-notices.ts';

/** What a window that should be open waits for. */
export interface Waiting {
  readonly reason: Reason;
  /** One sentence, with the names and numbers. */
  readonly waitsFor: string;
  /** When that ends by itself, where it is known. */
  readonly until?: Date | undefined;
  /** It is open already: other runs of it have begun. */
  readonly inPart?: boolean;
  /** What `patchplane release` takes to end it, where that can: such as `schedule 22FRI`. */
  readonly releasedBy?: string | undefined;
}

/** Reasons that a plan, a person or a calendar has set: the window waits as it should. */
const FORESEEN: ReadonlySet<Reason> = new Set(['held', 'frozen', 'minimum-gap', 'ring-soaking', 'ring-not-final']);

export function windowWaitingNotice(
  facts: WindowFacts,
  { reason, waitsFor, until, releasedBy, inPart = false }: Waiting,
): Notice {
  const { window, entry } = facts;
  return {
    key: `window-waiting#${window.id}#${reason}`,
    kind: 'window-waiting',
    severity: FORESEEN.has(reason) ? 'warning' : 'critical',
    subject: inPart ? `Window ${window.id}: a run of it waits (${reason})` : `Window ${window.id} waits (${reason})`,
    happened: inPart
      ? `Window ${window.id} (${entry.environment}, ${entry.owner}) is open, and one of its runs has not begun. ${REASONS[reason]}`
      : `Window ${window.id} (${entry.environment}, ${entry.owner}) should open on ${sayInstant(window.opensAt, entry.zone)} and waits. ${REASONS[reason]}`,
    details: [waitsFor],
    next: [
      ...(until === undefined ? [] : [`By itself this ends on ${sayInstant(until, entry.zone)}.`]),
      ...(releasedBy === undefined
        ? []
        : [`To end it now: npx patchplane release ${releasedBy} --reason "why it is safe"`]),
      `Patchplane looks again every five minutes. If the ${inPart ? 'run cannot begin' : 'window cannot open'} before ${sayInstant(lastStartAt(window), entry.zone)}, ${inPart ? 'its nodes are' : 'it is'} missed, and you are told.`,
    ],
    about: aboutWindow(facts, []),
  };
}

/** Cells that the inventory does not show as it should: the run goes there all the same. */
export function staleCellsNotice(
  facts: WindowFacts,
  {
    vanished,
    stale,
    unread,
  }: {
    readonly vanished: readonly Cell[];
    readonly stale: readonly (Cell & { readonly reason: string })[];
    /** AWS's refusal to say which cells are stale. */
    readonly unread: string | undefined;
  },
): Notice {
  const { window } = facts;
  const count = vanished.length + stale.length;
  const what = unread === undefined ? sayCount(count, 'cell') : 'cells';
  return {
    key: `cell-stale#${window.id}`,
    kind: 'cell-stale',
    severity: 'warning',
    subject: `Window ${window.id}: the inventory of ${what} is old or gone`,
    happened: `Window ${window.id} opens, and the organization's inventory does not show all accounts and Regions as they are. The run goes to every one in which the schedule had nodes the last time; the tags there say who is patched.`,
    details: [
      ...vanished.map(
        ({ account, region }) =>
          `${account} ${region}: had nodes of ${window.schedule} the last time, and none is shown now`,
      ),
      ...stale.map(({ account, region, reason }) => `${account} ${region}: AWS Config says ${reason}`),
      ...(unread === undefined
        ? []
        : [`Which accounts and Regions are old is not known: AWS Config answered ${unread}`]),
    ],
    next: [
      'See that AWS Config records and aggregates in these accounts and Regions.',
      'Nodes of the last time that the run does not reach are reported as missed (not-in-inventory).',
    ],
    about: aboutWindow(facts, []),
  };
}

/** Cells of which nobody could say when they were scanned: they are scanned instead of patched. */
export function scansUnreadNotice(
  facts: WindowFacts,
  refused: readonly (Cell & { readonly reason: string })[],
): Notice {
  const { window } = facts;
  return {
    key: `scans-unread#${window.id}`,
    kind: 'cell-unread',
    severity: 'critical',
    subject: `Window ${window.id}: scans of ${sayCount(refused.length, 'cell')} cannot be read`,
    happened: `Window ${window.id} installs only where a node was scanned not long ago. Where that could not be read, it scans in place of installing.`,
    details: refused.map(({ account, region, reason }) => `${account} ${region}: AWS answered ${reason}`),
    next: [
      'See why the role Patchplane-Read is refused there.',
      'What was only scanned waits for the next window of its schedule, or patch it now: npx patchplane patch-now.',
    ],
    about: aboutWindow(facts, []),
  };
}

/** An operator or a calendar has stopped a window that was under way, in all of its cells or in those of an account. */
export function windowStoppedNotice(
  facts: WindowFacts,
  { stop, why, account }: { readonly stop: Stop; readonly why: string; readonly account: string | undefined },
): Notice {
  const { window, entry } = facts;
  const where = account === undefined ? '' : ` in account ${account}`;
  const what = stop.cancelRunning ? 'cancelled' : 'none';
  return {
    key: `window-stopped#${[window.id, stop.reason, what, ...(account === undefined ? [] : [account])].join('#')}`,
    kind: 'window-stopped',
    severity: 'warning',
    subject: `Window ${window.id} is stopped${where} (${stop.reason})`,
    happened: `Window ${window.id} (${entry.environment}, ${entry.owner}) was open, and begins nothing more${where}. ${REASONS[stop.reason === 'frozen' ? 'frozen' : 'held']}`,
    details: [why],
    next: [
      stop.cancelRunning
        ? 'What runs on nodes is cancelled; look at those that were in the middle of it.'
        : 'What runs on nodes comes to its end.',
      'It does not go on when that ends. Its other nodes are missed in this window.',
    ],
    about: { ...aboutWindow(facts, []), ...(account !== undefined && { account }) },
  };
}

/** A run was still in the queue when it had to be over: it began nowhere. */
export function runCancelledNotice(
  facts: WindowFacts,
  { executionId, cells, reason }: { executionId: string; cells: readonly Cell[]; reason: Reason },
): Notice {
  const { window } = facts;
  return {
    key: `run-cancelled#${window.id}#${executionId}`,
    kind: 'run-cancelled',
    severity: 'critical',
    subject: `Window ${window.id}: a run for ${sayCount(cells.length, 'cell')} never began (${reason})`,
    happened: `A run of window ${window.id} was still waiting in the queue of Systems Manager, and is cancelled: it is too late to begin. ${REASONS[reason]}`,
    details: [
      `Automation execution ${executionId}`,
      ...cells.map(({ account, region }) => `${account} ${region}: its nodes are missed`),
    ],
    next: [
      'See what fills the queue of automations in the hub: many windows at one time, or runs of others.',
      'Spread the schedules over more hours, or have AWS raise the number of concurrent automations.',
    ],
    about: aboutWindow(facts, []),
  };
}

/** Nobody can say whether a run of a window that has to stop ever began: it is taken as begun. */
export function runUnclearNotice(
  facts: WindowFacts,
  { cells, waitsFor }: { readonly cells: readonly Cell[]; readonly waitsFor: string },
): Notice {
  const { window } = facts;
  const [first] = cells;
  return {
    key: `cutoff-refused#${window.id}#unseen#${first?.account}#${first?.region}`,
    kind: 'cutoff-refused',
    severity: 'critical',
    incident: true,
    subject: `Window ${window.id}: a run for ${sayCount(cells.length, 'cell')} may have begun unseen`,
    happened: `Nothing more may begin in window ${window.id}, and Systems Manager does not say whether one of its runs has begun. It cannot be stopped as a whole; each of its accounts and Regions is looked at, and what has not begun there is stopped.`,
    details: [waitsFor, ...cells.map(({ account, region }) => `${account} ${region}`)],
    next: [
      `Look in the hub for an automation execution that carries the tag patchplane:window = ${window.id}, and stop it by hand if it runs.`,
      'Patchplane looks again every five minutes.',
    ],
    about: aboutWindow(facts, []),
  };
}

/** Rows of a window are not what was stored: nothing is decided on them. It is told every day while it lasts. */
export function windowUnreadableNotice({ key, reason }: { key: string; reason: string }, now: Date): Notice {
  return {
    key: `window-unreadable#${key}#${now.toISOString().slice(0, 10)}`,
    kind: 'window-unreadable',
    severity: 'critical',
    subject: `The ledger's rows ${key} cannot be read`,
    happened: `The rows ${key} of the ledger are not what Patchplane has stored there, so the window is left alone: it neither opens nor closes, and what runs is not watched. No other window is affected.`,
    details: [reason],
    next: [
      'See who has changed the row, and put it right: the ledger keeps its history for 35 days (point-in-time recovery).',
      'What should not go on there can be stopped by hand: the executions carry the tag patchplane:window.',
    ],
    about: {},
    incident: true,
  };
}
