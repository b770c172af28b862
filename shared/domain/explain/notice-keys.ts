import { REASONS } from '../reporting/reasons.ts';
import { ALERT_CAUSES } from '../requests/judge-noncompliance.ts';
import { dateOf } from '../schedule/civil.ts';
import type { Cell } from '../window/node.ts';

/** Of a tag that changes all the time, only the last changes are looked for. */
const CHANGES_MAX = 10;
/** Alerts about patches that a node lacks are looked for as many days back, today included. */
const ALERT_DAYS = 14;
const DAY_MS = 86_400_000;

/** What notices about a node may be about. */
export interface NoticeSubject {
  readonly nodeId: string;
  readonly now: Date;
  /** How often its tag has changed. */
  readonly changes: number;
  readonly window: (Cell & { readonly id: string; readonly executionIds: readonly string[] }) | undefined;
}

/**
 * The keys that notices about a node or its window may have, as `docs/ledger.md` lists them. The ledger finds a notice by
 * its key alone; those that name several nodes at once cannot be computed from one. An incident that speaks again is the
 * same incident, whose row counts it.
 */
export function noticeKeys({ nodeId, now, changes, window }: NoticeSubject): string[] {
  const tagKeys = countedBack(changes).flatMap((change) => [
    `tag-refused#${nodeId}#${change}`,
    `tag-defaulted#${nodeId}#${change}`,
    `tag-not-defaulted#${nodeId}#no-rule#${change}`,
    `tag-not-defaulted#${nodeId}#refused#${change}`,
  ]);
  return [...tagKeys, ...alertKeys(nodeId, now), ...(window === undefined ? [] : keysOfWindow(nodeId, window))];
}

function alertKeys(nodeId: string, now: Date): string[] {
  const today = Math.floor(now.getTime() / DAY_MS);
  const dates = Array.from({ length: ALERT_DAYS }, (_, days) => dateOf(today - days));
  return dates.flatMap((date) => ALERT_CAUSES.map((cause) => `noncompliant#${nodeId}#${cause}#${date}`));
}

function keysOfWindow(nodeId: string, window: NonNullable<NoticeSubject['window']>): string[] {
  const { id, account, region, executionIds } = window;
  const cell = `${id}#${account}#${region}`;
  const stops = STOP_REASONS.flatMap((reason) => [`${reason}#none`, `${reason}#cancelled`]);
  return [
    ...['window-final', 'window-missed', 'window-skipped', 'cell-stale', 'scans-unread'].map((kind) => `${kind}#${id}`),
    ...['reboot-loop', 'reboot-overdue'].map((kind) => `${kind}#${id}#${nodeId}`),
    ...Object.keys(REASONS).map((reason) => `window-waiting#${id}#${reason}`),
    ...stops.flatMap((stop) => [`window-stopped#${id}#${stop}`, `window-stopped#${id}#${stop}#${account}`]),
    ...['cell-unread', 'cutoff-refused', 'node-not-back', 'foreign-run'].map((kind) => `${kind}#${cell}`),
    ...executionIds.flatMap((execution) => [`cutoff-refused#${id}#${execution}`, `run-cancelled#${id}#${execution}`]),
  ];
}

const STOP_REASONS = ['cutoff', 'held', 'frozen'];

/** The last of the numbers from 0 up to one. */
function countedBack(last: number): number[] {
  return Array.from({ length: Math.min(last + 1, CHANGES_MAX) }, (_, index) => last - index);
}
