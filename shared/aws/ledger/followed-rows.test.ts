/** Final windows in a DynamoDB of this machine: what is followed, what is counted, and what the rows look like. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEntry, aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { followedRows } from './followed-rows.ts';
import { type LedgerTable, putRow } from './ledger-table.ts';
import { type WindowEnd, windowRows } from './window-rows.ts';

const now = new Date('2026-03-06T21:00:02Z');
const finalAt = new Date('2026-03-07T02:30:00Z');
const lookAt = new Date('2026-03-08T01:30:00Z');
const window = aWindow();
const ID = window.id;
const verdicts = { patched: 3, 'pending-reboot': 0, failed: 1, skipped: 0, missed: 2, excepted: 0 };
const end: WindowEnd = { state: 'final', roster: 6, verdicts, endedAt: finalAt, lookAt };

let ledger: LedgerOnDynalite;
let table: LedgerTable;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  table = ledger.table;
  const rows = windowRows(table);
  await rows.claim(window, anEntry(), now);
  await rows.putCells(
    ID,
    [
      { ...CELL, operation: 'Install' },
      { ...OTHER_CELL, operation: 'Scan' },
    ],
    now,
  );
  await rows.setOpen(ID, now);
  await rows.setOver(ID, end);
});
afterAll(() => ledger.stop());

describe('followedRows()', () => {
  it('finds the windows under way that have a cell, with that cell alone, past rows that cannot be read', async () => {
    const rows = followedRows(table);
    const open = aWindow({ id: '23FRI@2026-03-06' });
    const elsewhere = aWindow({ id: '24FRI@2026-03-06' });
    for (const each of [open, elsewhere]) await windowRows(table).claim(each, anEntry(), now);
    const cells = [CELL, OTHER_CELL].map((cell) => ({ ...cell, operation: 'Install' }) as const);
    await windowRows(table).putCells(open.id, cells, now);
    await windowRows(table).putCells(elsewhere.id, cells.slice(1), now);
    await windowRows(table).setOpen(open.id, now);
    const stopped = { at: now, reason: 'held', cancelRunning: true } as const;
    await windowRows(table).setStopped(open.id, stopped);
    await putRow(table, { pk: 'WINDOW#spoilt', sk: 'STATE', window: 'spoilt', due: 'window' });
    await putRow(table, { pk: 'WINDOW#spoilt', sk: `CELL#${CELL.account}#${CELL.region}`, account: 1 });
    await putRow(table, { pk: 'WINDOW#nameless', sk: 'STATE', due: 'window' });

    const found = await rows.underWayIn(CELL);
    expect(found).toMatchObject([{ window: open, state: 'open', openedAt: now, stopped }]);
    expect(found[0]?.cells).toEqual([{ ...CELL, operation: 'Install', settled: false, lookedAt: now }]);
    expect((await rows.underWayIn(OTHER_CELL)).map(({ window: { id } }) => id).sort()).toEqual([open.id, elsewhere.id]);
  });

  it('follows a final window until it is let go, and no missed one', async () => {
    const rows = followedRows(table);
    const missed = aWindow({ id: '22FRI@2026-02-27' });
    await windowRows(table).claim(missed, anEntry(), now);
    await windowRows(table).setOver(missed.id, { ...end, state: 'missed', reason: 'hub-down' });
    const expected = {
      window,
      entry: anEntry(),
      openedAt: now,
      finalAt,
      roster: 6,
      verdicts,
      announced: false,
      lookAt,
    };

    expect(await rows.followed()).toEqual([expected]);
    await rows.setAnnounced(ID);
    await rows.setLookAt(ID, undefined);
    expect(await rows.followed()).toEqual([{ ...expected, announced: true, lookAt: undefined }]);
    await rows.setLookAt(ID, lookAt);
    expect(await rows.followed()).toMatchObject([{ lookAt }]);
  });

  it('finds a cell of the window, and the cells to look at again', async () => {
    const rows = followedRows(table);
    expect(await rows.cell(ID, CELL)).toMatchObject({ ...CELL, operation: 'Install', settled: false });
    expect(await rows.cell(ID, { ...CELL, region: 'eu-north-1' })).toBeUndefined();

    await rows.setLookAgain(ID, CELL, lookAt);
    expect(await rows.cellsToLookAt(ID)).toEqual([{ ...CELL, lookAgainAt: lookAt }]);
    await rows.setLookAgain(ID, CELL, undefined);
    expect(await rows.cellsToLookAt(ID)).toEqual([]);
  });

  it('counts what was amended in each cell once, whatever is counted at the same time', async () => {
    const rows = followedRows(table);
    const shift = { patched: 1, missed: -1 };
    expect(await rows.isCounted(ID, CELL, {})).toBe(true);
    expect(await rows.isCounted(ID, CELL, shift)).toBe(false);

    expect(
      await Promise.all([
        rows.countShift(ID, CELL, shift),
        rows.countShift(ID, OTHER_CELL, { 'pending-reboot': 1, failed: -1 }),
      ]),
    ).toEqual([true, true]);
    expect(await rows.countShift(ID, CELL, shift)).toBe(false);
    expect(await rows.isCounted(ID, CELL, shift)).toBe(true);
    expect(await rows.followed()).toMatchObject([
      { verdicts: { patched: 4, 'pending-reboot': 1, failed: 0, skipped: 0, missed: 1, excepted: 0 } },
    ]);

    expect(await rows.countShift(ID, CELL, { patched: 2, missed: -2 })).toBe(true);
    expect(await rows.followed()).toMatchObject([{ verdicts: { patched: 5, missed: 0 } }]);
  });

  it('has a node that is counted late on the roster as well', async () => {
    const rows = followedRows(table);
    const rosterIs = async () => (await rows.followed())[0]?.roster;
    const before = (await rosterIs()) ?? 0;
    const shift = { patched: 2, missed: -1 };

    expect(await rows.countShift(ID, CELL, shift)).toBe(true);
    expect(await rosterIs()).toBe(before + 1);
    expect(await rows.countShift(ID, CELL, { patched: 2, missed: -2 })).toBe(true);
    expect(await rosterIs()).toBe(before);
  });

  it('is harmed by no row that cannot be read', async () => {
    await putRow(table, { pk: 'WINDOW#spoilt', sk: 'STATE', due: 'follow-up', endedAt: 'never' });

    expect(await followedRows(table).followed()).toHaveLength(1);
  });

  it('leaves these attributes behind, and none that waits once it is let go', async () => {
    const state = async () => (await ledger.rows()).find(({ pk, sk }) => pk === `WINDOW#${ID}` && sk === 'STATE');
    expect(await state()).toMatchObject({
      due: 'follow-up',
      announced: true,
      lookAt: lookAt.toISOString(),
      corrections: 5,
      amendments: {
        '444455556666#eu-west-1': { patched: 2, missed: -2 },
        '777788889999#eu-central-1': { 'pending-reboot': 1, failed: -1 },
      },
    });

    const rows = followedRows(table);
    await rows.stopFollowing(ID);
    expect(await rows.followed()).toEqual([]);
    expect(await state()).not.toHaveProperty('due');
    expect(await state()).not.toHaveProperty('lookAt');
  });
});
