import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { aHold, OPERATOR } from '../../testing/opening-builders.ts';
import {
  aPatchIntent,
  aPatchRequest,
  aSurroundingWindow,
  NOON,
  PROVEN,
  UNPROVEN,
} from '../../testing/request-builders.ts';
import type { HoldScope } from '../window/hold.ts';
import type { Answer } from './answer.ts';
import { sayAsker } from './intent.ts';
import { judgePatchRequest, type PatchRequestInput } from './judge-patch-request.ts';

const [ONE, OTHER] = ['444455556666', '777788889999'];
const minutesLater = (minutes: number, milliseconds = 0) => new Date(NOON.getTime() + minutes * 60_000 + milliseconds);

describe('judgePatchRequest()', () => {
  it('admits a window out of turn, from the moment of the request', () => {
    expect(judgePatchRequest(aPatchRequest())).toEqual({
      kind: 'admitted',
      window: {
        id: '22FRI@2026-03-04+1a2b3c4d',
        schedule: '22FRI',
        date: '2026-03-04',
        opensAt: NOON,
        cutoffAt: new Date('2026-03-04T15:00:00Z'),
        closesAt: new Date('2026-03-04T16:00:00Z'),
      },
      heldAccounts: [],
      unseenAccounts: [],
    });
  });

  it('names the window the same however late the request is judged', () => {
    const late = judgePatchRequest(aPatchRequest({ now: minutesLater(15) }));
    expect(late).toEqual(judgePatchRequest(aPatchRequest()));
  });

  it('says which accounts stay out, and which have never shown a node', () => {
    const holds = [aHold({ scope: { kind: 'account', account: ONE } })];
    const intent = aPatchIntent({ accounts: [ONE, OTHER] });
    expect(judgePatchRequest(aPatchRequest({ intent, holds, seenAccounts: [ONE] }))).toMatchObject({
      kind: 'admitted',
      heldAccounts: [ONE],
      unseenAccounts: [OTHER],
    });
  });

  it.each<[string, Partial<PatchRequestInput>, string, string, string]>([
    [
      'nobody knows who asks',
      { asker: UNPROVEN },
      'unproven',
      'AWS does not vouch for who asks: the request came without a proof of who asks.',
      'Ask with npx patchplane, under credentials of the hub account: it proves who you are.',
    ],
    [
      'it was long on its way',
      { now: minutesLater(15, 1) },
      'stale',
      'It is dated 2026-03-04T12:00:00.000Z, more than 15 minutes from when it came.',
      'Ask again if it is still meant.',
    ],
    [
      'the value is reserved',
      { intent: aPatchIntent({ schedule: 'EXEMPT' }) },
      'reserved-value',
      'EXEMPT is no schedule: its nodes are not patched in place.',
      'Ask for a schedule that is in force.',
    ],
    [
      'the value is mistyped',
      { intent: aPatchIntent({ schedule: '22FIR' }) },
      'unknown-schedule',
      '"22FIR" is not a schedule: at position 2 it has "FIR", wanted a weekday in capitals: SUN, MON, TUE, WED, THU, FRI, SAT.',
      'Ask for a schedule that is in force, such as 22FRI.',
    ],
    [
      'the schedule is not in force',
      { intent: aPatchIntent({ schedule: '3SUN' }) },
      'unknown-schedule',
      '3SUN is not in force.',
      'Ask for a schedule that is in force.',
    ],
    [
      'its entry cannot be read',
      {
        catalogue: { kind: 'read', entries: [], problems: [{ value: '22FRI', version: 2, reason: 'it is not JSON' }] },
      },
      'entry-refused',
      'The entry of 22FRI cannot be read: it is not JSON.',
      'Correct it, and ask again.',
    ],
    [
      'its windows only scan',
      { catalogue: { kind: 'read', entries: [anEntry({ operation: 'Scan' })], problems: [] } },
      'scan-only',
      '22FRI only scans, so that its windows install nothing.',
      'Ask for a schedule that installs, or patch the nodes by hand.',
    ],
    [
      'its nodes are being patched',
      { windows: [aSurroundingWindow({ window: aWindow({ opensAt: NOON }), state: 'open' })] },
      'running',
      'Window 22FRI@2026-03-06 patches the same nodes now.',
      'Wait for its digest.',
    ],
    [
      'its window waits',
      {
        windows: [
          aSurroundingWindow({ window: aWindow({ opensAt: NOON }), state: 'opening', waitingFor: 'ring-soaking' }),
        ],
      },
      'running',
      'Window 22FRI@2026-03-06 is due and waits. The ring before has not run with its patches for long enough.',
      'See what it waits for; npx patchplane release 22FRI@2026-03-06 --reason "…" lets it pass what a person may decide.',
    ],
    [
      'they have just been patched',
      { windows: [aSurroundingWindow({ window: aWindow({ opensAt: NOON, closesAt: NOON }), state: 'final' })] },
      'minimum-gap',
      'Window 22FRI@2026-03-06 is barely over, and 6 hours are to lie between two runs on the same nodes.',
      'Ask again after 2026-03-04T18:00:00.000Z.',
    ],
    [
      'they are patched soon',
      { windows: [aSurroundingWindow({ window: aWindow({ opensAt: minutesLater(10 * 60 - 1) }) })] },
      'opens-soon',
      'Window 22FRI@2026-03-06 opens at 2026-03-04T21:59:00.000Z, and 6 hours are to lie between two runs on the same nodes.',
      'That window patches the same nodes: wait for it.',
    ],
  ])('refuses where %s', (_, overrides, cause, because, next) => {
    expect(judgePatchRequest(aPatchRequest(overrides))).toEqual({ kind: 'refused', cause, because, next });
  });

  it('refuses under a hold, and says how to release it', () => {
    expect(
      judgePatchRequest(aPatchRequest({ holds: [aHold({ scope: { kind: 'schedule', schedule: '22FRI' } })] })),
    ).toEqual({
      kind: 'refused',
      cause: 'held',
      because: `${OPERATOR} holds schedule 22FRI: "the shop has a sale".`,
      next: 'Release it first: npx patchplane release schedule 22FRI --reason "…".',
    });
  });

  it.each<[HoldScope, string[], Answer['kind']]>([
    [{ kind: 'all' }, [], 'refused'],
    [{ kind: 'all' }, [ONE], 'refused'],
    [{ kind: 'schedule', schedule: '22FRI' }, [ONE], 'refused'],
    [{ kind: 'schedule', schedule: '3SUN' }, [], 'admitted'],
    [{ kind: 'window', window: '22FRI@2026-03-06' }, [], 'admitted'],
    [{ kind: 'account', account: ONE }, [], 'admitted'],
    [{ kind: 'account', account: ONE }, [ONE, OTHER], 'admitted'],
    [{ kind: 'account', account: ONE }, [OTHER], 'admitted'],
    [{ kind: 'account', account: ONE }, [ONE], 'refused'],
  ])('under a hold of %j on a request for accounts %j: %s', (scope, accounts, expected) => {
    const answer = judgePatchRequest(aPatchRequest({ holds: [aHold({ scope })], intent: aPatchIntent({ accounts }) }));
    expect(answer.kind).toBe(expected);
    if (answer.kind === 'refused') expect(answer.cause).toBe('held');
  });

  it('answers what comes first: who asks, then what, then holds, then other windows', () => {
    const all = {
      asker: UNPROVEN,
      now: minutesLater(16),
      intent: aPatchIntent({ schedule: '3SUN' }),
      holds: [aHold()],
      windows: [aSurroundingWindow({ window: aWindow({ opensAt: NOON }), state: 'open' })],
    };
    const cause = (overrides: Partial<PatchRequestInput>) => {
      const answer = judgePatchRequest(aPatchRequest({ ...all, ...overrides }));
      return answer.kind === 'refused' ? answer.cause : answer.kind;
    };
    const known = { asker: PROVEN, now: NOON, intent: aPatchIntent() };
    expect(cause({})).toBe('unproven');
    expect(cause({ asker: PROVEN })).toBe('stale');
    expect(cause({ asker: PROVEN, now: NOON })).toBe('unknown-schedule');
    expect(cause(known)).toBe('held');
    expect(cause({ ...known, holds: [] })).toBe('running');
    expect(cause({ ...known, holds: [], windows: [] })).toBe('admitted');
  });
});

describe('sayAsker()', () => {
  it('names whom AWS vouches for, and where nobody is proven no more than the account', () => {
    expect(sayAsker(aPatchIntent(), PROVEN)).toBe(OPERATOR);
    expect(sayAsker(aPatchIntent(), UNPROVEN)).toBe('account 111122223333 (principal unknown)');
  });
});
