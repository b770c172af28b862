import { describe, expect, it } from '@jest/globals';
import { ALERT_CAUSES } from '../domain/requests/judge-noncompliance.ts';
import { aNodeReference, aWindow } from '../testing/domain-builders.ts';
import { NOON } from '../testing/request-builders.ts';
import { type LackingNode, noncompliantNotice } from './compliance-notices.ts';
import { emailOf } from './render-notice.ts';

const lacking: LackingNode = {
  node: aNodeReference(),
  name: 'payments-db-01',
  owner: 'payments@example.com',
  value: '22FRI',
  severity: 'CRITICAL',
  baselineId: 'pb-theirs',
  last: { window: aWindow(), kind: 'patched', reason: 'installed', baselineId: 'pb-ours' },
  next: { opensAt: new Date('2026-03-06T21:00:00Z'), zone: 'Europe/Berlin' },
};

describe('noncompliantNotice()', () => {
  it('says which node, why it is told, when its window opens, and what to do', () => {
    expect(emailOf(noncompliantNotice(lacking, 'production', NOON))).toMatchInlineSnapshot(`
"AWS reports that payments-db-01, i-0a1b2c3d4e5f60718 in account 444455556666, eu-west-1, lacks CRITICAL patches. It is urgent, and nothing is patched out of turn in production without a person.

Details:
- The next window of 22FRI opens on Fri 6 Mar 2026 22:00 Europe/Berlin.

What is next:
- If that is too late: npx patchplane patch-now 22FRI --account 444455556666 --region eu-west-1 --reason "…".
- To acknowledge it: npx patchplane acknowledge "noncompliant#i-0a1b2c3d4e5f60718#production#2026-03-04" --reason "what you do about it". Until somebody does, it speaks again every 24 hours.
- What to do: docs/runbooks/failed-install.md

Notice noncompliant#i-0a1b2c3d4e5f60718#production#2026-03-04"
`);
  });

  it('has a sentence and a remedy of its own for each cause', () => {
    const notices = ALERT_CAUSES.map((cause) => noncompliantNotice(lacking, cause, NOON));
    expect(new Set(notices.map(({ happened }) => happened)).size).toBe(ALERT_CAUSES.length);
    expect(notices.map(({ next }) => next.length)).toEqual(ALERT_CAUSES.map(() => 1));
    expect(notices.filter(({ happened, next }) => /undefined/.test(happened + next.join()))).toEqual([]);
    expect(notices.filter(({ incident }) => incident).map(({ key }) => key)).toEqual([
      `noncompliant#${lacking.node.id}#production#2026-03-04`,
    ]);
  });

  it('tells apart the baselines that disagree', () => {
    expect(noncompliantNotice(lacking, 'other-baseline', NOON).happened).toContain(
      'It was measured by the baseline pb-theirs, and our last run used pb-ours',
    );
  });

  it('gets by with what is known', () => {
    const bare = {
      ...lacking,
      name: undefined,
      owner: undefined,
      value: undefined,
      severity: undefined,
      next: undefined,
    };
    expect(noncompliantNotice(bare, 'no-schedule', NOON)).toMatchObject({
      subject: `${lacking.node.id} lacks patches (no-schedule)`,
      severity: 'warning',
      details: [],
      next: ['Set the tag maintenance:patching of the node to an approved schedule.'],
      about: { node: lacking.node.id, owners: [] },
    });
  });

  it('is told once a node, cause and day', () => {
    const key = (at: string) => noncompliantNotice(lacking, 'production', new Date(at)).key;
    expect(key('2026-03-04T00:00:00Z')).toBe(key('2026-03-04T23:59:59Z'));
    expect(key('2026-03-05T00:00:00Z')).not.toBe(key('2026-03-04T23:59:59Z'));
  });
});
