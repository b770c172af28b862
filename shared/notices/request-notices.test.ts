import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../domain/reporting/notice.ts';
import type { Answer } from '../domain/requests/answer.ts';
import type { Intent } from '../domain/requests/intent.ts';
import { aWindow } from '../testing/domain-builders.ts';
import { OPERATOR } from '../testing/opening-builders.ts';
import {
  aHoldIntent,
  anAcknowledgeIntent,
  aPatchIntent,
  aReleaseIntent,
  NOON,
  REQUEST_ID,
} from '../testing/request-builders.ts';
import { emailOf, subjectOf } from './render-notice.ts';
import { answerNotice, repeatedIdNotice, unreadableNotice } from './request-notices.ts';

const ADMITTED: Answer = {
  kind: 'admitted',
  window: aWindow({ id: '22FRI@2026-03-04+1a2b3c4d' }),
  heldAccounts: [],
  unseenAccounts: [],
};
const HELD: Answer = { kind: 'held', affected: [], warnings: [] };
const RELEASED: Answer = { kind: 'released', hold: { by: 'ada', reason: 'a sale', at: NOON }, affected: [] };

const told = (intent: Intent, answer: Answer) => answerNotice({ intent, by: OPERATOR, answer, zone: 'Europe/Berlin' });

describe('answerNotice()', () => {
  it('says who patches out of turn, why, until when, and how to stop it', () => {
    expect(
      emailOf(told(aPatchIntent({ accounts: ['444455556666'], regions: ['eu-west-1'] }), ADMITTED)),
    ).toMatchInlineSnapshot(`
"arn:aws:iam::111122223333:user/kim asked to patch 22FRI now in 444455556666, eu-west-1. Window 22FRI@2026-03-04+1a2b3c4d opens with the next sweep, in five minutes at most; its cutoff is Sat 7 Mar 2026 01:00 Europe/Berlin, and it closes on Sat 7 Mar 2026 02:00 Europe/Berlin.

Details:
- The reason given: "CVE-2026-0001 is exploited" (critical). Request 1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d.
- It passes the gate and the freezes of its schedule, and no hold. Its budgets are those of its schedule.

What is next:
- To stop it: npx patchplane hold 22FRI@2026-03-04+1a2b3c4d --reason "…".

Notice request-admitted#1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d"
`);
  });

  it('says which accounts stay out, and which may be mistyped', () => {
    const { details } = told(aPatchIntent(), { ...ADMITTED, heldAccounts: ['1'], unseenAccounts: ['2', '3'] });
    expect(details.slice(2)).toEqual([
      'Left out while they are held: 1.',
      'No node of 22FRI was seen at its last window in 2, 3.',
    ]);
  });

  it('says why it refuses, and what to do', () => {
    const refused: Answer = { kind: 'refused', cause: 'held', because: 'Ada holds all.', next: 'Release it.' };
    expect(emailOf(told(aPatchIntent(), refused))).toMatchInlineSnapshot(`
"arn:aws:iam::111122223333:user/kim asked to patch 22FRI now. It was refused, and nothing was done. Ada holds all.

Details:
- The reason given: "CVE-2026-0001 is exploited" (critical). Request 1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d.

What is next:
- Release it.

Notice request-refused#1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d"
`);
    expect(
      [aHoldIntent(), aReleaseIntent(), anAcknowledgeIntent()].map((intent) => told(intent, refused).subject),
    ).toEqual([
      'Refused: hold all (held)',
      'Refused: release all (held)',
      'Refused: acknowledge window-missed#22FRI@2026-02-27 (held)',
    ]);
  });

  it('says who holds what, and what that touches', () => {
    const answer: Answer = { kind: 'held', affected: ['22FRI@2026-03-06 (open)'], warnings: ['Look twice.'] };
    expect(emailOf(told(aHoldIntent({ cancelRunning: true }), answer))).toMatchInlineSnapshot(`
"arn:aws:iam::111122223333:user/kim holds all. From the next sweep on, in five minutes at most, nothing of it begins, and what runs is cancelled.

Details:
- The reason given: "CVE-2026-0001 is exploited". Request 1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d.
- Look twice.
- Under way are 22FRI@2026-03-06 (open).

What is next:
- It stays until somebody releases it: npx patchplane release all --reason "…".
- Windows that it keeps shut past their last start are missed, and told.

Notice hold-set#1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d"
`);
  });

  it('leaves what runs, unless it is told otherwise', () => {
    const intent = aHoldIntent({ scope: { kind: 'schedule', schedule: '22FRI' } });
    expect(told(intent, HELD)).toMatchObject({
      severity: 'warning',
      subject: 'HELD: schedule 22FRI',
      happened: expect.stringContaining('nothing of it begins; what runs goes on to its end.'),
      details: [expect.anything(), 'No window is under way that it touches.'],
      about: { request: REQUEST_ID, schedule: '22FRI' },
    });
    expect(told(aHoldIntent(), HELD)).toMatchObject({ severity: 'critical', about: { request: REQUEST_ID } });
  });

  it('says who released what, and what it had waited for', () => {
    expect(emailOf(told(aReleaseIntent(), RELEASED))).toMatchInlineSnapshot(`
"arn:aws:iam::111122223333:user/kim released all. ada had held it since 2026-03-04T12:00:00.000Z: "a sale".

Details:
- The reason given: "CVE-2026-0001 is exploited". Request 1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d.
- No window is under way that it touches.

What is next:
- Windows that wait for nothing else open with the next sweep, if it is before their last start.

Notice hold-released#1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d"
`);
    const ofWindow = aReleaseIntent({ scope: { kind: 'window', window: '22FRI@2026-03-06' } });
    expect(told(ofWindow, { kind: 'window-released', waitingFor: 'ring-soaking' })).toMatchObject({
      subject: 'Released: window 22FRI@2026-03-06',
      happened: `${OPERATOR} released window 22FRI@2026-03-06. It waited (ring-soaking). The ring before has not run with its patches for long enough.`,
      details: [expect.stringContaining('The reason given')],
      next: [
        'It opens with the next sweep if nothing else keeps it; never over a hold, a freeze, or what could not be read.',
      ],
      about: { request: REQUEST_ID, window: '22FRI@2026-03-06' },
    });
    expect(told(ofWindow, { kind: 'window-released' }).happened).toContain('It need not wait for its gate');
  });

  it('says who has taken up an incident', () => {
    expect(told(anAcknowledgeIntent(), { kind: 'acknowledged' })).toMatchObject({
      key: `incident-acknowledged#${REQUEST_ID}`,
      severity: 'info',
      subject: 'Acknowledged: window-missed#22FRI@2026-02-27',
      about: { incident: 'window-missed#22FRI@2026-02-27' },
    });
  });

  it('has one key a request, and a subject that fits', () => {
    const notices: Notice[] = [
      told(aPatchIntent(), ADMITTED),
      told(aHoldIntent(), HELD),
      told(aReleaseIntent(), RELEASED),
      told(aPatchIntent({ requestId: 'other' }), ADMITTED),
      repeatedIdNotice(aPatchIntent()),
      unreadableNotice({
        kind: 'unreadable',
        eventId: 'e',
        account: '1',
        asks: 'Hold Requested',
        problem: 'p',
        at: NOON,
      }),
    ];
    expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
    expect(notices.map(subjectOf).filter((subject) => subject.length >= 100)).toEqual([]);
  });
});

describe('repeatedIdNotice()', () => {
  it('says that nothing more was done', () => {
    expect(repeatedIdNotice(aPatchIntent({ accounts: ['444455556666'] }))).toMatchObject({
      kind: 'request-refused',
      subject: 'Refused: patch 22FRI now in 444455556666 (repeated-id)',
      happened: expect.stringContaining('What was asked first stands, and nothing more was done.'),
    });
  });
});

describe('unreadableNotice()', () => {
  it('says what came, from where, and what is wrong with it', () => {
    const asked = {
      kind: 'unreadable',
      eventId: 'e',
      account: '1',
      asks: 'Hold Requested',
      problem: 'p',
      at: NOON,
    } as const;
    expect(unreadableNotice(asked)).toMatchObject({
      key: 'request-refused#e',
      happened:
        'Account 1 put an event Hold Requested on the bus at 2026-03-04T12:00:00.000Z. It cannot be read, and nothing was done.',
      details: ['p'],
    });
  });
});
