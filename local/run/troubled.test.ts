/**
 * What may befall a window, one trouble at a time: what it came to is told, and every law is kept. Those that tell the
 * flows apart; `troubled.slow.test.ts` takes the others.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Cloud } from '../cloud.ts';
import { sayBreach } from '../referee/breach.ts';
import { checkConvergence } from '../referee/check-laws.ts';
import { ENTRY, tinyOrganization } from '../testing/tiny-organization.ts';
import { type Delivery, holdAt, oneOf, playTrouble, WINDOW } from './play-trouble.ts';
import { playedTiny } from './played-tiny.ts';
import { retagByHand } from './retag-by-hand.ts';

const PATIENCE_MS = 120_000;

it(
  'a calendar that opens in time lets the window open late',
  async () => {
    const file = { calendars: { freeze: [{ from: '2026-03-06T12:00', to: '2026-03-06T22:20', summary: 'year end' }] } };
    const organization = tinyOrganization({ entry: { calendars: ['freeze'] }, file });
    const { installs, cloud } = await playTrouble({ organization });
    expect(installs).toBe(3);
    expect(cloud.record.patchRuns.every(({ begunAt }) => begunAt >= new Date('2026-03-06T21:20:00Z'))).toBe(true);
  },
  PATIENCE_MS,
);

describe('a hold', () => {
  it(
    'on an account leaves the others alone',
    async () => {
      const scope = { kind: 'account', account: '444455556666' };
      const meanwhile = holdAt('2026-03-06T20:51:00Z', { scope, reason: 'an audit' });
      const { told, installs } = await playTrouble({ meanwhile });
      expect({ told: told.at(-1), installs }).toEqual({ told: `Window ${WINDOW}: 1 patched, 2 missed`, installs: 1 });
    },
    PATIENCE_MS,
  );

  it(
    'in the middle begins nothing more',
    async () => {
      const detail = { scope: { kind: 'all' }, reason: 'x', cancelRunning: true };
      const { installs } = await playTrouble({ meanwhile: holdAt('2026-03-06T21:01:00Z', detail) });
      expect(installs).toBe(2); // The second wave had not begun.
    },
    PATIENCE_MS,
  );
});

it(
  'a full queue of automations that takes nothing more has nothing installed, and says so',
  async () => {
    const fleetSettings = { automation: { runningMax: 0, waitingMax: 0 } };
    const { told, installs, cloud } = await playTrouble({ fleetSettings });
    expect(installs).toBe(0);
    expect(JSON.stringify(cloud.record.messages)).toContain('queue-full');
    expect(told.at(-1)).toMatch(/missed|MISSED/);
  },
  PATIENCE_MS,
);

describe('a node', () => {
  it.each([
    ['that reboots unexpectedly', 'reboots-unexpectedly', /: 2 patched, 1 failed$/],
    ['with a status that nobody knows', 'unknown-status', /\d/],
  ])(
    '%s has one verdict like the others',
    async (_, oddity, digest) => {
      const { told } = await playTrouble({ organization: tinyOrganization({ web: { oddity } }) });
      expect(told.filter((subject) => subject.startsWith(`Window ${WINDOW}:`))).toEqual([
        expect.stringMatching(digest),
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'whose wave moves while it is patched is not installed twice',
    async () => {
      const changes = [{ at: '2026-03-06T22:06', node: 'web-01', tags: { 'maintenance:wave': '2' } }];
      const web = { rebootPendingUntil: '2026-03-08T00:00' };
      const { installs, cloud } = await playTrouble({
        organization: tinyOrganization({ file: { changes }, web }),
        meanwhile: retagByHand,
      });
      expect(installs).toBe(3);
      expect(cloud.record.patchRuns.filter(({ came }) => came === 'hook-refused')).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'whose schedule moves once it is patched is not installed twice within the minimum gap (P2)',
    async () => {
      const web = { rebootPendingUntil: '2026-03-08T00:00' };
      const file = {
        weekend: { from: '2026-03-06T21:40', to: '2026-03-07T03:05', zone: 'Europe/Berlin' },
        schedules: { '22FRI': ENTRY, '0SAT': ENTRY },
        changes: [{ at: '2026-03-06T23:30', node: 'web-01', tags: { 'maintenance:patching': '0SAT' } }],
      };
      const { installs, cloud } = await playTrouble({
        organization: tinyOrganization({ file, web }),
        meanwhile: retagByHand,
      });
      expect(installs).toBe(3);
      expect(cloud.record.patchRuns.filter(({ came }) => came === 'hook-refused')).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});

describe('events', () => {
  let smooth: Cloud;
  beforeAll(async () => {
    smooth = await playedTiny();
  }, PATIENCE_MS);

  it.each([
    ['of AWS that are all lost', ({ event }: Delivery) => (event.source.startsWith('aws.') ? [] : [0])],
    ['that come late and out of order', (delivery: Delivery) => [oneOf(5, delivery) * 60_000]],
  ])(
    '%s change nothing of what it comes to',
    async (_, deliver) => {
      const { cloud } = await playTrouble({ deliver });
      expect(checkConvergence(smooth, cloud).map(sayBreach)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
