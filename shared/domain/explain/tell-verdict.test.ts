import { describe, expect, it } from '@jest/globals';
import { aNodeRecord, aPart, aWindowRecord, saidIn, someFacts, tagsNow } from '../../testing/explain-builders.ts';
import { tellVerdict } from './tell-verdict.ts';

const INSTALLED =
  'patched (installed). Every patch that its baseline approves is installed. See docs/reasons/installed.md.';

describe('tellVerdict()', () => {
  it('tells the verdict with its sentence and page', () => {
    expect(saidIn(tellVerdict(someFacts()))).toEqual([`Its verdict is ${INSTALLED}`]);
  });

  it('tells an amendment as one', () => {
    const amendedFrom = { verdict: 'missed', reason: 'node-offline' };
    const node = aNodeRecord({ amendedFrom, amendedAt: new Date('2026-03-07T03:00:00Z') });
    expect(saidIn(tellVerdict(someFacts({ part: aPart({ node }) })))).toEqual([
      'Its verdict was missed (node-offline) at first.',
      `2026-03-07T03:00:00Z Later evidence amended the verdict: it is ${INSTALLED}`,
    ]);
  });

  it('says that there is none yet', () => {
    const node = aNodeRecord({ verdict: undefined, reason: undefined });
    expect(saidIn(tellVerdict(someFacts({ part: aPart({ node }) })))).toEqual(['It has no verdict yet.']);
  });

  it('says why no window owes it anything, and by which word', () => {
    const facts = someFacts({ part: undefined, tags: tagsNow({ patching: 'EXEMPT' }) });
    const owed = 'No window owes it a patch (exempt). The node is exempt from patching. See docs/reasons/exempt.md.';
    expect(saidIn(tellVerdict(facts))).toEqual(['No window in the ledger had it on its roster.', owed]);
    expect(tellVerdict(facts).steps[1]?.source).toBe('its tag now');

    const judged = { value: 'EXEMPT', change: 1 };
    const guessed = tellVerdict({ ...facts, tags: { kind: 'unknown', why: 'no' }, judged });
    expect(guessed.steps[1]).toMatchObject({ said: owed, source: 'its tag when it was last judged' });
    expect(saidIn(tellVerdict({ ...facts, tags: tagsNow() }))).toEqual([
      'No window in the ledger had it on its roster.',
    ]);
  });

  it('names five others at most, and the window that came without it', () => {
    const others = ['27', '20', '13', '06'].map((day) => aNodeRecord({ windowId: `22FRI@2026-02-${day}` }));
    const more = ['30', '23'].map((day) =>
      aNodeRecord({ windowId: `22FRI@2026-01-${day}`, verdict: undefined, reason: undefined }),
    );
    const told = saidIn(tellVerdict(someFacts({ others: [...others, ...more], later: aWindowRecord() })));

    expect(told).toHaveLength(7);
    expect(told[1]).toBe('2026-03-06T21:00:00Z The window 22FRI@2026-03-06 of its schedule came without it.');
    expect(told[2]).toBe('In 22FRI@2026-02-27 it was patched (installed).');
    expect(told[6]).toBe('In 22FRI@2026-01-30 it was without a verdict.');
  });
});
