/** The outbox and the incidents as DynamoDB has them: on a DynamoDB of this machine. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Notice } from '../../domain/reporting/notice.ts';
import { aNotice } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { type LedgerTable, putRow } from './ledger-table.ts';
import { type IncidentRows, incidentRows, type NoticeRows, noticeRows, pendingNotices } from './notice-rows.ts';
import { expiryAfter } from './row-expiry.ts';
import { UnreadableRow } from './stored.ts';

const now = new Date('2026-03-07T01:20:00Z');
const later = new Date('2026-03-07T01:25:00Z');
const nextDay = new Date('2026-03-08T01:25:00Z');
const word = { by: 'arn:aws:iam::111122223333:user/ada', reason: 'it was the disk', at: later };
const WINDOW = '22FRI@2026-03-06';
const OTHER_WINDOW = '2SATX1@2026-03-07';

let ledger: LedgerOnDynalite;
let table: LedgerTable;
let notices: NoticeRows;
let incidents: IncidentRows;
let number = 0;
/** Of this test, so that no other is in its way. */
let window: string;

beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  table = ledger.table;
});
afterAll(() => ledger.stop());
beforeEach(() => {
  notices = noticeRows(table);
  incidents = incidentRows(table);
  number += 1;
  window = `${WINDOW}+0000000${number}`;
});

describe('an incident', () => {
  it('is open from its noting until somebody acknowledges it, once', async () => {
    const notice = anIncident();
    await notices.note(notice, now);
    expect(await incidents.ofWindow(window)).toEqual([notice.key]);
    expect(await open()).toEqual([]);

    await notices.markTold(notice.key, later, notice);
    expect(await incidents.ofWindow(window)).toEqual([notice.key]);
    expect(await open()).toEqual([{ notice, toldAt: later, repeats: 0 }]);
    expect((await pendingNotices(table)).flatMap((row) => ('notice' in row ? row.notice.key : []))).not.toContain(
      notice.key,
    );

    expect(await incidents.acknowledge(notice.key, word)).toBe('done');
    expect(await incidents.ofWindow(window)).toEqual([]);
    expect(await open()).toEqual([]);
    expect(await incidents.acknowledge(notice.key, { ...word, by: 'another' })).toBe('already');
    expect(await row(notice)).toEqual({
      pk: `NOTICE#${notice.key}`,
      sk: 'TOLD',
      notice,
      notedAt: now.toISOString(),
      toldAt: later.toISOString(),
      acknowledged: { ...word, at: later.toISOString() },
      expiresAt: expiryAfter(now),
    });
  });

  it('that speaks again is acknowledged by any of its keys', async () => {
    const notice = anIncident();
    await note(notice);
    await incidents.markSpoken(notice.key, { count: 2, at: nextDay });

    expect(await open()).toEqual([{ notice, toldAt: now, spokeAt: nextDay, repeats: 2 }]);
    expect(await incidents.acknowledge(`${notice.key}#again#2`, word)).toBe('done');
    expect(await open()).toEqual([]);
  });

  it('that is acknowledged before it is told is told all the same, and is not open then', async () => {
    const notice = anIncident();
    await notices.note(notice, now);
    expect(await incidents.acknowledge(notice.key, word)).toBe('done');
    expect(await incidents.ofWindow(window)).toEqual([]);
    expect(await pendingNotices(table)).toContainEqual({ notice, notedAt: now });

    await notices.markTold(notice.key, later, notice);
    expect(await open()).toEqual([]);
    expect(await row(notice)).not.toHaveProperty('due');
    expect(await row(notice)).toMatchObject({ toldAt: later.toISOString(), acknowledged: { by: word.by } });
  });

  it('is unknown where nothing was told, or where nobody has to answer', async () => {
    await note(aNotice({ key: `window-final#${window}` }));

    expect(await incidents.acknowledge(`window-final#${window}`, word)).toBe('unknown');
    expect(await incidents.acknowledge('window-missed#nowhere', word)).toBe('unknown');
    expect(await open()).toEqual([]);
    expect((await ledger.rows()).filter(({ pk }) => pk === 'NOTICE#window-missed#nowhere')).toEqual([]);
  });

  it('is that of its window only', async () => {
    const notice = anIncident();
    await note(notice);

    expect(await incidents.ofWindow(OTHER_WINDOW)).toEqual([]);
    expect(await incidents.ofWindow(WINDOW)).toEqual([]);
    await incidents.acknowledge(notice.key, word);
  });

  it('whose row is gone is not brought back by its repetition', async () => {
    await incidents.markSpoken('window-missed#gone', { count: 1, at: nextDay });

    expect((await ledger.rows()).filter(({ pk }) => pk === 'NOTICE#window-missed#gone')).toEqual([]);
  });
});

describe('a notice that cannot be read', () => {
  it('keeps no other from being found, and its window has an open incident (P5, P6)', async () => {
    const notice = anIncident();
    await note(notice);
    const pk = `NOTICE#late-install#${window}#444455556666#eu-west-1`;
    await putRow(table, { pk, sk: 'TOLD', notice: 'spoilt', due: 'incident' });
    await putRow(table, { pk: `${pk}#2`, sk: 'TOLD', notice: 'spoilt', due: 'notice' });

    const rows = await incidents.open();
    expect(rows.filter((each) => each instanceof UnreadableRow)).toHaveLength(1);
    expect(rows).toContainEqual({ notice, toldAt: now, repeats: 0 });
    expect((await pendingNotices(table)).filter((each) => each instanceof UnreadableRow)).toHaveLength(1);
    expect(await incidents.ofWindow(window)).toEqual([
      `late-install#${window}#444455556666#eu-west-1`,
      notice.key,
      `late-install#${window}#444455556666#eu-west-1#2`,
    ]);
    expect(await incidents.ofWindow(OTHER_WINDOW)).toEqual([]);
  });
});

function anIncident(): Notice {
  return aNotice({ key: `window-missed#${window}`, kind: 'window-missed', incident: true, about: { window } });
}

async function note(notice: Notice): Promise<void> {
  await notices.note(notice, now);
  await notices.markTold(notice.key, now, notice);
}

async function open() {
  return (await incidents.open()).filter((each) => 'notice' in each && each.notice.key.endsWith(window));
}

async function row({ key }: Notice) {
  return (await ledger.rows()).find(({ pk }) => pk === `NOTICE#${key}`);
}
