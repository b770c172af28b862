import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../testing/domain-builders.ts';
import { aGrantedException } from '../../testing/exception-builders.ts';
import { aNodeRecord, aPart, saidIn, someFacts, tagsNow } from '../../testing/explain-builders.ts';
import type { Catalogue } from '../catalogue/catalogue-entry.ts';
import { reasonOfTag, tellTag } from './tell-tag.ts';

const unread: Catalogue = { kind: 'unread', reason: 'AccessDenied: no' };
const read: Catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '2SAT' })], problems: [] };
const refused = { kind: 'unknown', why: 'AccessDenied: no' } as const;

describe('tellTag()', () => {
  it('tells what was judged, without a time, and what the tags say now', () => {
    const judged = { value: '22FRI', verdict: 'approved', change: 2 };
    const tags = tagsNow({ wave: '1', patchGroup: 'prod-14-days' });

    expect(saidIn(tellTag(someFacts({ judged, tags })))).toEqual([
      'When it was last judged, the tag said "22FRI". It was judged approved; the ledger counts 2 changes, and keeps no time for them.',
      '2026-03-08T12:00:00Z Now the tag maintenance:patching says "22FRI". That is an approved schedule. The tag maintenance:wave says "1". The tag PatchGroup says "prod-14-days".',
    ]);
  });

  it('tells of a node that lost its tag, and that it was another one in the window', () => {
    const judged = { verdict: 'missing', change: 1 };
    const told = saidIn(tellTag(someFacts({ judged, tags: tagsNow({ patching: undefined }) })));

    expect(told).toEqual([
      'When it was last judged, the tag was not there. It was judged missing; the ledger counts one change, and keeps no time for them.',
      '2026-03-08T12:00:00Z Now the node carries no tag maintenance:patching. Without it no window owes the node a patch. It has changed since the window that is told here.',
    ]);
  });

  it('does not take an emergency window for another schedule', () => {
    const part = aPart({ node: aNodeRecord({ windowId: '22FRI@2026-03-07+1a2b3c4d' }) });
    expect(saidIn(tellTag(someFacts({ part }))).join()).not.toContain('It has changed');
  });

  it.each([
    ['EXEMPT', 'no window touches the node. No exception was approved for it. So the tag does not comply.'],
    ['REPLACE', 'That is the reserved value of nodes that are replaced: no window touches the node.'],
    ['6SAT', 'That is a schedule, but not one in force. Probably 2SAT was meant.'],
    ['23WEDX5', 'That is a schedule, but not one in force.'],
    ['2STA', 'wanted a weekday in capitals: SUN, MON, TUE, WED, THU, FRI, SAT. Probably 2SAT was meant.'],
  ])('says what %s is worth', (patching, worth) => {
    const told = saidIn(tellTag(someFacts({ part: undefined, catalogue: read, tags: tagsNow({ patching }) })));
    expect(told[1]?.endsWith(worth)).toBe(true);
  });

  it('says until when the exception stands for which the tag says EXEMPT', () => {
    const tags = tagsNow({ patching: 'EXEMPT' });
    const told = saidIn(tellTag(someFacts({ part: undefined, tags, exception: aGrantedException() })));
    expect(told[1]).toContain('It was approved, and stands until 2026-05-01T00:00:00.000Z.');
  });

  it('says what is not known, and why', () => {
    expect(saidIn(tellTag(someFacts({ tags: refused })))).toEqual([
      'No change of the tag has been judged.',
      '? What the tag says now is not known: AccessDenied: no',
    ]);
    expect(saidIn(tellTag(someFacts({ catalogue: unread })))[1]).toContain(
      'What it is worth is not known, since the catalogue cannot be read.',
    );
  });

  it('tells of a judgement of which the verdict is not kept', () => {
    const told = saidIn(tellTag(someFacts({ judged: { value: '22FRI', change: 1 } })));
    expect(told[0]).toContain('It was judged not at all;');
  });
});

describe('reasonOfTag()', () => {
  it.each([
    ['22FRI', undefined],
    ['EXEMPT', 'exempt'],
    ['REPLACE', 'immutable'],
    [undefined, 'untagged'],
    ['6SAT', 'not-approved'],
    ['2STA', 'malformed'],
  ])('finds of %j: %s', (patching, reason) => {
    expect(reasonOfTag(tagsNow({ patching }), undefined, read)).toBe(reason);
    expect(reasonOfTag(refused, { value: patching, change: 1 }, read)).toBe(reason);
  });

  it('finds nothing where nothing is known', () => {
    expect(reasonOfTag(refused, undefined, read)).toBeUndefined();
    expect(reasonOfTag(tagsNow({ patching: 'EXEMPT' }), undefined, unread)).toBeUndefined();
  });

  it('believes the tags of now more than those that were judged', () => {
    expect(reasonOfTag(tagsNow({ patching: 'EXEMPT' }), { value: '22FRI', change: 1 }, read)).toBe('exempt');
  });
});
