import { localDateOf } from '../schedule/local-time.ts';
import { type Window, type WindowRule, windowOf } from '../schedule/window.ts';
import type { Cell } from './node.ts';

/** Why a window runs out of turn: a request to patch now, as it was admitted. */
export interface Emergency {
  /** Who asked, as AWS vouches for it. */
  readonly by: string;
  readonly reason: string;
  readonly severity: string;
  readonly requestedAt: Date;
  /** Only in these accounts; in all of the schedule's where absent. */
  readonly accounts?: readonly string[] | undefined;
  /** Only in these Regions. */
  readonly regions?: readonly string[] | undefined;
}

/** Whether a window has to do with a cell: every one with all of them, an emergency with those that were asked for. */
export function inScope(
  { account, region }: Cell,
  emergency: Pick<Emergency, 'accounts' | 'regions'> | undefined,
): boolean {
  const { accounts = [account], regions = [region] } = emergency ?? {};
  return accounts.includes(account) && regions.includes(region);
}

/**
 * The window that a request opens: from its admission, as long as the schedule's own. Its id, such as
 * `2SATX4@2026-04-25+1a2b3c4d`, comes of the request, so that a request that is delivered twice opens one window (P2).
 */
export function emergencyWindow(
  { value, ...rule }: WindowRule & { readonly value: string },
  { requestId, admittedAt }: { requestId: string; admittedAt: Date },
): Window {
  const mark = /^[0-9a-f]{8}/.exec(requestId)?.[0];
  if (mark === undefined) {
    throw new Error(
      `Cannot name the emergency window of ${value}: the request id ${JSON.stringify(requestId)} was wanted to begin with 8 hexadecimal digits`,
    );
  }
  const window = windowOf(value, rule, { date: localDateOf(admittedAt, rule.zone), instant: admittedAt });
  return { ...window, id: `${window.id}+${mark}` };
}
