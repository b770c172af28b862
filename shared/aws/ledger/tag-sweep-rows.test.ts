import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNotice, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { noticeRows, pendingNotices } from './notice-rows.ts';
import { tagRows } from './tag-row.ts';
import { tagSweepRows } from './tag-sweep-rows.ts';

const at = new Date('2026-03-06T05:00:00.000Z');
let ledger: LedgerOnDynalite;

beforeAll(async () => {
  ledger = await ledgerOnDynalite();
});
afterAll(() => ledger.stop());

describe('tagSweepRows()', () => {
  it('writes what a sweep has found, a row a day', async () => {
    const counts = { valid: 3, missing: 1, malformed: 0, 'not-approved': 0, 'exempt-or-immutable': 1 };
    await tagSweepRows(ledger.table).write({ at, nodes: 5, counts, unexcused: 1, unseenByConfig: 0, unreadCells: 0 });

    expect(await ledger.rows()).toMatchObject([
      { pk: 'TAGS', sk: 'SWEEP#2026-03-06', at: at.toISOString(), nodes: 5, counts, unseenByConfig: 0, unreadCells: 0 },
    ]);
  });

  it('reads the digest that it wrote, and none of an owner that had none', async () => {
    const rows = tagSweepRows(ledger.table);
    const digest = { at, key: 'tags-refused#ann@example.com#1', nodeIds: ['i-1'], done: false };
    await rows.writeDigest('ann@example.com', digest);

    expect(await rows.readDigest('ann@example.com')).toEqual(digest);
    expect(await rows.readDigest('')).toBeUndefined();
  });

  it('keeps the cells that had nodes', async () => {
    const rows = tagSweepRows(ledger.table);
    expect(await rows.readCells()).toEqual([]);
    await rows.writeCells([CELL, OTHER_CELL]);
    expect(await rows.readCells()).toEqual([CELL, OTHER_CELL]);
  });

  it('remembers the schedule of a node of which nothing was said, and nothing over what was', async () => {
    const memory = tagRows(ledger.table);
    await memory.write('i-2', { value: '2STA', verdict: 'malformed', change: 1 });
    await memory.write('i-3', { value: '2SAT', verdict: 'approved', change: 2, lastApproved: '2SAT' });
    await memory.write('i-4', { change: 0, lastApproved: '6SUN' });
    const nodes = ['i-1', 'i-2', 'i-3', 'i-4'].map((nodeId) => ({ nodeId, value: '2SAT' }));
    const rows = tagSweepRows(ledger.table);
    expect(await rows.rememberApproved(nodes)).toEqual(new Set(['i-2', 'i-4']));
    expect(await rows.rememberApproved(nodes.slice(0, 1))).toEqual(new Set());

    expect(await memory.read('i-1')).toEqual({ change: 0, lastApproved: '2SAT' });
    expect(await memory.read('i-2')).toEqual({ value: '2STA', verdict: 'malformed', change: 1 });
  });

  it('marks what a digest covers as told: nobody tells it again, and no sweep takes it up', async () => {
    const rows = tagSweepRows(ledger.table);
    const covered = aNotice({ key: 'tag-refused#i-1#1' });
    await rows.markCovered([covered], { key: 'tags-refused#ann@example.com#1', at });

    expect(await rows.knownNotices([covered.key, 'tag-refused#i-2#1'])).toEqual(new Set([covered.key]));
    expect(await noticeRows(ledger.table).note(covered, at)).toBe(false);
    expect(await pendingNotices(ledger.table)).toEqual([]);
  });
});
