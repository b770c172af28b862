import { approvedValues, type Catalogue, type CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { Reason } from '../reporting/reasons.ts';
import type { Window } from '../schedule/window.ts';
import { judgeTag } from '../tagging/judge-tag.ts';
import { inScope } from '../window/emergency.ts';
import { type Modes, modeOf } from '../window/mode.ts';
import type { Cell } from '../window/node.ts';
import type { VerdictKind } from '../window/verdict.ts';
import { conflictWith, counts, hoursFrom, nextOpening, overAt, type SurroundingWindow } from './surrounding-windows.ts';

/** AWS says that a node lacks patches. */
export interface NoncompliantNode extends Cell {
  readonly id: string;
  /** Its live tag. */
  readonly value: string | undefined;
  /** Of its gravest missing patch, as AWS counts; unknown where the Config rule speaks. */
  readonly severity: string | undefined;
  /** The baseline that was asked. */
  readonly baselineId: string | undefined;
}

/** What the ledger holds of the node in the last window that ran it. */
export interface LastVerdict {
  readonly window: Window;
  readonly kind: VerdictKind;
  readonly reason: Reason;
  /** The baseline that our run used. */
  readonly baselineId?: string | undefined;
  readonly rebootDueAt?: Date | undefined;
}

export interface NoncompliancePolicy {
  readonly urgentSeverities: readonly string[];
  readonly productionEnvironments: readonly string[];
  readonly modes: Modes;
  readonly graceMinutes: number;
  readonly minimumGapHours: number;
  readonly rebootDeadlineHours: number;
}

export interface NoncomplianceInput {
  readonly now: Date;
  readonly node: NoncompliantNode;
  readonly catalogue: Extract<Catalogue, { kind: 'read' }>;
  /** Those of its schedule. */
  readonly windows: readonly SurroundingWindow[];
  readonly last: LastVerdict | undefined;
  readonly policy: NoncompliancePolicy;
}

export type NoncomplianceDecision =
  /** A window is at it, or has just been: what AWS says of the node will change, or is known. Nobody is told. */
  | {
      readonly kind: 'covered';
      readonly because: 'in-window' | 'just-closed' | 'awaits-reboot';
      readonly window: string;
    }
  /** It is not urgent: its schedule sees to it. Nobody is told. */
  | { readonly kind: 'next-window'; readonly opensAt: Date | undefined }
  /** Patch now: a request for its schedule, in its account and Region. */
  | { readonly kind: 'urgent'; readonly entry: CatalogueEntry }
  | { readonly kind: 'alert'; readonly cause: AlertCause; readonly nextOpensAt?: Date | undefined };

export const ALERT_CAUSES = [
  'no-schedule',
  'refused-schedule',
  'exempt',
  'immutable',
  'entry-refused',
  'production',
  'scan-only',
  'not-in-install-mode',
  'other-baseline',
  'still-lacking',
  'busy-elsewhere',
] as const;

export type AlertCause = (typeof ALERT_CAUSES)[number];

/**
 * Answers a node that lacks patches.
 *
 *   N1. A node that no window patches is a person's affair; an approved exception is one only where it is urgent.
 *   N2. In a window that installs on it, and for a grace after it, AWS's word is about to change: after an install without
 *       a reboot the node stays non-compliant until it is rebooted and scanned, which has a deadline and an alert of its
 *       own. A window that only scans changes nothing: it may be what brought AWS's word about.
 *   N3. What is not urgent waits for the next window. A rule of AWS Config names no severity.
 *   N4. Production is patched out of turn by people alone.
 *   N5. Another patcher's scan by another baseline says nothing of ours: no run of ours would cure it.
 *   N6. Nothing is asked for that would be refused or do nothing.
 */
export function judgeNoncompliance(input: NoncomplianceInput): NoncomplianceDecision {
  const { node, catalogue } = input;
  const urgent = node.severity !== undefined && input.policy.urgentSeverities.includes(node.severity);
  const verdict = judgeTag(node.value, approvedValues(catalogue));
  switch (verdict.kind) {
    case 'missing':
      return { kind: 'alert', cause: 'no-schedule' };
    case 'malformed':
    case 'not-approved':
      return { kind: 'alert', cause: 'refused-schedule' };
    case 'reserved': {
      const cause = verdict.value === 'EXEMPT' ? 'exempt' : 'immutable';
      return urgent ? { kind: 'alert', cause } : { kind: 'next-window', opensAt: undefined }; // N1
    }
    case 'approved': {
      const entry = catalogue.entries.find(({ value }) => value === verdict.value);
      return entry === undefined ? { kind: 'alert', cause: 'entry-refused' } : judgeScheduled(entry, urgent, input);
    }
  }
}

function judgeScheduled(entry: CatalogueEntry, urgent: boolean, input: NoncomplianceInput): NoncomplianceDecision {
  const covered = coveredBy(entry, input);
  if (covered !== undefined) return covered; // N2
  const nextOpensAt = nextOpening(entry, input.now);
  if (!urgent) return { kind: 'next-window', opensAt: nextOpensAt }; // N3
  const cause = causeToAlert(entry, input);
  return cause === undefined ? askOrWait(entry, input, nextOpensAt) : { kind: 'alert', cause, nextOpensAt };
}

function coveredBy(entry: CatalogueEntry, input: NoncomplianceInput): NoncomplianceDecision | undefined {
  const { now, node, windows, last, policy } = input;
  const installing = causeNotToInstall(entry, input) === undefined ? windows : [];
  const ours = installing.filter(
    (each) => counts(each, now) && each.window.opensAt <= now && inScope(node, each.emergency),
  );
  const running = ours.find(({ state }) => state !== 'final');
  if (running !== undefined) return { kind: 'covered', because: 'in-window', window: running.window.id };
  const closed = ours.find((each) => now < hoursFrom(overAt(each), policy.graceMinutes / 60));
  if (closed !== undefined) return { kind: 'covered', because: 'just-closed', window: closed.window.id };

  if (last?.kind !== 'pending-reboot') return undefined;
  const { window, rebootDueAt = hoursFrom(window.closesAt, policy.rebootDeadlineHours) } = last;
  return now < rebootDueAt ? { kind: 'covered', because: 'awaits-reboot', window: window.id } : undefined;
}

function causeToAlert(entry: CatalogueEntry, input: NoncomplianceInput): AlertCause | undefined {
  const { node, last, policy } = input;
  if (policy.productionEnvironments.includes(entry.environment)) return 'production'; // N4
  const other = node.baselineId !== undefined && last?.baselineId !== undefined && node.baselineId !== last.baselineId;
  if (other) return 'other-baseline'; // N5
  return causeNotToInstall(entry, input); // N6
}

function causeNotToInstall(
  { operation, environment }: CatalogueEntry,
  { node, policy }: NoncomplianceInput,
): Extract<AlertCause, 'scan-only' | 'not-in-install-mode'> | undefined {
  if (operation === 'Scan') return 'scan-only';
  const mode = modeOf({ account: node.account, environment }, policy.modes);
  return mode === 'install' ? undefined : 'not-in-install-mode';
}

/** N6: another window of the schedule may be too near, before or after. */
function askOrWait(
  entry: CatalogueEntry,
  { now, node, windows, policy }: NoncomplianceInput,
  nextOpensAt: Date | undefined,
): NoncomplianceDecision {
  const closesAt = hoursFrom(now, entry.durationHours);
  const conflict = conflictWith({ now, closesAt }, windows, policy.minimumGapHours);
  if (conflict === undefined) return { kind: 'urgent', entry };
  if (conflict.kind === 'opens-soon') return { kind: 'next-window', opensAt: nextOpensAt };
  const cause =
    conflict.kind === 'minimum-gap' && inScope(node, conflict.of.emergency) ? 'still-lacking' : 'busy-elsewhere';
  return { kind: 'alert', cause, nextOpensAt };
}
