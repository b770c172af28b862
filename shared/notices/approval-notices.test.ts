import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Approval, REFUSALS } from '../domain/catalogue/judge-entry-in-force.ts';
import { rosterOf } from '../testing/fake-world/fake-world.ts';
import { catalogueLeavesNotice, catalogueRefusedNotice } from './approval-notices.ts';

const at = new Date('2026-03-04T00:00:00Z');
const latest = { version: 4, by: undefined, at, sha256: 'x', text: '{}' };

describe('docs/approvals.md', () => {
  it('has a row for every refusal, and for no other', () => {
    const page = readFileSync('docs/approvals.md', 'utf8');
    expect([...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason)).toEqual(Object.keys(REFUSALS));
  });
});

describe('catalogueRefusedNotice()', () => {
  it('says what cannot be read, and that nobody is known', () => {
    const approval: Approval = { kind: 'unreadable', version: 2, by: undefined, at, problem: 'it is half' };
    expect(
      catalogueRefusedNotice({ value: '2SAT', inForce: undefined, reason: 'approval-unreadable', latest, approval }),
    ).toMatchObject({
      key: 'catalogue-refused#2SAT#4#approval-unreadable',
      happened:
        'Somebody whom AWS did not record wrote version 4 of the catalogue entry 2SAT at 2026-03-04T00:00:00.000Z. The last approval cannot be read. No version of it is in force.',
      details: [
        'Somebody whom AWS did not record wrote version 2 of its approval at 2026-03-04T00:00:00.000Z: it is half',
      ],
    });
  });
});

describe('catalogueLeavesNotice()', () => {
  it('says of each cell that it could not read, and that no approval holds', () => {
    const unread = { account: '444455556666', region: 'eu-west-1', reason: 'AccessDenied: no' };
    const carriers = { kind: 'done', value: { nodes: [], unreadCells: [unread] } } as const;
    const notice = catalogueLeavesNotice({ value: '2SAT', version: 4, withdrawal: undefined, carriers });
    expect(notice.happened).toContain('No approval of it holds.');
    expect(notice.details).toEqual(['444455556666 eu-west-1 could not be read: AccessDenied: no']);
    const empty = catalogueLeavesNotice({ value: '2SAT', version: 4, withdrawal: undefined, carriers: rosterOf() });
    expect(empty.subject).toBe('Schedule 2SAT is taken out of force: no node carries it');
  });
});
