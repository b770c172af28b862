/** What may befall a window, one trouble at a time: what it came to is told, and every law is kept. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Cloud } from '../cloud.ts';
import { administratorOf } from '../iam/administrator.ts';
import { sayBreach } from '../referee/breach.ts';
import { checkConvergence, checkLaws } from '../referee/check-laws.ts';
import { ENTRY, tinyOrganization } from '../testing/tiny-organization.ts';
import { playedTiny, type Tiny } from './played-tiny.ts';
import { retagByHand } from './retag-by-hand.ts';

const PATIENCE_MS = 120_000;
const WINDOW = '22FRI@2026-03-06';

/** The subjects of the mails about windows, and how often packages changed on a node. */
async function play(tiny: Tiny): Promise<{ told: string[]; installs: number; cloud: Cloud }> {
  const cloud = await playedTiny(tiny);
  const { messages, patchRuns } = cloud.record;
  expect(checkLaws(cloud).map(sayBreach)).toEqual([]);
  const told = messages.flatMap(({ subject, attributes }) =>
    subject !== undefined && attributes['kind']?.startsWith('window-') === true ? [subject] : [],
  );
  return { told, installs: patchRuns.filter(({ came }) => came === 'installing').length, cloud };
}

function put(cloud: Cloud, at: string, DetailType: string, detail: object): void {
  const { account, region } = cloud.organization.hub;
  const entry = { EventBusName: 'patchplane-live', Source: 'patchplane', DetailType, Detail: JSON.stringify(detail) };
  cloud.clock.at(new Date(at), async () => {
    await cloud.callAs(administratorOf(account), region, 'events', 'PutEvents', { Entries: [entry] });
  });
}

const freeze = (from: string, to: string) => ({ calendars: { freeze: [{ from, to, summary: 'year end' }] } });
const frozen = { entry: { calendars: ['freeze'] } };

describe('a calendar', () => {
  it(
    'that is closed over the window has it skipped',
    async () => {
      const file = freeze('2026-03-06T12:00', '2026-03-07T12:00');
      const { told, installs } = await play({ organization: tinyOrganization({ ...frozen, file }) });
      expect({ told, installs }).toEqual({ told: [`Window ${WINDOW} is skipped (frozen)`], installs: 0 });
    },
    PATIENCE_MS,
  );

  it(
    'that opens in time lets it open late',
    async () => {
      const file = freeze('2026-03-06T12:00', '2026-03-06T22:20');
      const { installs, cloud } = await play({ organization: tinyOrganization({ ...frozen, file }) });
      expect(installs).toBe(3);
      expect(cloud.record.patchRuns.every(({ begunAt }) => begunAt >= new Date('2026-03-06T21:20:00Z'))).toBe(true);
    },
    PATIENCE_MS,
  );

  it(
    'that is not there keeps it shut',
    async () => {
      const { told, installs } = await play({ organization: tinyOrganization(frozen) });
      expect(installs).toBe(0);
      expect(told.at(-1)).toContain('(calendar-unread)');
    },
    PATIENCE_MS,
  );
});

describe('a hold', () => {
  it.each([{ kind: 'all' }, { kind: 'schedule', schedule: '22FRI' }, { kind: 'window', window: WINDOW }])(
    'on %j keeps it shut',
    async (scope) => {
      const meanwhile = (cloud: Cloud) =>
        put(cloud, '2026-03-06T20:51:00Z', 'Hold Requested', { scope, reason: 'an audit' });
      const { told, installs } = await play({ meanwhile });
      expect(installs).toBe(0);
      expect(told.at(-1)).toContain('(held)');
    },
    PATIENCE_MS,
  );

  it(
    'on an account leaves the others alone',
    async () => {
      const scope = { kind: 'account', account: '444455556666' };
      const meanwhile = (cloud: Cloud) =>
        put(cloud, '2026-03-06T20:51:00Z', 'Hold Requested', { scope, reason: 'an audit' });
      const { told, installs } = await play({ meanwhile });
      expect({ told: told.at(-1), installs }).toEqual({ told: `Window ${WINDOW}: 1 patched, 2 missed`, installs: 1 });
    },
    PATIENCE_MS,
  );

  it(
    'in the middle begins nothing more',
    async () => {
      const meanwhile = (cloud: Cloud) =>
        put(cloud, '2026-03-06T21:01:00Z', 'Hold Requested', {
          scope: { kind: 'all' },
          reason: 'x',
          cancelRunning: true,
        });
      const { installs } = await play({ meanwhile });
      expect(installs).toBe(2); // The second wave had not begun.
    },
    PATIENCE_MS,
  );
});

describe('a full queue of automations', () => {
  it.each([
    ['that takes nothing more', { runningMax: 0, waitingMax: 0 }],
    ['in which the run waits for ever', { runningMax: 0, waitingMax: 10 }],
  ])(
    '%s has nothing installed, and says so',
    async (_, automation) => {
      const { told, installs, cloud } = await play({ fleetSettings: { automation } });
      expect(installs).toBe(0);
      expect(JSON.stringify(cloud.record.messages)).toContain('queue-full');
      expect(told.at(-1)).toMatch(/missed|MISSED/);
    },
    PATIENCE_MS,
  );
});

describe('a node', () => {
  it.each([
    ['that reboots unexpectedly', { oddity: 'reboots-unexpectedly' }, '2 patched, 1 failed'],
    ['with a status that nobody knows', { oddity: 'unknown-status' }, /\d/],
    ['of another patch group', { oddity: 'wrong-patch-group' }, /\d/],
    ['that somebody else scans meanwhile', { foreignPatchAt: '2026-03-06T22:30' }, /\d/],
    ['that needs more than one reboot', { rebootPendingUntil: '2026-03-08T00:00' }, /1 pending-reboot/],
  ] as const)(
    '%s has one verdict like the others',
    async (_, web, digest) => {
      const { told } = await play({ organization: tinyOrganization({ web }) });
      expect(told.filter((subject) => subject.startsWith(`Window ${WINDOW}:`))).toEqual([
        typeof digest === 'string' ? `Window ${WINDOW}: ${digest}` : expect.stringMatching(digest),
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'whose wave moves while it is patched is not installed twice',
    async () => {
      const changes = [{ at: '2026-03-06T22:06', node: 'web-01', tags: { 'maintenance:wave': '2' } }];
      const web = { rebootPendingUntil: '2026-03-08T00:00' };
      const { installs, cloud } = await play({
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
      const { installs, cloud } = await play({ organization: tinyOrganization({ file, web }), meanwhile: retagByHand });
      expect(installs).toBe(3);
      expect(cloud.record.patchRuns.filter(({ came }) => came === 'hook-refused')).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});

describe('events', () => {
  type Delivery = Parameters<NonNullable<Tiny['deliver']>>[0];
  /** Depends on the event alone: the same in every run. */
  const oneOf = (count: number, { event }: Delivery) => event.id.charCodeAt(0) % count;
  let smooth: Cloud;
  beforeAll(async () => {
    smooth = await playedTiny();
  }, PATIENCE_MS);

  it.each([
    ['of AWS that are all lost', ({ event }: Delivery) => (event.source.startsWith('aws.') ? [] : [0])],
    ['of which every other is lost', (delivery: Delivery) => (oneOf(2, delivery) === 0 ? [] : [0])],
    ['that come twice', () => [0, 45_000]],
    ['that come late and out of order', (delivery: Delivery) => [oneOf(5, delivery) * 60_000]],
  ])(
    '%s change nothing of what it comes to',
    async (_, deliver) => {
      const { cloud } = await play({ deliver });
      expect(checkConvergence(smooth, cloud).map(sayBreach)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
