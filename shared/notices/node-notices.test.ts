import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../domain/reporting/notice.ts';
import { aJudgedNode, anEntry, aWindow, CELL, OTHER_CELL } from '../testing/domain-builders.ts';
import {
  nodeNotBackNotice,
  rebootLoopNotice,
  rebootOverdueNotice,
  sayNoApprovalDelay,
  verdictAmendedNotice,
} from './node-notices.ts';
import { subjectOf } from './render-notice.ts';

const facts = { window: aWindow(), entry: anEntry(), nextOpensAt: undefined };
const lost = aJudgedNode({ verdict: { kind: 'failed', reason: 'did-not-return' } });
const nameless = aJudgedNode({ ...lost, id: 'mi-0123456789abcdef0', name: undefined, owner: undefined });
const amended = aJudgedNode({ amendedFrom: { kind: 'failed', reason: 'did-not-return' } });

describe('the notices about nodes', () => {
  it('read as if they woke you at night', () => {
    const story = [
      nodeNotBackNotice(facts, CELL, [lost, nameless]),
      rebootLoopNotice(facts, lost),
      rebootOverdueNotice(facts, CELL, [lost]),
      verdictAmendedNotice(facts, CELL, { nodes: [amended], key: '1a2b3c4d' }),
    ];

    expect(story.map(textOf).join('\n----\n')).toMatchInlineSnapshot(`
"node-not-back#22FRI@2026-03-06#444455556666#eu-west-1
INCIDENT 22FRI@2026-03-06: 2 nodes not back in 444455556666, eu-west-1
Window 22FRI@2026-03-06 ended on Sat 7 Mar 2026 02:00 Europe/Berlin. In account 444455556666, eu-west-1, 2 nodes began to patch and cannot be heard since.
- payments-db-01 i-0a1b2c3d4e5f60718 (payments@example.com): not heard since its install began
- mi-0123456789abcdef0: not heard since its install began
> Look at the console of each node now: it may hang in its reboot.
> A node that comes back within 24 hours of the final state of the window is looked at again, and you are told.
----
reboot-loop#22FRI@2026-03-06#i-0a1b2c3d4e5f60718
INCIDENT 22FRI@2026-03-06: i-0a1b2c3d4e5f60718 is in a reboot loop
In account 444455556666, eu-west-1, a node of window 22FRI@2026-03-06 still needs a reboot after its reboots, three windows in a row.
- payments-db-01 i-0a1b2c3d4e5f60718 (payments@example.com): The node still needs a reboot after reboots in several windows in a row.
> See what on the node asks for the reboot: a file to be renamed that is never renamed, a package whose script fails.
> Where its system says so too, the node refuses further installs: remove /var/lib/patchplane/reboots-in-vain (Windows: %ProgramData%\\Patchplane\\reboots-in-vain) when it is mended.
> Put the tag value EXEMPT on a node that must not be patched for longer, with the consent of its owner.
----
reboot-overdue#22FRI@2026-03-06#444455556666#eu-west-1
INCIDENT 22FRI@2026-03-06: 1 reboot overdue in 444455556666, eu-west-1
1 node of window 22FRI@2026-03-06 in account 444455556666, eu-west-1, was patched without a reboot, and by the deadline no reboot and scan was seen.
- payments-db-01 i-0a1b2c3d4e5f60718 (payments@example.com): The node was not rebooted and scanned within its deadline after the install.
> Reboot the nodes, then scan them: until then their patches are not in effect, and they are not compliant.
----
verdict-amended#22FRI@2026-03-06#1a2b3c4d
Window 22FRI@2026-03-06: 1 verdict amended in 444455556666, eu-west-1
After window 22FRI@2026-03-06 was final, evidence came that changes what 1 node in account 444455556666, eu-west-1, came to. The counts of the window are corrected.
- payments-db-01 i-0a1b2c3d4e5f60718 (payments@example.com): failed (did-not-return), now patched (installed)"
`);
    expect(story.map(({ severity, incident }) => `${severity} ${incident ?? false}`)).toEqual([
      'critical true',
      'critical true',
      'critical true',
      'info false',
    ]);
    expect(story.filter((notice) => subjectOf(notice) !== notice.subject)).toEqual([]);
    expect(story.map(({ about }) => about['owners'])).toEqual([
      ['payments@example.com'],
      ['payments@example.com'],
      ['payments@example.com'],
      [],
    ]);
    expect(story[0]?.about).toMatchObject({ ...CELL, window: facts.window.id, environment: 'prod' });
  });

  it('say how many they are about', () => {
    const many = Array.from({ length: 22 }, (_, index) => aJudgedNode({ ...lost, id: `i-${index}` }));

    expect(nodeNotBackNotice(facts, CELL, many).details).toHaveLength(21);
    expect(nodeNotBackNotice(facts, CELL, many).details.at(-1)).toBe('and 2 more nodes');
    expect(nodeNotBackNotice(facts, CELL, many.slice(0, 21)).details.at(-1)).toBe('and 1 more node');
    expect(nodeNotBackNotice(facts, CELL, many.slice(0, 20)).details).toHaveLength(20);
    expect(rebootOverdueNotice(facts, CELL, many).happened).toContain('were patched without a reboot');
  });

  it('are one fact a cell, and a loop is one a node', () => {
    expect(nodeNotBackNotice(facts, OTHER_CELL, [lost]).key).not.toBe(nodeNotBackNotice(facts, CELL, [lost]).key);
    expect(rebootOverdueNotice(facts, OTHER_CELL, [lost]).key).not.toBe(rebootOverdueNotice(facts, CELL, [lost]).key);
    expect(rebootOverdueNotice(facts, CELL, [nameless]).key).toBe(rebootOverdueNotice(facts, CELL, [lost]).key);
    expect(rebootLoopNotice(facts, nameless).key).not.toBe(rebootLoopNotice(facts, lost).key);
  });
});

describe('verdictAmendedNotice()', () => {
  it('has words for what has no verdict', () => {
    const { details } = verdictAmendedNotice(facts, CELL, {
      nodes: [aJudgedNode({ verdict: undefined })],
      key: 'x',
    });

    expect(details[0]).toContain('without a verdict, now without a verdict');
  });
});

describe('sayNoApprovalDelay()', () => {
  const of = (...systems: readonly (string | undefined)[]) =>
    systems.map((operatingSystem) => aJudgedNode({ evidence: { operatingSystem } }));
  const say = (...systems: readonly (string | undefined)[]) =>
    sayNoApprovalDelay({ patchGroup: 'prod-14-days' }, of(...systems));

  it('names the nodes of a patch group whose baselines know no delay', () => {
    expect(say('UBUNTU')).toEqual([
      '1 node of patch group prod-14-days runs Ubuntu or Debian, whose baselines know no approval delay: they get every patch as soon as it is published.',
    ]);
    expect(say('UBUNTU', 'AMAZON_LINUX_2023', 'DEBIAN', undefined)[0]).toContain(
      '2 nodes of patch group prod-14-days run',
    );
  });

  it('says nothing where there are none, or where no patch group is named', () => {
    expect(say('AMAZON_LINUX_2023', undefined)).toEqual([]);
    expect(sayNoApprovalDelay({}, of('UBUNTU'))).toEqual([]);
    expect(sayNoApprovalDelay({ patchGroup: 'x' }, [aJudgedNode()])).toEqual([]);
  });
});

function textOf({ key, subject, happened, details, next }: Notice): string {
  return [key, subject, happened, ...details.map((line) => `- ${line}`), ...next.map((line) => `> ${line}`)].join('\n');
}
