import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../domain/reporting/notice.ts';
import { anEntry, anInvocation, aPatchCommand, aWindow, CELL, OTHER_CELL } from '../testing/domain-builders.ts';
import {
  cellUnreadNotice,
  cutoffRefusedNotice,
  foreignRunNotice,
  hybridNodesUnreadNotice,
  lateInstallNotice,
  runStopRefusedNotice,
  unknownStatusNotice,
} from './cell-notices.ts';
import { emailOf, subjectOf } from './render-notice.ts';

const window = aWindow();
const facts = { window, entry: anEntry(), nextOpensAt: undefined };
const hybridUnread = (at: string, cell = CELL, of = window) =>
  hybridNodesUnreadNotice(cell, { reason: 'AccessDenied: no', window: of, now: new Date(at) });
const late = (...requested: readonly string[]) =>
  lateInstallNotice(facts, CELL, {
    late: requested.map((at) => anInvocation({ requestedAt: new Date(at) })),
    from: window.cutoffAt,
    key: '0a1b2c3d',
  });

describe('the notices of what is in the way', () => {
  it('read as if they woke you at night', () => {
    const story = [
      cellUnreadNotice(facts, CELL, 'AccessDenied: no'),
      hybridUnread('2026-03-06T21:00:00Z'),
      cutoffRefusedNotice(facts, CELL, 'ThrottlingException: rate exceeded'),
      runStopRefusedNotice(facts, '3a1f0c5e-6b7d-4e2a-9c48-5d2e7f1b8a90', 'ThrottlingException: rate exceeded'),
      late('2026-03-07T00:00:00Z'),
    ];

    expect(story.map(mail).join('\n----\n')).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06: account 444455556666 in eu-west-1 cannot be read

What window 22FRI@2026-03-06 has come to in account 444455556666, eu-west-1, could not be read. Patching there may go on; other accounts and Regions are not affected.

Details:
- AWS answered AccessDenied: no

What is next:
- See why the role Patchplane-Read is refused there.
- Patchplane tries again. Nodes of which it still knows nothing when window 22FRI@2026-03-06 is final are reported as missed.
- What to do: docs/runbooks/connectivity.md

Notice cell-unread#22FRI@2026-03-06#444455556666#eu-west-1
----
Hybrid nodes in account 444455556666, eu-west-1, are unknown

Windows open without the hybrid nodes of account 444455556666 in eu-west-1, because they cannot be listed; the first of this day (UTC) is 22FRI@2026-03-06. All other nodes are patched as planned.

Details:
- AWS answered AccessDenied: no

What is next:
- See why the role Patchplane-Read is refused there.
- Hybrid nodes that a run reaches all the same are counted; the others wait for the next window of their schedule. If they still cannot be listed tomorrow, you are told again.
- What to do: docs/runbooks/connectivity.md

Notice hybrid-unread#444455556666#eu-west-1#2026-03-06
----
Window 22FRI@2026-03-06: installs in account 444455556666, eu-west-1, may begin too late

The cutoff of window 22FRI@2026-03-06 is Sat 7 Mar 2026 01:00 Europe/Berlin. What has not begun in account 444455556666 in eu-west-1 should be stopped by then, and AWS refuses to stop it.

Details:
- AWS answered ThrottlingException: rate exceeded

What is next:
- Cancel the commands with the comment 22FRI@2026-03-06 in that account and Region, if nothing may begin there now.
- Patchplane tries again every five minutes.
- What to do: docs/runbooks/missed-window.md

Notice cutoff-refused#22FRI@2026-03-06#444455556666#eu-west-1
----
Window 22FRI@2026-03-06: its run may begin in further cells too late

The cutoff of window 22FRI@2026-03-06 is Sat 7 Mar 2026 01:00 Europe/Berlin. Its run should begin in no further account and Region by then, and AWS refuses to stop it.

Details:
- Automation execution 3a1f0c5e-6b7d-4e2a-9c48-5d2e7f1b8a90: AWS answered ThrottlingException: rate exceeded

What is next:
- Stop the execution by hand with type Complete, if nothing may begin now.
- Patchplane tries again every five minutes.
- What to do: docs/runbooks/missed-window.md

Notice cutoff-refused#22FRI@2026-03-06#3a1f0c5e-6b7d-4e2a-9c48-5d2e7f1b8a90
----
INCIDENT 22FRI@2026-03-06: installs that began too late in 444455556666, eu-west-1

The cutoff of window 22FRI@2026-03-06 was on Sat 7 Mar 2026 01:00 Europe/Berlin. In account 444455556666, eu-west-1, 1 install of its run began then or later, which must never be.

Details:
- i-0a1b2c3d4e5f60718: began on Sat 7 Mar 2026 01:00 Europe/Berlin by command 3a1f0c5e-6b7d-4e2a-9c48-5d2e7f1b8a90, Success when it was looked at

What is next:
- Look at the nodes now, and tell their owners. Cancel the commands with the comment 22FRI@2026-03-06 in that account and Region, if any is still running and may be broken off.
- Find out what began it: read when the automation execution was stopped, and whether a notice said that AWS refused to stop it.
- To acknowledge it: npx patchplane acknowledge "late-install#22FRI@2026-03-06#444455556666#eu-west-1#0a1b2c3d" --reason "what you do about it". Until somebody does, it speaks again every 24 hours.
- What it means: docs/reasons/cut-off.md
- What to do: docs/runbooks/missed-window.md

Notice late-install#22FRI@2026-03-06#444455556666#eu-west-1#0a1b2c3d"
`);
    expect(story.map(({ severity }) => severity)).toEqual(story.map(() => 'critical'));
    expect(story.filter((notice) => subjectOf(notice) !== notice.subject)).toEqual([]);
  });
});

describe('hybridNodesUnreadNotice()', () => {
  it('is one fact a cell and day, whichever window meets it', () => {
    const other = aWindow({ id: '23FRI@2026-03-06' });

    expect(hybridUnread('2026-03-06T23:59:59Z', CELL, other).key).toBe(hybridUnread('2026-03-06T00:00:00Z').key);
    expect(hybridUnread('2026-03-07T00:00:00Z').key).not.toBe(hybridUnread('2026-03-06T23:59:59Z').key);
    expect(hybridUnread('2026-03-06T00:00:00Z', OTHER_CELL).key).not.toBe(hybridUnread('2026-03-06T00:00:00Z').key);
  });
});

describe('lateInstallNotice()', () => {
  it('names every install, and is one fact for the same nodes of a cell', () => {
    const two = late('2026-03-07T00:00:00Z', '2026-03-07T00:10:00Z');

    expect(two.details).toHaveLength(2);
    expect(two.happened).toContain('2 installs of its run began then or later');
    expect(two.key).toBe(late('2026-03-07T00:20:00Z').key);
    const found = { late: [anInvocation()], from: new Date('2026-03-06T21:05:00Z'), key: '0a1b2c3d' };
    expect(lateInstallNotice(facts, OTHER_CELL, found).key).not.toBe(two.key);
    expect(lateInstallNotice(facts, CELL, { ...found, key: '4e5f6071' }).key).not.toBe(two.key);
  });

  it('says where the run was stopped long before its cutoff', () => {
    const from = new Date('2026-03-06T21:05:00Z');
    const { happened } = lateInstallNotice(facts, CELL, { late: [anInvocation()], from, key: '0a1b2c3d' });

    expect(happened).toContain('The run of window 22FRI@2026-03-06 was stopped on Fri 6 Mar 2026 22:05 Europe/Berlin.');
  });
});

describe('unknownStatusNotice()', () => {
  const unknown = (changed: object = {}) =>
    unknownStatusNotice(facts, CELL, { status: 'Hibernated', commandId: 'command-1', ...changed });

  it('says where it was seen first, and is one fact a status, wherever that is', () => {
    expect(unknown({ nodeId: 'i-1' })).toMatchObject({
      key: 'unknown-status#Hibernated',
      severity: 'warning',
      details: ['First seen in window 22FRI@2026-03-06, account 444455556666, eu-west-1: command command-1, node i-1'],
    });
    expect(unknown().details[0]).toMatch(/: command command-1$/);
    expect(unknownStatusNotice(facts, OTHER_CELL, { status: 'Hibernated', commandId: 'x' }).key).toBe(unknown().key);
    const long = unknown({ status: 'x'.repeat(90) });
    expect(subjectOf(long)).toBe(long.subject);
  });
});

describe('foreignRunNotice()', () => {
  const { nodeIds: _, ...run } = aPatchCommand();

  it('says what was run, when and by which command, as far as it has room', () => {
    const notice = foreignRunNotice(facts, CELL, [run, { ...run, comment: 'nightly' }]);

    expect(notice).toMatchObject({ key: 'foreign-run#22FRI@2026-03-06#444455556666#eu-west-1', severity: 'warning' });
    expect(notice.happened).toContain('2 patch commands');
    expect(notice.details).toEqual([
      `AWS-RunPatchBaseline Scan, command ${run.commandId}, requested on Fri 6 Mar 2026 22:30 Europe/Berlin`,
      `AWS-RunPatchBaseline Scan, command ${run.commandId}, requested on Fri 6 Mar 2026 22:30 Europe/Berlin, comment "nightly"`,
    ]);
    const many = Array.from({ length: 11 }, () => run);
    expect(foreignRunNotice(facts, CELL, many).details).toHaveLength(10);
    expect(subjectOf(notice)).toBe(notice.subject);
  });
});

function mail(notice: Notice): string {
  return `${subjectOf(notice)}\n\n${emailOf(notice)}`;
}
