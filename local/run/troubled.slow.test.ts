/** What else may befall a window: `troubled.test.ts` has the troubles that tell the flows apart. */
import { describe, expect, it } from '@jest/globals';
import { sayBreach } from '../referee/breach.ts';
import { checkConvergence } from '../referee/check-laws.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { type Delivery, holdAt, oneOf, playTrouble, WINDOW } from './play-trouble.ts';
import { playedTiny } from './played-tiny.ts';

const PATIENCE_MS = 120_000;
const frozen = { entry: { calendars: ['freeze'] } };

describe('a calendar', () => {
  it(
    'that is closed over the window has it skipped',
    async () => {
      const from = '2026-03-06T12:00';
      const file = { calendars: { freeze: [{ from, to: '2026-03-07T12:00', summary: 'year end' }] } };
      const { told, installs } = await playTrouble({ organization: tinyOrganization({ ...frozen, file }) });
      expect({ told, installs }).toEqual({ told: [`Window ${WINDOW} is skipped (frozen)`], installs: 0 });
    },
    PATIENCE_MS,
  );

  it(
    'that is not there keeps it shut',
    async () => {
      const { told, installs } = await playTrouble({ organization: tinyOrganization(frozen) });
      expect(installs).toBe(0);
      expect(told.at(-1)).toContain('(calendar-unread)');
    },
    PATIENCE_MS,
  );
});

it.each([{ kind: 'all' }, { kind: 'schedule', schedule: '22FRI' }, { kind: 'window', window: WINDOW }])(
  'a hold on %j keeps the window shut',
  async (scope) => {
    const meanwhile = holdAt('2026-03-06T20:51:00Z', { scope, reason: 'an audit' });
    const { told, installs } = await playTrouble({ meanwhile });
    expect(installs).toBe(0);
    expect(told.at(-1)).toContain('(held)');
  },
  PATIENCE_MS,
);

it(
  'a full queue of automations in which the run waits for ever has nothing installed, and says so',
  async () => {
    const fleetSettings = { automation: { runningMax: 0, waitingMax: 10 } };
    const { told, installs, cloud } = await playTrouble({ fleetSettings });
    expect(installs).toBe(0);
    expect(JSON.stringify(cloud.record.messages)).toContain('queue-full');
    expect(told.at(-1)).toMatch(/missed|MISSED/);
  },
  PATIENCE_MS,
);

it.each([
  ['of another patch group', { oddity: 'wrong-patch-group' }, /\d/],
  ['that somebody else scans meanwhile', { foreignPatchAt: '2026-03-06T22:30' }, /\d/],
  ['that needs more than one reboot', { rebootPendingUntil: '2026-03-08T00:00' }, /1 pending-reboot/],
] as const)(
  'a node %s has one verdict like the others',
  async (_, web, digest) => {
    const { told } = await playTrouble({ organization: tinyOrganization({ web }) });
    expect(told.filter((subject) => subject.startsWith(`Window ${WINDOW}:`))).toEqual([expect.stringMatching(digest)]);
  },
  PATIENCE_MS,
);

it.each([
  ['of which every other is lost', (delivery: Delivery) => (oneOf(2, delivery) === 0 ? [] : [0])],
  ['that come twice', () => [0, 45_000]],
])(
  'events %s change nothing of what it comes to',
  async (_, deliver) => {
    const smooth = await playedTiny();
    const { cloud } = await playTrouble({ deliver });
    expect(checkConvergence(smooth, cloud).map(sayBreach)).toEqual([]);
  },
  PATIENCE_MS,
);
