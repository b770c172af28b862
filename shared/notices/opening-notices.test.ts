import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../domain/reporting/notice.ts';
import { anEntry, aWindow, CELL, OTHER_CELL } from '../testing/domain-builders.ts';
import {
  runCancelledNotice,
  scansUnreadNotice,
  staleCellsNotice,
  windowStoppedNotice,
  windowUnreadableNotice,
  windowWaitingNotice,
} from './opening-notices.ts';
import { emailOf, subjectOf } from './render-notice.ts';

const facts = { window: aWindow(), entry: anEntry(), nextOpensAt: new Date('2026-03-13T21:00:00Z') };

describe('windowWaitingNotice()', () => {
  it('says for what it waits, until when, and how to release it', () => {
    const waiting = windowWaitingNotice(facts, {
      reason: 'ring-soaking',
      waitsFor: 'The patches of 22TUE@2026-03-03 are to run for 72 hours after its close.',
      until: new Date('2026-03-06T22:00:00Z'),
      releasedBy: 'window 22FRI@2026-03-06',
    });

    expect(mail(waiting)).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06 waits (ring-soaking)

Window 22FRI@2026-03-06 (prod, cloud-operations@example.com) should open on Fri 6 Mar 2026 22:00 Europe/Berlin and waits. The ring before has not run with its patches for long enough.

Details:
- The patches of 22TUE@2026-03-03 are to run for 72 hours after its close.

What is next:
- By itself this ends on Fri 6 Mar 2026 23:00 Europe/Berlin.
- To end it now: npx patchplane release window 22FRI@2026-03-06 --reason "why it is safe"
- Patchplane looks again every five minutes. If the window cannot open before Sat 7 Mar 2026 00:55 Europe/Berlin, it is missed, and you are told.
- What to do: docs/runbooks/missed-window.md

Notice window-waiting#22FRI@2026-03-06#ring-soaking"
`);
    expect(waiting.severity).toBe('warning');
  });

  it('offers nothing to release where that would not help, and no end where none is known', () => {
    const waiting = windowWaitingNotice(facts, {
      reason: 'start-refused',
      waitsFor: 'AWS answered ThrottlingException: rate exceeded',
    });

    expect(waiting.next).toEqual([
      'Patchplane looks again every five minutes. If the window cannot open before Sat 7 Mar 2026 00:55 Europe/Berlin, it is missed, and you are told.',
    ]);
    expect(waiting.severity).toBe('critical');
  });
});

describe('staleCellsNotice()', () => {
  it('names the cells that have vanished and those that are old', () => {
    const notice = staleCellsNotice(facts, {
      vanished: [CELL],
      stale: [{ ...OTHER_CELL, reason: 'OUTDATED' }],
      unread: undefined,
    });

    expect(mail(notice)).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06: the inventory of 2 cells is old or gone

Window 22FRI@2026-03-06 opens, and the organization's inventory does not show all accounts and Regions as they are. The run goes to every one in which the schedule had nodes the last time; the tags there say who is patched.

Details:
- 444455556666 eu-west-1: had nodes of 22FRI the last time, and none is shown now
- 777788889999 eu-central-1: AWS Config says OUTDATED

What is next:
- See that AWS Config records and aggregates in these accounts and Regions.
- Nodes of the last time that the run does not reach are reported as missed (not-in-inventory).
- What to do: docs/runbooks/connectivity.md

Notice cell-stale#22FRI@2026-03-06"
`);
  });

  it('says that nobody knows', () => {
    const notice = staleCellsNotice(facts, { vanished: [], stale: [], unread: 'AccessDenied: no' });

    expect(notice.subject).toBe('Window 22FRI@2026-03-06: the inventory of cells is old or gone');
    expect(notice.details).toEqual([
      'Which accounts and Regions are old is not known: AWS Config answered AccessDenied: no',
    ]);
  });
});

describe('scansUnreadNotice()', () => {
  it('names the cells that are scanned for it', () => {
    expect(scansUnreadNotice(facts, [{ ...CELL, reason: 'AccessDenied: no' }])).toMatchObject({
      key: 'scans-unread#22FRI@2026-03-06',
      severity: 'critical',
      subject: 'Window 22FRI@2026-03-06: scans of 1 cell cannot be read',
      details: ['444455556666 eu-west-1: AWS answered AccessDenied: no'],
    });
  });
});

describe('windowStoppedNotice()', () => {
  it('says whose hold it was, and what becomes of what runs', () => {
    const why = 'kim holds all: a sale';
    const stopped = (cancelRunning: boolean, account?: string) =>
      windowStoppedNotice(facts, { stop: { reason: 'held', cancelRunning }, why, account });

    expect(mail(stopped(false))).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06 is stopped (held)

Window 22FRI@2026-03-06 (prod, cloud-operations@example.com) was open, and begins nothing more. An operator has put a hold on it.

Details:
- kim holds all: a sale

What is next:
- What runs on nodes comes to its end.
- It does not go on when that ends. Its other nodes are missed in this window.
- What to do: docs/runbooks/missed-window.md

Notice window-stopped#22FRI@2026-03-06#held#none"
`);
    expect(stopped(true).next[0]).toBe('What runs on nodes is cancelled; look at those that were in the middle of it.');
    expect(stopped(false, CELL.account)).toMatchObject({
      key: 'window-stopped#22FRI@2026-03-06#held#none#444455556666',
      subject: 'Window 22FRI@2026-03-06 is stopped in account 444455556666 (held)',
      about: { account: CELL.account },
    });
    const keys = [stopped(false), stopped(true), stopped(false, CELL.account), stopped(true, CELL.account)];
    expect(new Set(keys.map(({ key }) => key)).size).toBe(4);
  });
});

describe('runCancelledNotice()', () => {
  it('says where a run never began', () => {
    const cells = [CELL, OTHER_CELL];
    const notice = runCancelledNotice(facts, { executionId: 'execution-1', cells, reason: 'queue-full' });

    expect(mail(notice)).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06: a run for 2 cells never began (queue-full)

A run of window 22FRI@2026-03-06 was still waiting in the queue of Systems Manager, and is cancelled: it is too late to begin. The queue of Systems Manager automations was full, or the run was still waiting in it at the cutoff.

Details:
- Automation execution execution-1
- 444455556666 eu-west-1: its nodes are missed
- 777788889999 eu-central-1: its nodes are missed

What is next:
- See what fills the queue of automations in the hub: many windows at one time, or runs of others.
- Spread the schedules over more hours, or have AWS raise the number of concurrent automations.
- What to do: docs/runbooks/missed-window.md

Notice run-cancelled#22FRI@2026-03-06#execution-1"
`);
  });
});

describe('windowUnreadableNotice()', () => {
  it('is told once a day, and must be answered', () => {
    const row = { key: 'WINDOW#22FRI@2026-03-06', reason: 'a row is not what was stored' };
    const notice = windowUnreadableNotice(row, new Date('2026-03-06T23:59:59Z'));

    expect(notice).toMatchObject({
      key: 'window-unreadable#WINDOW#22FRI@2026-03-06#2026-03-06',
      severity: 'critical',
      incident: true,
      details: ['a row is not what was stored'],
    });
    expect(subjectOf(notice)).toBe(notice.subject);
  });
});

function mail(notice: Notice): string {
  return `${subjectOf(notice)}\n\n${emailOf(notice)}`;
}
