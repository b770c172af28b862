import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { judgeTag } from '../domain/tagging/judge-tag.ts';
import { aJudgedNode, aNodeReference, aNotice, anEntry, aWindow, CELL } from '../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../testing/ledger-on-dynalite.ts';
import { auditRows } from './ledger/audit-rows.ts';
import { putRow } from './ledger/ledger-table.ts';
import { nodeRecords } from './ledger/node-records.ts';
import { nodeRows } from './ledger/node-rows.ts';
import { noticeRows } from './ledger/notice-rows.ts';
import { noticeTimes } from './ledger/notice-times.ts';
import { tagRows } from './ledger/tag-row.ts';
import { windowRecords } from './ledger/window-records.ts';
import { windowRows } from './ledger/window-rows.ts';
import { observeAudit, observeWeek, type ReportSources } from './observe-reports.ts';

const NODE = 'i-0a1b2c3d4e5f60718';
const GONE = 'i-0a1b2c3d4e5f60719';
const WEEK = { from: new Date('2026-03-02T12:00:00Z'), to: new Date('2026-03-09T12:00:00Z') };
const EMERGENCY = aWindow({ id: '22FRI@2026-03-07+1a2b3c4d', opensAt: new Date('2026-03-07T09:00:00Z') });
const BEFORE = aWindow({ id: '22FRI@2026-02-27', date: '2026-02-27', opensAt: new Date('2026-02-27T21:00:00Z') });
const PATCHED = { kind: 'patched', reason: 'installed' } as const;

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  const windows = windowRows(ledger.table);
  for (const window of [aWindow(), EMERGENCY, BEFORE]) {
    await windows.claim(window, anEntry(), window.opensAt);
    await windows.putCells(window.id, [{ ...CELL, operation: 'Install' }], window.opensAt);
    await nodeRows(ledger.table).put(window.id, [aJudgedNode({ id: NODE, ...CELL, verdict: PATCHED })]);
  }
  await nodeRows(ledger.table).put(aWindow().id, [aJudgedNode({ id: GONE, ...CELL, verdict: PATCHED })]);
  await putRow(ledger.table, { pk: 'WINDOW#22FRI@2026-03-13', sk: 'STATE', window: '22FRI@2026-03-13', due: 'window' });
  await tagRows(ledger.table).write(NODE, { value: '2STA', verdict: 'malformed', change: 25 });
  const notices = noticeRows(ledger.table);
  await notices.note(aNotice({ key: `tag-refused#${NODE}#25` }), new Date('2026-03-06T20:45:00Z'));
  await notices.note(aNotice({ key: `tag-refused#${NODE}#24` }), new Date('2026-02-06T20:45:00Z'));
});
afterAll(() => ledger.stop());

function sources(overrides: Partial<ReportSources> = {}): ReportSources {
  const { table } = ledger;
  const tags = new Map([['maintenance:patching', '2STA']]);
  return {
    readCatalogue: async () => ({ kind: 'read', entries: [anEntry()], problems: [] }),
    readSettings: async () => ({ ownerTag: 'owner', hybridCells: [], tagPrincipals: ['*'] }),
    staleCells: async () => ({ kind: 'done', value: [{ ...CELL, reason: 'OUTDATED' }] }),
    observeInventory: async () => ({
      nodes: [{ node: aNodeReference(NODE), tags, seenBy: 'config', recorded: true }],
      unreadCells: [],
    }),
    judge: async (tagged, approved) => judgeTag(tagged.tags.get('maintenance:patching'), approved),
    windows: windowRecords(table),
    nodes: nodeRecords(table),
    audits: auditRows(table),
    noticeTimes: noticeTimes(table),
    readTagChanges: async (nodes) => ({ changes: [], asked: nodes.map(({ id }) => id), leftOut: [], unreadCells: [] }),
    ...overrides,
  };
}

describe('observeWeek()', () => {
  it('finds the windows of the week, emergencies by the rows of their nodes', async () => {
    const week = await observeWeek(sources(), WEEK);

    expect(week.windows.map(({ window }) => window.id).sort()).toEqual([aWindow().id, EMERGENCY.id]);
    expect(week.parts.map(({ id }) => id).sort()).toEqual([NODE, NODE, GONE]);
    expect(week.pasts.get(NODE)).toMatchObject({ lastPatched: EMERGENCY.id, unpatchedWindows: 0 });
    expect([...week.pasts.keys()].sort()).toEqual([NODE, GONE]);
  });

  it('says what it could not read, and where nodes may be missing', async () => {
    const refused = { kind: 'refused', error: 'AccessDenied', message: 'no' } as const;
    expect((await observeWeek(sources(), WEEK)).unread).toEqual([
      'the inventory of 444455556666 eu-west-1 may lack nodes: OUTDATED',
      expect.stringMatching(/^the window 22FRI@2026-03-13 could not be read: /),
    ]);
    expect((await observeWeek(sources({ staleCells: async () => refused }), WEEK)).unread[0]).toBe(
      'what the inventory lacks could not be read: AccessDenied: no',
    );
  });

  it('judges nothing while the catalogue is unread (P5)', async () => {
    const unread = sources({ readCatalogue: async () => ({ kind: 'unread', reason: 'AccessDenied: no' }) });
    await expect(observeWeek(unread, WEEK)).rejects.toThrow('AccessDenied: no');
  });
});

describe('observeAudit()', () => {
  it('asks CloudTrail about nodes that changed, and counts what was told in the period', async () => {
    const audit = await observeAudit(sources(), WEEK);

    expect(audit.trail.asked).toEqual([NODE]);
    expect(audit.refusals).toEqual([{ nodeId: NODE, at: new Date('2026-03-06T20:45:00Z') }]);
    expect(audit.memory).toEqual(new Map([[NODE, { change: 25 }]]));
  });
});
