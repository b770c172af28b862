import { describe, expect, it } from '@jest/globals';
import { OTHER_CELL } from '../../testing/domain-builders.ts';
import { aSeenNode, aTagChange, someAuditFacts } from '../../testing/report-builders.ts';
import { changedNodes } from './changed-nodes.ts';
import { REPEATED, tagAudit, unauthorised, wrongTags } from './tag-audit.ts';

const LAST = new Date('2026-02-09T12:00:00Z');
const id = (number: number) => `i-${String(number).padStart(17, '0')}`;
const at = (minute: number) => new Date(Date.UTC(2026, 2, 6, 20, minute));
const trailOf = (changes: ReturnType<typeof aTagChange>[]) => ({
  trail: { changes, asked: [id(1)], leftOut: [id(2), id(3)], unreadCells: [{ ...OTHER_CELL, reason: 'AccessDenied' }] },
});

describe('tagAudit()', () => {
  it('counts the inventory: the five counts add up (A1)', () => {
    const values = ['22FRI', '2SAT', undefined, '2STA', '3SAT', 'EXEMPT', 'REPLACE'];
    const audit = tagAudit(
      someAuditFacts({ inventory: values.map((value, index) => aSeenNode({ id: id(index), value })) }),
    );

    expect(audit.counts).toEqual({ valid: 2, missing: 1, malformed: 1, 'not-approved': 1, 'exempt-or-immutable': 2 });
    expect(wrongTags(audit).map(({ value }) => value)).toEqual([undefined, '2STA', '3SAT']);
  });

  it('finds what has drifted since the last audit, and nothing of what none has seen (A2)', () => {
    const inventory = [
      aSeenNode({ id: id(1), value: '2SAT' }),
      aSeenNode({ id: id(2), value: '2SAT' }),
      aSeenNode({ id: id(3), value: undefined }),
      aSeenNode({ id: id(4), value: '2SAT' }),
    ];
    const baseline = new Map([
      [id(1), { at: LAST, value: '22FRI', change: 1 }],
      [id(2), { at: LAST, value: '2SAT', change: 1 }],
      [id(3), { at: LAST, value: '2SAT', change: 1 }],
    ]);
    const { trail } = trailOf([
      aTagChange({ nodeId: id(1), at: at(50), value: '2SAT', by: 'arn:aws:iam::444455556666:user/late' }),
      aTagChange({ nodeId: id(1), at: at(40), value: '22FRI', by: 'arn:aws:iam::444455556666:user/early' }),
      aTagChange({ nodeId: id(1), at: at(55), value: '10SAT', refused: 'AccessDenied' }),
      aTagChange({ nodeId: id(1), at: at(56), key: 'maintenance:wave', value: '1' }),
    ]);
    const audit = tagAudit(someAuditFacts({ inventory, baseline, trail }));

    expect(audit.drifted).toBe(2);
    expect(audit.nodes.map(({ drift }) => drift)).toEqual([
      { before: '22FRI', auditedAt: LAST, by: 'arn:aws:iam::444455556666:user/late', at: at(50) }, // A3
      undefined,
      { before: '2SAT', auditedAt: LAST, by: undefined, at: undefined },
      undefined,
    ]);
  });

  it('names the changes at fault in order of time, and leaves the tags of owners alone', () => {
    const audit = tagAudit(
      someAuditFacts(
        trailOf([
          aTagChange({ at: at(3), value: '3SAT' }),
          aTagChange({ at: at(1), value: '2STA' }),
          aTagChange({ at: at(2), value: '2SAT' }),
          aTagChange({ at: at(4), value: '2SAT', refused: 'AccessDenied' }),
          aTagChange({ at: at(5), key: 'Name', value: 'web' }),
        ]),
      ),
    );
    expect(audit.changes.map(({ fault }) => fault)).toEqual(['malformed', undefined, 'not-approved', 'refused-by-aws']);
    expect(unauthorised(audit).map(({ value }) => value)).toEqual(['2STA', '3SAT']);
    expect(audit).toMatchObject({ asked: 1, leftOut: 2 });
    expect(audit.unread).toEqual(['CloudTrail of 777788889999 eu-central-1 could not be read: AccessDenied']);
  });

  it('knows repeat offenders: a role whatever its session, an owner by what was told (A4)', () => {
    const role = (session: string) => `arn:aws:sts::444455556666:assumed-role/AppDeploy/${session}`;
    const refused = [
      ...['a', 'b', 'c'].map((session) => aTagChange({ by: role(session) })),
      ...[1, 2].map(() => aTagChange({ by: 'arn:aws:iam::444455556666:user/bob' })),
      ...[1, 2, 3, 4].map(() => aTagChange({ by: undefined })),
      ...['x', 'y', 'z'].map((name) => aTagChange({ by: `arn:aws:iam::444455556666:user/zoe`, value: name })),
    ];
    const inventory = [
      aSeenNode({ id: id(1) }),
      aSeenNode({ id: id(2), owner: 'bob@example.com' }),
      aSeenNode({ id: id(3), owner: undefined }),
    ];
    const told = (number: number, times: number) =>
      Array.from({ length: times }, () => ({ nodeId: id(number), at: at(1) }));
    const refusals = [...told(1, REPEATED), ...told(2, REPEATED - 1), ...told(3, 9), ...told(7, 9)];

    expect(tagAudit(someAuditFacts({ ...trailOf(refused), inventory, refusals })).offenders).toEqual([
      { who: 'a principal that CloudTrail does not name', kind: 'principal', refused: 4 },
      { who: '444455556666 role AppDeploy', kind: 'principal', refused: 3 },
      { who: 'arn:aws:iam::444455556666:user/zoe', kind: 'principal', refused: 3 },
      { who: 'ann@example.com', kind: 'owner', refused: 3 },
    ]);
  });

  it('holds no change against anybody that was allowed', () => {
    const by = 'arn:aws:iam::444455556666:user/bob';
    const allowed = [1, 2, 3, 4].map((minute) => aTagChange({ by, at: at(minute), value: '2SAT' }));
    expect(tagAudit(someAuditFacts(trailOf(allowed))).offenders).toEqual([]);
  });

  it('lists nodes by account, Region and id, whatever the order in which they were seen', () => {
    const inventory = [
      aSeenNode({ id: id(1), account: '777788889999' }),
      aSeenNode({ id: id(9), region: 'us-east-1' }),
      aSeenNode({ id: id(3) }),
      aSeenNode({ id: id(2) }),
    ];
    const audit = tagAudit(someAuditFacts({ inventory }));
    expect(audit.nodes.map((node) => node.id)).toEqual([id(2), id(3), id(9), id(1)]);
  });

  it('says which account and Region it could not see', () => {
    const audit = tagAudit(
      someAuditFacts({ unreadCells: [{ ...OTHER_CELL, reason: 'AccessDenied' }], unread: ['more'] }),
    );
    expect(audit.unread).toEqual(['more', '777788889999 eu-central-1 could not be read: AccessDenied']);
  });
});

describe('changedNodes()', () => {
  const baseline = new Map([
    [id(1), { at: LAST, value: '22FRI', change: 1 }],
    [id(2), { at: LAST, value: '22FRI', change: 1 }],
    [id(3), { at: LAST, value: '22FRI', change: 1 }],
  ]);
  const memory = new Map([1, 2, 4].map((number) => [id(number), { change: number === 2 ? 3 : 1 }] as const));

  it('takes those with another value, those that changed there and back, and new ones that ever changed', () => {
    const inventory = [
      aSeenNode({ id: id(1) }),
      aSeenNode({ id: id(2) }),
      aSeenNode({ id: id(3), value: '2STA' }),
      aSeenNode({ id: id(4), value: 'EXEMPT' }),
      aSeenNode({ id: id(5) }),
    ];
    expect(changedNodes(inventory, baseline, memory).map((node) => node.id)).toEqual([id(3), id(2), id(4)]);
  });
});
