import type { Notice } from '../domain/reporting/notice.ts';
import type { Window } from '../domain/schedule/window.ts';
import { beganAt, type Invocation } from '../domain/window/evidence.ts';
import type { ForeignRun } from '../domain/window/foreign-run.ts';
import type { Cell } from '../domain/window/node.ts';
import { sayCount, sayInstant } from './say.ts';
import { aboutWindow, type WindowFacts } from './window-notices.ts';

/** A cell that could not be looked at: what it came to is unknown for the time being. */
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

/**
 * A hybrid cell whose nodes could not be listed when a window opened: they are not on its roster. It is the same trouble
 * for every window that opens meanwhile, so it is told once a day.
 */
export function hybridNodesUnreadNotice(
  { account, region }: Cell,
  { reason, window, now }: { readonly reason: string; readonly window: Window; readonly now: Date },
): Notice {
  return {
    key: `hybrid-unread#${account}#${region}#${now.toISOString().slice(0, 10)}`,
    kind: 'cell-unread',
    severity: 'critical',
    subject: `Hybrid nodes in account ${account}, ${region}, are unknown`,
    happened: `Windows open without the hybrid nodes of account ${account} in ${region}, because they cannot be listed; the first of this day (UTC) is ${window.id}. All other nodes are patched as planned.`,
    details: [`AWS answered ${reason}`],
    next: [
      'See why the role Patchplane-Read is refused there.',
      'Hybrid nodes that a run reaches all the same are counted; the others wait for the next window of their schedule. If they still cannot be listed tomorrow, you are told again.',
    ],
    about: { account, region },
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

/** Installs began at or after the cutoff, or the stop before it, when none may (P1). `key` says on which nodes. */
export function lateInstallNotice(
  facts: WindowFacts,
  { account, region }: Cell,
  { late, from, key }: { readonly late: readonly Invocation[]; readonly from: Date; readonly key: string },
): Notice {
  const { window, entry } = facts;
  const limit = from < window.cutoffAt ? `run of window ${window.id} was stopped` : `cutoff of window ${window.id} was`;
  return {
    key: `late-install#${window.id}#${account}#${region}#${key}`,
    kind: 'late-install',
    severity: 'critical',
    incident: true,
    subject: `INCIDENT ${window.id}: installs that began too late in ${account}, ${region}`,
    happened: `The ${limit} on ${sayInstant(from, entry.zone)}. In account ${account}, ${region}, ${sayCount(late.length, 'install')} of its run began then or later, which must never be.`,
    details: late.map((invocation) => {
      const { nodeId, commandId, status } = invocation;
      return `${nodeId}: began on ${sayInstant(beganAt(invocation), entry.zone)} by command ${commandId}, ${status} when it was looked at`;
    }),
    next: [
      `Look at the nodes now, and tell their owners. Cancel the commands with the comment ${window.id} in that account and Region, if any is still running and may be broken off.`,
      'Find out what began it: read when the automation execution was stopped, and whether a notice said that AWS refused to stop it.',
    ],
    about: { ...aboutWindow(facts, []), account, region },
  };
}

/** A run in the hub that should begin nothing more, and cannot be told so. */
export function runStopRefusedNotice(facts: WindowFacts, executionId: string, reason: string): Notice {
  const { window, entry } = facts;
  return {
    key: `cutoff-refused#${window.id}#${executionId}`,
    kind: 'cutoff-refused',
    severity: 'critical',
    subject: `Window ${window.id}: its run may begin in further cells too late`,
    happened: `The cutoff of window ${window.id} is ${sayInstant(window.cutoffAt, entry.zone)}. Its run should begin in no further account and Region by then, and AWS refuses to stop it.`,
    details: [`Automation execution ${executionId}: AWS answered ${reason}`],
    next: [
      'Stop the execution by hand with type Complete, if nothing may begin now.',
      'Patchplane tries again every five minutes.',
    ],
    about: aboutWindow(facts, []),
  };
}

/** A status that Patchplane does not know: nothing is concluded from it, and somebody must teach it. */
export function unknownStatusNotice(
  facts: WindowFacts,
  { account, region }: Cell,
  {
    status,
    commandId,
    nodeId,
  }: { readonly status: string; readonly commandId: string; readonly nodeId?: string | undefined },
): Notice {
  return {
    key: `unknown-status#${status}`,
    kind: 'unknown-status',
    severity: 'warning',
    subject: `Run Command reports a status that is not known: ${status.slice(0, STATUS_LENGTH_MAX)}`,
    happened: `Run Command reports the status ${status}, which Patchplane does not know. It takes it neither for success nor for the end of a command: a node under it waits, and has failed (unknown-status) if it still does when the window is final.`,
    details: [
      `First seen in window ${facts.window.id}, account ${account}, ${region}: command ${commandId}${nodeId === undefined ? '' : `, node ${nodeId}`}`,
    ],
    next: ['Read in the documentation of Run Command what the status means, and have Patchplane learn it.'],
    about: { ...aboutWindow(facts, []), account, region },
  };
}

const STATUS_LENGTH_MAX = 40;

/** Somebody else patches or scans in the same place at the same time. */
export function foreignRunNotice(facts: WindowFacts, { account, region }: Cell, runs: readonly ForeignRun[]): Notice {
  const { window, entry } = facts;
  return {
    key: `foreign-run#${window.id}#${account}#${region}`,
    kind: 'foreign-run',
    severity: 'warning',
    subject: `Window ${window.id}: others run patch commands in ${account}, ${region}`,
    happened: `While window ${window.id} was open, ${sayCount(runs.length, 'patch command')} that Patchplane did not send ran in account ${account}, ${region}. Two patch commands on one node get in each other's way, and each scan writes over the evidence of the other.`,
    details: runs
      .slice(0, RUNS_NAMED_MAX)
      .map(
        ({ commandId, document, operation, requestedAt, comment }) =>
          `${document} ${operation}, command ${commandId}, requested on ${sayInstant(requestedAt, entry.zone)}${comment === '' ? '' : `, comment "${comment}"`}`,
      ),
    next: [
      'Find out who sends it: a Quick Setup patch policy, a maintenance window or a person. Patch by one of them or by Patchplane, not by both.',
    ],
    about: { ...aboutWindow(facts, []), account, region },
  };
}

const RUNS_NAMED_MAX = 10;
