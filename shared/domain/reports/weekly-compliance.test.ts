import { describe, expect, it } from '@jest/globals';
import { aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { aNodeRecord, aWindowRecord } from '../../testing/explain-builders.ts';
import { aSeenNode, someWeekFacts } from '../../testing/report-builders.ts';
import { pastOf } from './node-past.ts';
import { weeklyCompliance } from './weekly-compliance.ts';

const id = (number: number) => `i-${String(number).padStart(17, '0')}`;
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

const friday = aWindowRecord({ roster: 3 });
const saturday = aWindowRecord({
  window: aWindow({
    id: '2SAT@2026-03-07',
    schedule: '2SAT',
    date: '2026-03-07',
    opensAt: new Date('2026-03-07T01:00:00Z'),
  }),
  state: 'missed',
  reason: 'hub-down',
  roster: 1,
});
const sunday = aWindowRecord({
  window: aWindow({
    id: '2SUN@2026-03-08',
    schedule: '2SUN',
    date: '2026-03-08',
    opensAt: new Date('2026-03-08T01:00:00Z'),
  }),
  state: 'open',
});

const parts = [
  aNodeRecord({ id: id(1), windowId: '22FRI@2026-03-06', verdict: 'patched', owner: 'ann' }),
  aNodeRecord({ id: id(2), windowId: '22FRI@2026-03-06', verdict: 'failed', reason: 'command-failed', owner: 'ann' }),
  aNodeRecord({ id: id(3), ...OTHER_CELL, windowId: '22FRI@2026-03-06', verdict: 'patched', owner: undefined }),
  aNodeRecord({ id: id(4), windowId: '2SAT@2026-03-07', verdict: 'missed', reason: 'hub-down', owner: 'bob' }),
  aNodeRecord({ id: id(1), windowId: '2SUN@2026-03-08', verdict: undefined, reason: undefined, owner: 'ann' }),
];

const facts = someWeekFacts({
  windows: [sunday, saturday, friday],
  parts,
  inventory: [
    aSeenNode({ id: id(2) }),
    aSeenNode({ id: id(1) }),
    aSeenNode({ id: id(3), ...OTHER_CELL, owner: 'carol' }),
    aSeenNode({ id: id(5), value: undefined }),
  ],
  pasts: new Map(
    [1, 2, 3, 4].map((number) => [id(number), pastOf(parts.filter((part) => part.id === id(number)))] as const),
  ),
});

describe('weeklyCompliance()', () => {
  const report = weeklyCompliance(facts);

  it('adds up, whichever way one looks (C1)', () => {
    for (const { roster, verdicts, unjudged } of [
      report.total,
      ...report.schedules,
      ...report.accounts,
      ...report.owners,
    ])
      expect(sum(Object.values(verdicts)) + unjudged).toBe(roster);
    for (const tallies of [report.schedules, report.accounts, report.owners, report.windows.map(({ tally }) => tally)])
      expect(sum(tallies.map(({ roster }) => roster))).toBe(report.total.roster);
    expect(report.total.windows).toEqual({ final: 1, missed: 1, skipped: 0, 'under-way': 1 });
  });

  it('goes by schedule, account and owner; the inventory knows the owner where the row does not', () => {
    expect(report.schedules.map(({ name, roster }) => [name, roster])).toEqual([
      ['22FRI', 3],
      ['2SAT', 1],
      ['2SUN', 1],
    ]);
    expect(report.accounts.map(({ name, roster }) => [name, roster])).toEqual([
      [CELL.account, 4],
      [OTHER_CELL.account, 1],
    ]);
    expect(report.owners.map(({ name, roster }) => [name, roster])).toEqual([
      ['ann', 3],
      ['bob', 1],
      ['carol', 1],
    ]);
    expect(report.windows.map(({ id: window, state, reason }) => [window, state, reason])).toEqual([
      ['22FRI@2026-03-06', 'final', undefined],
      ['2SAT@2026-03-07', 'missed', 'hub-down'],
      ['2SUN@2026-03-08', 'open', undefined],
    ]);
  });

  it('names every node once, with where it stands (C2)', () => {
    expect(report.nodes.map((node) => [node.id, node.standing])).toEqual([
      [id(1), 'compliant'],
      [id(2), 'behind'],
      [id(4), 'gone'],
      [id(5), 'missing'],
      [id(3), 'compliant'],
    ]);
    expect(report.standings).toMatchObject({ compliant: 2, behind: 1, gone: 1, missing: 1, overdue: 0 });
    expect(sum(Object.values(report.standings))).toBe(report.nodes.length);
  });

  it('says what it could not see, and does not take an unread cell for an empty one (C3)', () => {
    const blind = weeklyCompliance({
      ...facts,
      unreadCells: [{ ...CELL, reason: 'AccessDenied' }],
      unread: ['something'],
    });
    expect(blind.nodes.find((node) => node.id === id(4))?.standing).toBe('unseen');
    expect(blind.unread).toEqual(['something', '444455556666 eu-west-1 could not be read: AccessDenied']);
  });

  it('says where the ledger does not add up (C3)', () => {
    const short = weeklyCompliance({ ...facts, parts: parts.slice(1) });
    expect(short.unread).toEqual(['22FRI@2026-03-06 owed 3 nodes, and the ledger has 2 verdicts of 2']);
    const unjudged = weeklyCompliance({
      ...facts,
      parts: parts.map((part) => (part === parts[1] ? { ...part, verdict: undefined } : part)),
    });
    expect(unjudged.unread).toEqual(['22FRI@2026-03-06 owed 3 nodes, and the ledger has 2 verdicts of 3']);
  });

  it('counts a window without nodes for its schedule, and orders windows of one instant by id', () => {
    const twin = aWindowRecord({
      window: aWindow({ id: '22FRI@2026-03-06+1a2b3c4d' }),
      state: 'skipped',
      reason: 'frozen',
    });
    const empty = weeklyCompliance(someWeekFacts({ windows: [twin, friday] }));
    expect(empty.schedules).toMatchObject([{ name: '22FRI', roster: 0, windows: { final: 1, skipped: 1 } }]);
    expect(empty.windows.map((window) => window.id)).toEqual(['22FRI@2026-03-06', '22FRI@2026-03-06+1a2b3c4d']);
  });

  it('leaves out rows of windows of other weeks', () => {
    expect(weeklyCompliance(someWeekFacts({ windows: [saturday], parts })).total.roster).toBe(1);
  });
});
