import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../domain/reporting/notice.ts';
import { aNotice } from '../testing/domain-builders.ts';
import { subjectOf } from './render-notice.ts';
import { tagDigestNotice } from './tag-digest-notice.ts';

const key = 'tags-refused#ann@example.com#2026-03-06T05:00:00.000Z';

describe('tagDigestNotice()', () => {
  it('says how many nodes of an owner are wrong, and quotes them', () => {
    const notices = [refused(1), refused(2), { ...refused(3), kind: 'tag-defaulted' as const }];

    expect(tagDigestNotice({ key, owner: 'ann@example.com', notices })).toEqual({
      key,
      kind: 'tags-refused',
      severity: 'warning',
      subject: '3 nodes of ann@example.com: 2 refused, 1 given a default',
      happened:
        'Patchplane has found 3 nodes of ann@example.com about which nobody was told: 2 refused, 1 given a default.',
      details: [1, 2, 3].map((n) => `444455556666 eu-west-1 i-${n}: web-${n}: schedule "SAT2" is refused, meant 2SAT?`),
      next: [
        'Set the tag maintenance:patching of these nodes to an approved schedule. Until then no window patches them.',
      ],
      about: { owners: ['ann@example.com'], accounts: ['444455556666'] },
    });
  });

  it('stays short, however many there are and however long the owner is called', () => {
    const notices = Array.from({ length: 10_000 }, (_, index) => refused(index));
    const digest = tagDigestNotice({ key, owner: `${'x'.repeat(250)}@example.com`, notices });

    expect(digest.details).toHaveLength(21);
    expect(digest.details.at(-1)).toBe('... and 9980 more: npx patchplane explain NODE tells of each.');
    expect(subjectOf(digest).length).toBeLessThan(100);
  });

  it('goes to operations where the nodes name no owner, and is as grave as the gravest', () => {
    const digest = tagDigestNotice({ key, owner: '', notices: [refused(1), { ...refused(2), severity: 'critical' }] });

    expect(digest).toMatchObject({
      severity: 'critical',
      subject: '2 nodes of nobody: 2 refused',
      about: { owners: [] },
    });
  });
});

function refused(n: number): Notice {
  return aNotice({
    key: `tag-refused#i-${n}#1`,
    kind: 'tag-refused',
    severity: 'warning',
    subject: `web-${n}: schedule "SAT2" is refused, meant 2SAT?`,
    about: { node: `i-${n}`, account: '444455556666', region: 'eu-west-1', owners: ['ann@example.com'] },
  });
}
