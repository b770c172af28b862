import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Notice } from '../domain/reporting/notice.ts';
import { REASONS, type Reason } from '../domain/reporting/reasons.ts';
import type { JudgedNode } from '../domain/window/judge-cell.ts';
import { countVerdicts, VERDICTS, type VerdictKind } from '../domain/window/verdict.ts';
import { aJudgedNode, anEntry, aWindow } from '../testing/domain-builders.ts';
import { windowWaitingNotice } from './opening-notices.ts';
import { emailOf, subjectOf } from './render-notice.ts';
import { windowFinalNotice, windowMissedNotice, windowSkippedNotice } from './window-notices.ts';

const facts = { window: aWindow(), entry: anEntry(), nextOpensAt: new Date('2026-03-13T21:00:00Z') };
const noReasons = Object.keys(REASONS).length;

describe('windowFinalNotice()', () => {
  it('tells a clean window in one line', () => {
    expect(mail(final([node(1), node(2)]))).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06: all 2 patched

Window 22FRI@2026-03-06 (prod, cloud-operations@example.com) is final. Of the 2 nodes that it owed a patch: all 2 patched.

What is next:
- The next window of 22FRI opens on Fri 13 Mar 2026 22:00 Europe/Berlin.

Notice window-final#22FRI@2026-03-06"
`);
  });

  it('tells by cause what went wrong, the gravest first, and what to do', () => {
    const nodes = [
      node(1),
      node(2, 'missed', 'node-offline', { name: undefined, owner: undefined }),
      node(3, 'failed', 'patches-failed'),
      node(4, 'pending-reboot', 'reboot-needed'),
      node(5, 'failed', 'patches-failed', { owner: 'shop@example.com' }),
    ];
    const notice = final(nodes, new Date('2026-03-06T21:17:00Z'));

    expect(mail(notice)).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06: 1 patched, 1 pending-reboot, 2 failed, 1 missed

Window 22FRI@2026-03-06 (prod, cloud-operations@example.com) is final. Of the 5 nodes that it owed a patch: 1 patched, 1 pending-reboot, 2 failed, 1 missed. It opened 17 minutes late, on Fri 6 Mar 2026 22:17 Europe/Berlin.

Details:
- 2 failed (patches-failed): One or more patches failed to install. Nodes: payments-app-03 i-00000000000000003 in 444455556666 eu-west-1 (payments@example.com); payments-app-05 i-00000000000000005 in 444455556666 eu-west-1 (shop@example.com).
- 1 missed (node-offline): The agent of the node had lost its connection. Nodes: i-00000000000000002 in 444455556666 eu-west-1.
- 1 pending-reboot (reboot-needed): Patches are installed, but a reboot is still needed. Nodes: payments-app-04 i-00000000000000004 in 444455556666 eu-west-1 (payments@example.com).

What is next:
- The next window of 22FRI opens on Fri 13 Mar 2026 22:00 Europe/Berlin.
- The output of the commands is in the output bucket under run-command/22FRI@2026-03-06/.
- Nodes that wait for a reboot stay non-compliant until they are rebooted and scanned.
- To acknowledge it: npx patchplane acknowledge "window-final#22FRI@2026-03-06" --reason "what you do about it". Until somebody does, it speaks again every 24 hours.
- What it means: docs/reasons/patches-failed.md, docs/reasons/node-offline.md, docs/reasons/reboot-needed.md
- What to do: docs/runbooks/failed-install.md, docs/runbooks/connectivity.md, docs/runbooks/missing-reboot.md

Notice window-final#22FRI@2026-03-06"
`);
    expect(notice.severity).toBe('warning');
    expect(notice.about).toEqual({
      window: facts.window.id,
      schedule: '22FRI',
      environment: 'prod',
      owners: ['payments@example.com', 'shop@example.com'],
    });
  });

  it('names six nodes of a cause, and counts the rest', () => {
    const nodes = (count: number) =>
      Array.from({ length: count }, (_, index) => node(index, 'failed', 'command-failed'));

    expect(final(nodes(6)).details[0]).not.toContain('more');
    expect(final(nodes(9)).details[0]).toMatch(/^9 failed .*; and 3 more\.$/);
  });

  it('addresses no more owners than a filter can look into', () => {
    const nodes = Array.from({ length: 60 }, (_, index) =>
      node(index, 'failed', 'command-failed', { owner: `team-${index}@example.com` }),
    );

    expect(final(nodes).about['owners']).toHaveLength(50);
  });

  it('tells of lateness beyond the distance of two sweeps only', () => {
    expect(final([node(1)], new Date('2026-03-06T21:05:00Z')).happened).not.toContain('late');
    expect(final([node(1)], new Date('2026-03-06T21:06:00Z')).happened).toContain('It opened 6 minutes late');
    expect(final([node(1)], undefined).happened).not.toContain('late');
  });

  it('tells of a window that owed nobody a patch', () => {
    expect(mail(final([]))).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06: no node carries this schedule

Window 22FRI@2026-03-06 (prod, cloud-operations@example.com) is final. No node carries its schedule.

What is next:
- The next window of 22FRI opens on Fri 13 Mar 2026 22:00 Europe/Berlin.

Notice window-final#22FRI@2026-03-06"
`);
  });
});

describe('windowFinalNotice() of nodes on which nothing was installed', () => {
  it.each<[Reason, string]>([
    ['mode-observe', 'info'],
    ['mode-scan', 'info'],
    ['scanned', 'info'],
    ['scan-too-old', 'warning'],
  ])('names those that were skipped for %s, as %s', (reason, severity) => {
    const notice = final([node(1), node(2, 'skipped', reason)]);

    expect(notice.details).toEqual([expect.stringContaining(`1 skipped (${reason})`)]);
    expect(notice.severity).toBe(severity);
  });

  it.each<[VerdictKind, Reason, boolean]>([
    ['failed', 'patches-failed', true],
    ['missed', 'node-offline', true],
    ['pending-reboot', 'reboot-needed', false],
    ['skipped', 'scan-too-old', false],
    ['patched', 'installed', false],
  ])('is an incident that somebody must answer or not: %s', (kind, reason, incident) => {
    expect(final([node(1, kind, reason)]).incident).toBe(incident);
  });
});

describe('windowMissedNotice()', () => {
  const missed = (nodes: readonly JudgedNode[], unread?: string) =>
    windowMissedNotice(facts, { nodes, reason: 'hub-down', unread });

  it('tells why, whom it owed a patch, and the next slot', () => {
    expect(mail(missed([node(1, 'missed', 'hub-down')]))).toMatchInlineSnapshot(`
"MISSED window 22FRI@2026-03-06: 1 node not patched (hub-down)

Window 22FRI@2026-03-06 (prod, cloud-operations@example.com) was missed, and nothing was patched in it. No sweep ran between the opening and the cutoff of the window. It should have opened on Fri 6 Mar 2026 22:00 Europe/Berlin; its cutoff was Sat 7 Mar 2026 01:00 Europe/Berlin.

Details:
- 1 missed (hub-down): No sweep ran between the opening and the cutoff of the window. Nodes: payments-app-01 i-00000000000000001 in 444455556666 eu-west-1 (payments@example.com).

What is next:
- The next window of 22FRI opens on Fri 13 Mar 2026 22:00 Europe/Berlin.
- If that is too late, patch the nodes by hand.
- To acknowledge it: npx patchplane acknowledge "window-missed#22FRI@2026-03-06" --reason "what you do about it". Until somebody does, it speaks again every 24 hours.
- What it means: docs/reasons/hub-down.md
- What to do: docs/runbooks/missed-window.md

Notice window-missed#22FRI@2026-03-06"
`);
  });

  it('says that the nodes are unknown where they are, beside those that are known', () => {
    expect(missed([], 'AccessDenied: no')).toMatchObject({
      subject: 'MISSED window 22FRI@2026-03-06: its nodes are unknown (hub-down)',
      details: ['The nodes that the window owed could not be read: AWS answered AccessDenied: no'],
    });
    expect(missed([node(1, 'missed', 'hub-down')], 'AccessDenied: no').details).toHaveLength(2);
  });
});

describe('windowSkippedNotice()', () => {
  const skipped = (makeUpOpensAt: Date | undefined, unread?: string) =>
    windowSkippedNotice(facts, {
      nodes: [node(1, 'skipped', 'frozen')],
      waitsFor: 'A change calendar closes before the window does.',
      makeUpOpensAt,
      unread,
    });

  it('says which freeze took it, and which window makes up for it', () => {
    expect(mail(skipped(new Date('2026-03-20T21:00:00Z')))).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06 is skipped (frozen)

Window 22FRI@2026-03-06 (prod, cloud-operations@example.com) is skipped, and nothing is patched in it. A change calendar closes before the window does. It should have opened on Fri 6 Mar 2026 22:00 Europe/Berlin.

Details:
- 1 skipped (frozen): A change calendar is closed over the window. Nodes: payments-app-01 i-00000000000000001 in 444455556666 eu-west-1 (payments@example.com).

What is next:
- The window of 22FRI that opens on Fri 20 Mar 2026 22:00 Europe/Berlin makes up for it.
- What to do: docs/runbooks/missed-window.md

Notice window-skipped#22FRI@2026-03-06"
`);
    expect(skipped(new Date('2026-03-20T21:00:00Z')).severity).toBe('warning');
  });

  it('asks a person for a slot where there is none, and says what it could not read', () => {
    const notice = skipped(undefined, 'AccessDenied: no');

    expect(notice.severity).toBe('critical');
    expect(notice.next).toEqual([
      'None of the next 12 windows of 22FRI is known to be free of freezes: find a slot for its nodes.',
    ]);
    expect(notice.details.at(-1)).toBe(
      'The nodes that the window owed could not be read: AWS answered AccessDenied: no',
    );
  });
});

// Goal: whatever the fleet, a subject fits and says which window it is about. Method: random rosters, every reason.
describe('any notice about a window', () => {
  it('has a subject that is not cut, and details without an empty line', () => {
    const reasons = fc.constantFrom(...reasonCodes());
    const nodes = fc.array(
      fc.record({
        kind: fc.constantFrom(...VERDICTS),
        reason: reasons,
        name: fc.option(fc.string({ maxLength: 256 })),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(nodes, reasons, (roster, reason) => {
        const judged = roster.map(({ kind, reason: why, name }, index) =>
          node(index, kind, why, { name: name ?? undefined }),
        );
        const told = [
          final(judged),
          windowMissedNotice(facts, { nodes: judged, reason, unread: undefined }),
          windowWaitingNotice(facts, { reason, waitsFor: 'no' }),
          windowSkippedNotice(facts, { nodes: judged, waitsFor: 'no', makeUpOpensAt: undefined, unread: undefined }),
        ];
        for (const notice of told) {
          expect(subjectOf(notice)).toBe(notice.subject);
          expect(notice.subject).toContain(facts.window.id);
          expect(notice.details.filter((line) => line.trim() === '')).toEqual([]);
        }
      }),
      { seed: 20260306, numRuns: 300 },
    );
    expect(reasonCodes()).toHaveLength(noReasons);
  });
});

function final(nodes: readonly JudgedNode[], openedAt: Date | undefined = facts.window.opensAt): Notice {
  const counts = countVerdicts(nodes.flatMap(({ verdict }) => verdict?.kind ?? []));
  return windowFinalNotice(facts, { nodes, counts, openedAt });
}

function node(
  number: number,
  kind: VerdictKind = 'patched',
  reason: Reason = 'installed',
  overrides: Partial<JudgedNode> = {},
): JudgedNode {
  const id = `i-${String(number).padStart(17, '0')}`;
  return aJudgedNode({ id, name: `payments-app-0${number}`, verdict: { kind, reason }, ...overrides });
}

function reasonCodes(): Reason[] {
  return Object.keys(REASONS).filter((code): code is Reason => Object.hasOwn(REASONS, code));
}

function mail(notice: Notice): string {
  return `${subjectOf(notice)}\n\n${emailOf(notice)}`;
}
