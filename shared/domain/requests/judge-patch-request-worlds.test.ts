import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { aHold } from '../../testing/opening-builders.ts';
import {
  aPatchIntent,
  aPatchRequest,
  aSurroundingWindow,
  NOON,
  PROVEN,
  UNPROVEN,
} from '../../testing/request-builders.ts';
import type { HoldScope } from '../window/hold.ts';
import { judgePatchRequest } from './judge-patch-request.ts';
import type { SurroundingWindow } from './surrounding-windows.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const [ONE, OTHER] = ['444455556666', '777788889999'];
const at = (milliseconds: number) => new Date(NOON.getTime() + milliseconds);
const around = (milliseconds: number) => [milliseconds - 1, milliseconds, milliseconds + 1];

const holds: readonly (HoldScope | undefined)[] = [
  undefined,
  { kind: 'all' },
  { kind: 'schedule', schedule: '22FRI' },
  { kind: 'schedule', schedule: '2SAT' },
  { kind: 'window', window: '22FRI@2026-03-06' },
  { kind: 'account', account: ONE },
  { kind: 'account', account: OTHER },
];

describe('judgePatchRequest() in small worlds', () => {
  // Method: every asker, every kind of schedule, every two holds and every two accounts, in a week without other windows.
  it('keeps R1 to R3 in every small world', () => {
    const worlds = everyCombination({
      asker: [PROVEN, UNPROVEN],
      lateMs: [0, 15 * MINUTE_MS, 15 * MINUTE_MS + 1],
      schedule: ['22FRI', '2SAT', '3SUN', 'EXEMPT', '22FIR'],
      operation: ['Install', 'Scan'],
      ...{ hold: holds, otherHold: [undefined, ...holds.slice(-2)] },
      accounts: [[], [ONE], [OTHER], [ONE, OTHER]],
      seenAccounts: [undefined, [], [ONE]],
    });
    const found = survey(worlds, ({ asker, lateMs, schedule, operation, hold, otherHold, accounts, seenAccounts }) => {
      const scopes = [hold, otherHold].filter((scope) => scope !== undefined);
      const answer = judgePatchRequest(
        aPatchRequest({
          ...{ now: at(lateMs), asker, intent: aPatchIntent({ schedule, accounts }), seenAccounts },
          holds: scopes.map((scope) => aHold({ scope })),
          catalogue: {
            kind: 'read',
            entries: [anEntry({ operation })],
            problems: [{ value: '2SAT', version: 1, reason: 'the zone is unknown' }],
          },
        }),
      );
      const vouched = asker.kind === 'proven' && lateMs <= 15 * MINUTE_MS;
      const installs = schedule === '22FRI' && operation === 'Install';
      const wide = scopes.some(
        (scope) => scope.kind === 'all' || (scope.kind === 'schedule' && scope.schedule === schedule),
      );
      const isHeld = (account: string) => scopes.some((scope) => scope.kind === 'account' && scope.account === account);
      const held = accounts.filter(isHeld);
      const allHeld = wide || (held.length > 0 && held.length === accounts.length);
      const cause = answer.kind === 'refused' ? answer.cause : undefined;
      return {
        'R1: nothing opens for who is not vouched for, or late':
          vouched || cause === (asker.kind === 'proven' ? 'stale' : 'unproven'),
        'R2 (P5): nothing but a schedule that is read and installs':
          !vouched || installs || cause === whyUnfit(schedule),
        'R3 (P1): nothing under a hold on all that is asked for':
          !vouched || !installs || (cause === 'held') === allHeld,
        'what nothing keeps from it is admitted': (answer.kind === 'admitted') === (vouched && installs && !allHeld),
        'the held among its accounts are named':
          answer.kind !== 'admitted' || answer.heldAccounts.join() === held.join(),
        'so are those where no node was seen':
          answer.kind !== 'admitted' ||
          answer.unseenAccounts.join() ===
            accounts
              .filter((account) => seenAccounts !== undefined && (account === OTHER || seenAccounts.length === 0))
              .join(),
        'R1: a window is of the request, however late it is judged':
          answer.kind !== 'admitted' ||
          (answer.window.opensAt === NOON && answer.window.id === '22FRI@2026-03-04+1a2b3c4d'),
      };
    });
    expect(found).toEqual({ worlds: 2 * 3 * 5 * 2 * 7 * 3 * 4 * 3, broken: [] });
  });

  // Method: one window before and one after, in every state, a millisecond around each edge, with gaps of 0 to 3 hours.
  it('keeps R4 in every small world (P2)', () => {
    const gaps = [0, 1, 3] as const;
    const worlds = everyCombination({
      minimumGapHours: gaps,
      before: [undefined, 'opening', 'open', 'closing', 'final', 'missed', 'skipped', 'unclaimed'],
      // It lasted four hours, the last with nothing to begin; five minutes before that it was too late.
      overSinceMs: [...around(0), ...around(HOUR_MS), ...around(3 * HOUR_MS), ...around(-HOUR_MS - 5 * MINUTE_MS)],
      endedEarly: [false, true],
      after: [undefined, 'unclaimed', 'missed', 'skipped'],
      opensInMs: [...around(4 * HOUR_MS), ...around(5 * HOUR_MS), ...around(7 * HOUR_MS)],
    });
    const found = survey(worlds, ({ minimumGapHours, before, overSinceMs, endedEarly, after, opensInMs }) => {
      const endedAt = before === 'final' && endedEarly ? at(-overSinceMs - HOUR_MS) : undefined;
      const earlier = before && windowIn(before, -overSinceMs - 4 * HOUR_MS, endedAt);
      const later = after && windowIn(after, opensInMs);
      const windows = [later, earlier].filter((each) => each !== undefined);
      const answer = judgePatchRequest(aPatchRequest({ windows, minimumGapHours }));
      const gapMs = minimumGapHours * HOUR_MS;
      const runs =
        before === 'opening' ||
        before === 'open' ||
        before === 'closing' ||
        (before === 'unclaimed' && overSinceMs < -HOUR_MS - 5 * MINUTE_MS);
      // A window that ends early has ended; one that is final although it was to last has ended at the latest now.
      const overMs = before === 'final' ? overSinceMs + (endedAt === undefined ? 0 : HOUR_MS) : undefined;
      const justOver = overMs !== undefined && overMs < gapMs;
      const comes = after === 'unclaimed' && opensInMs < 4 * HOUR_MS + gapMs;
      const cause = answer.kind === 'refused' ? answer.cause : undefined;
      return {
        'P2: none beside one that runs': !runs || cause === 'running',
        'P2: none within the gap after one': runs || !justOver || cause === 'minimum-gap',
        'P2: none whose end comes within the gap before one': runs || justOver || !comes || cause === 'opens-soon',
        'what ran nothing, or is far off, keeps from nothing':
          (answer.kind === 'admitted') === !(runs || justOver || comes),
      };
    });
    expect(found).toEqual({ worlds: 3 * 8 * 12 * 2 * 4 * 9, broken: [] });
  });
});

function whyUnfit(schedule: string) {
  switch (schedule) {
    case '22FRI':
      return 'scan-only';
    case '2SAT':
      return 'entry-refused';
    case 'EXEMPT':
      return 'reserved-value';
    default:
      return 'unknown-schedule';
  }
}

function windowIn(
  state: NonNullable<SurroundingWindow['state']> | 'unclaimed',
  opensInMs: number,
  endedAt?: Date,
): SurroundingWindow {
  const window = aWindow({
    opensAt: at(opensInMs),
    cutoffAt: at(opensInMs + 3 * HOUR_MS),
    closesAt: at(opensInMs + 4 * HOUR_MS),
  });
  return aSurroundingWindow({ window, state: state === 'unclaimed' ? undefined : state, endedAt });
}
