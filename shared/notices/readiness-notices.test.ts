import { describe, expect, it } from '@jest/globals';
import { judgeReadiness } from '../domain/readiness/judge-readiness.ts';
import type { Finding } from '../domain/readiness/prerequisites.ts';
import { anEntry, aWindow } from '../testing/domain-builders.ts';
import { aHub, aManagedNode, aReadyCell, aWindowToJudge, read } from '../testing/readiness-builders.ts';
import { readinessNotices } from './readiness-notices.ts';
import { emailOf } from './render-notice.ts';

const coming = { window: aWindow(), entry: anEntry() };
const counts = { windows: [], cells: [] };

describe('readinessNotices()', () => {
  it('tells nobody where all is in place', () => {
    expect(readinessNotices(coming, { ...counts, findings: [] })).toEqual([]);
  });

  it('tells each owner of their nodes, and operations of the rest', () => {
    const cell = aReadyCell({ recorder: read({ kind: 'off' }), managed: read([aManagedNode({ online: false })]) });
    const input = {
      windows: [aWindowToJudge()],
      hub: aHub(),
      cells: [cell],
      ownerTag: 'owner',
      hybridCells: [],
      problems: [],
    };
    const [operations, owner, ...others] = readinessNotices(coming, judgeReadiness(input));

    expect(others).toEqual([]);
    expect(operations).toMatchObject({
      key: expect.stringMatching(/^not-ready#22FRI@2026-03-06#[0-9a-f]{8}$/),
      about: { owners: [] },
    });
    expect(operations?.details).toEqual([
      'recorder: The recorder of AWS Config of account 444455556666 in eu-west-1 is off.',
    ]);
    expect(owner && emailOf(owner)).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06 (prod, cloud-operations@example.com) opens on Fri 6 Mar 2026 22:00 Europe/Berlin. Of nodes of payments@example.com, 1 thing is not in place, or could not be read.

Details:
- online: payments-db-01 i-0a1b2c3d4e5f60718 in 444455556666 eu-west-1: Its agent has lost the connection to Systems Manager.

What is next:
- online: Start the node, or its SSM Agent, and see that it reaches Systems Manager.
- See what is left: npx patchplane ready --window 22FRI@2026-03-06. Nodes for which it is not in place when the window opens may be skipped or fail, and that is told again.
- What to do: docs/runbooks/connectivity.md

Notice not-ready#22FRI@2026-03-06#payments@example.com#5a43ab3d"
`);
  });

  it('tells no owner of what stands in the way of nothing alone, but with the rest', () => {
    const agent: Finding = { answer: 'fails', what: 'agent-current', sentence: 'old', nodeId: 'i-1', owner: 'ada' };
    const wave: Finding = { ...agent, what: 'wave' };
    expect(readinessNotices(coming, { ...counts, findings: [agent] })).toEqual([]);
    expect(readinessNotices(coming, { ...counts, findings: [{ ...agent, owner: undefined }] })).toHaveLength(1);
    expect(readinessNotices(coming, { ...counts, findings: [agent, wave] })[0]?.details).toHaveLength(2);
  });

  it('has one key for the same facts, in whatever order and words, and another for a new one', () => {
    const wave: Finding = { answer: 'fails', what: 'wave', sentence: 'none', nodeId: 'i-1' };
    const unread: Finding = { answer: 'unread', what: 'aggregator', sentence: 'request 1' };
    const keyOf = (...findings: Finding[]) => readinessNotices(coming, { ...counts, findings })[0]?.key;
    expect(keyOf({ ...unread, sentence: 'request 2' }, wave)).toBe(keyOf(wave, unread));
    const others = [keyOf(wave), keyOf({ ...wave, nodeId: 'i-2' }), keyOf({ ...wave, answer: 'unread' })];
    expect(new Set([...others, keyOf(wave, unread)]).size).toBe(4);
  });

  it('names so many and counts the others', () => {
    const findings = Array.from({ length: 23 }, (_, index): Finding => {
      return { answer: 'unread', what: 'baseline', sentence: 'no', account: '444455556666', nodeId: `i-${index}` };
    });
    const [notice] = readinessNotices(coming, { ...counts, findings });
    expect(notice?.details).toHaveLength(21);
    expect(notice?.details[0]).toBe('baseline (unread): i-0 in 444455556666: no');
    expect(notice?.details.at(-1)).toBe('... and 3 more: npx patchplane ready --window 22FRI@2026-03-06');
    expect(notice?.subject).toBe(
      '23 things not ready for window 22FRI@2026-03-06, which opens on Fri 6 Mar 2026 22:00 Europe/Berlin',
    );
  });
});
