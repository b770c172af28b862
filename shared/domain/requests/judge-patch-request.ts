import { approvedValues, type Catalogue, type CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import { REASONS, type Reason } from '../reporting/reasons.ts';
import { type Guess, guessMeant } from '../tagging/doctor.ts';
import { judgeTag } from '../tagging/judge-tag.ts';
import { emergencyWindow } from '../window/emergency.ts';
import { type Hold, heldAccounts, sayScope } from '../window/hold.ts';
import { type Answer, type Refused, refused } from './answer.ts';
import type { Asker, PatchIntent } from './intent.ts';
import { refuseAsker } from './refuse-asker.ts';
import { type Conflict, conflictWith, type SurroundingWindow } from './surrounding-windows.ts';

export interface PatchRequestInput {
  readonly now: Date;
  readonly intent: PatchIntent;
  readonly asker: Asker;
  readonly catalogue: Extract<Catalogue, { kind: 'read' }>;
  readonly holds: readonly Hold[];
  /** Those of the schedule, its own and those out of turn. */
  readonly windows: readonly SurroundingWindow[];
  /** Where the last window of the schedule saw nodes; absent if there was none. */
  readonly seenAccounts: readonly string[] | undefined;
  readonly minimumGapHours: number;
}

/**
 * Decides whether a request to patch now opens a window out of turn.
 *
 *   R1. Nothing opens for somebody whom AWS does not vouch for, or for a request that was long on its way.
 *   R2. Only a schedule in force whose entry can be read, and that installs, is patched (P5).
 *   R3. A hold on everything, on the schedule or on every account that is asked for refuses it (P1).
 *   R4. So does another window of the schedule that runs, ran too short a time ago, or opens too soon (P2).
 */
export function judgePatchRequest(input: PatchRequestInput): Answer {
  const unfit = refuseAsker(input);
  if (unfit !== undefined) return unfit; // R1
  const entry = entryOf(input);
  if (entry.kind === 'refused') return entry; // R2
  const held = refuseHeld(input);
  if (held !== undefined) return held; // R3

  const { intent, now, holds, windows, minimumGapHours, seenAccounts = intent.accounts } = input;
  const window = emergencyWindow(entry.entry, { requestId: intent.requestId, admittedAt: intent.at });
  const conflict = conflictWith({ now, closesAt: window.closesAt }, windows, minimumGapHours);
  if (conflict !== undefined) return refuseConflict(conflict, minimumGapHours); // R4

  return {
    kind: 'admitted',
    window,
    heldAccounts: intent.accounts.filter((account) => heldAccounts(holds).has(account)),
    unseenAccounts: intent.accounts.filter((account) => !seenAccounts.includes(account)),
  };
}

function entryOf({
  intent: { schedule },
  catalogue,
}: PatchRequestInput): Refused | { readonly kind: 'entry'; readonly entry: CatalogueEntry } {
  const verdict = judgeTag(schedule, approvedValues(catalogue));
  switch (verdict.kind) {
    case 'reserved':
      return refused(
        'reserved-value',
        `${schedule} is no schedule: its nodes are not patched in place.`,
        'Ask for a schedule that is in force.',
      );
    case 'malformed':
      return refused(
        'unknown-schedule',
        verdict.problem,
        `Ask for a schedule that is in force${say(verdict.nearest)}.`,
      );
    case 'missing':
    case 'not-approved': {
      const nearest = guessMeant(schedule, approvedValues(catalogue));
      return refused(
        'unknown-schedule',
        `${schedule} is not in force.`,
        `Ask for a schedule that is in force${say(nearest)}.`,
      );
    }
    case 'approved':
      return entryInForce(schedule, catalogue);
  }
}

function entryInForce(schedule: string, { entries, problems }: PatchRequestInput['catalogue']) {
  const entry = entries.find(({ value }) => value === schedule);
  if (entry === undefined) {
    const why = problems.find(({ value }) => value === schedule)?.reason;
    return refused('entry-refused', `The entry of ${schedule} cannot be read: ${why}.`, 'Correct it, and ask again.');
  }
  if (entry.operation === 'Scan') {
    const next = 'Ask for a schedule that installs, or patch the nodes by hand.';
    return refused('scan-only', `${schedule} only scans, so that its windows install nothing.`, next);
  }
  return { kind: 'entry', entry } as const;
}

function refuseHeld({ intent, holds }: PatchRequestInput): Refused | undefined {
  const wide = holds.find(
    ({ scope }) => scope.kind === 'all' || (scope.kind === 'schedule' && scope.schedule === intent.schedule),
  );
  if (wide !== undefined) return refuseHold(wide);
  const held = heldAccounts(holds);
  if (intent.accounts.length === 0 || !intent.accounts.every((account) => held.has(account))) return undefined;
  const hold = holds.find(({ scope }) => scope.kind === 'account' && intent.accounts.includes(scope.account));
  return hold && refuseHold(hold);
}

function refuseHold({ scope, by, reason }: Hold): Refused {
  const next = `Release it first: npx patchplane release ${sayScope(scope)} --reason "…".`;
  return refused('held', `${by} holds ${sayScope(scope)}: ${JSON.stringify(reason)}.`, next);
}

function refuseConflict(conflict: Conflict, minimumGapHours: number): Refused {
  const { window, waitingFor } = conflict.of;
  const gap = `${minimumGapHours} hours are to lie between two runs on the same nodes`;
  switch (conflict.kind) {
    case 'running':
      return refuseRunning(window.id, waitingFor);
    case 'minimum-gap':
      return refused(
        'minimum-gap',
        `Window ${window.id} is barely over, and ${gap}.`,
        `Ask again after ${conflict.until.toISOString()}.`,
      );
    case 'opens-soon':
      return refused(
        'opens-soon',
        `Window ${window.id} opens at ${window.opensAt.toISOString()}, and ${gap}.`,
        'That window patches the same nodes: wait for it.',
      );
  }
}

function refuseRunning(id: string, waitingFor: Reason | undefined): Refused {
  if (waitingFor === undefined) {
    return refused('running', `Window ${id} patches the same nodes now.`, 'Wait for its digest.');
  }
  const next = `See what it waits for; npx patchplane release ${id} --reason "…" lets it pass what a person may decide.`;
  return refused('running', `Window ${id} is due and waits. ${REASONS[waitingFor]}`, next);
}

function say(nearest: Guess): string {
  return nearest.kind === 'meant' ? `, such as ${nearest.value}` : '';
}
