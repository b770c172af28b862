/** What is read to be told to people: every state of a window, and rows that are not what was stored. */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countVerdicts } from '../../domain/window/verdict.ts';
import { aJudgedNode, aNotice, anEntry, aWindow, CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { getRows } from './get-rows.ts';
import { holdRows } from './hold-rows.ts';
import { intentRecords } from './intent-records.ts';
import { type LedgerTable, putRow, putRows } from './ledger-table.ts';
import { nodeRecords } from './node-records.ts';
import { nodeRows } from './node-rows.ts';
import { noticeRecords } from './notice-records.ts';
import { incidentRows, noticeRows } from './notice-rows.ts';
import { windowRecords } from './window-records.ts';
import { windowRows } from './window-rows.ts';

const at = (time: string) => new Date(`2026-03-06T${time}Z`);
const window = aWindow();

let ledger: LedgerOnDynalite;
let table: LedgerTable;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  table = ledger.table;
});
afterAll(() => ledger.stop());

describe('getRows()', () => {
  it('reads more rows than one call takes, each once, and leaves out those that are not there', async () => {
    const keys = Array.from({ length: 130 }, (_, index) => ({ pk: 'MANY', sk: String(index) }));
    await putRows(
      table,
      keys.map((key) => ({ ...key, number: Number(key.sk) })),
    );

    const rows = await getRows(table, [...keys, ...keys.slice(0, 3), { pk: 'MANY', sk: 'none' }]);
    expect(rows).toHaveLength(130);
    expect(await getRows(table, [])).toEqual([]);
  });

  it('asks again for what was left unprocessed, and not for ever', async () => {
    const key = { pk: 'MANY', sk: '1' };
    const answers = (left: number) => {
      let asked = 0;
      const send = async () => {
        asked += 1;
        return asked > left ? { Responses: { ledger: [key] } } : { UnprocessedKeys: { ledger: { Keys: [key] } } };
      };
      return { name: 'ledger', client: { send } as unknown as DynamoDBDocumentClient };
    };
    globalThis.patchplaneSeam = { now: () => new Date(0), sleep: async () => {}, client: {} };
    expect(await getRows(answers(7), [key])).toEqual([key]);
    await expect(getRows(answers(8), [key])).rejects.toThrow(
      'Cannot read rows of ledger: unprocessed after 8 attempts',
    );
    globalThis.patchplaneSeam = undefined;
  });
});

describe('windowRecords()', () => {
  it('reads a window in whatever state it is, with its cells and runs', async () => {
    const rows = windowRows(table);
    const emergency = { by: 'ada', reason: 'Now.', severity: 'critical', requestedAt: at('20:59:00'), accounts: ['1'] };
    await rows.claim(window, anEntry({ calendars: ['year-end'] }), at('21:00:02'), { emergency });
    const { read, openIds, cells, runs } = windowRecords(table);
    expect((await read([window.id])).get(window.id)).toMatchObject({
      kind: 'known',
      value: { window, state: 'opening', emergency },
    });
    expect(await openIds()).toEqual([window.id]);

    await rows.putCells(window.id, [{ ...CELL, operation: 'Scan', reason: 'mode-scan' }], at('21:00:03'));
    await rows.storeRequest(window.id, 1, { requestJson: '{}', runTag: 'x' });
    const stopped = { at: at('22:00:00'), reason: 'held', cancelRunning: true } as const;
    await rows.setStopped(window.id, stopped);
    const end = { state: 'skipped', reason: 'frozen', roster: 1, verdicts: countVerdicts(['skipped']) } as const;
    await rows.setOver(window.id, { ...end, endedAt: at('23:00:00'), makeUpOpensAt: at('23:30:00') });

    expect((await read([window.id])).get(window.id)).toMatchObject({
      kind: 'known',
      value: {
        ...end,
        stopped: { at: stopped.at, reason: 'held' },
        endedAt: at('23:00:00'),
        makeUpOpensAt: at('23:30:00'),
      },
    });
    expect(await openIds()).toEqual([]);
    expect(await cells(window.id)).toEqual([
      { ...CELL, operation: 'Scan', reason: 'mode-scan', settled: false, lookedAt: at('21:00:03') },
    ]);
    expect(await runs(window.id)).toEqual([{ chunk: 1, requestJson: '{}' }]);
  });

  it('says of a row that is not what was stored what is wrong with it, and reads the others', async () => {
    await putRow(table, { pk: 'WINDOW#2SAT@2026-03-07', sk: 'STATE', window: '2SAT@2026-03-07' });
    const records = await windowRecords(table).read(['2SAT@2026-03-07', window.id, '6SAT@2026-03-07']);

    expect([...records.keys()].sort()).toEqual([window.id, '2SAT@2026-03-07'].sort());
    expect(records.get('2SAT@2026-03-07')).toEqual({
      kind: 'unknown',
      why: 'Cannot parse its row: schedule is missing, wanted a string (and 7 more)',
    });
  });

  it('knows the last windows of each schedule, those out of turn too', async () => {
    await putRow(table, { pk: 'CELLS', sk: '22FRI', window: window.id });
    await putRow(table, { pk: 'CELLS', sk: '2SAT' });
    await putRow(table, { pk: 'EMERGENCIES', sk: '22FRI', window: `${window.id}+1a2b3c4d` });

    expect(await windowRecords(table).lastOfSchedules()).toEqual(
      new Map([
        ['22FRI', [window.id, `${window.id}+1a2b3c4d`]],
        ['2SAT', []],
      ]),
    );
  });
});

describe('nodeRecords()', () => {
  it('finds a node by its cell and by itself, with evidence and amendment', async () => {
    const evidence = { commandId: 'c-1', status: 'Success', missing: 0, startedAt: at('21:10:00') };
    const amendedFrom = { kind: 'missed', reason: 'node-offline' } as const;
    const node = aJudgedNode({ evidence, amendedFrom, amendedAt: at('23:10:00') });
    await nodeRows(table).put(window.id, [node]);

    const { verdict: _, ...plain } = node;
    const record = {
      ...plain,
      windowId: window.id,
      ...{ verdict: 'patched', reason: 'installed' },
      amendedFrom: { verdict: 'missed', reason: 'node-offline' },
    };
    expect(await nodeRecords(table).inCell(window.id, CELL)).toEqual([record]);
    expect(await nodeRecords(table).ofNode(node.id)).toEqual([record]);
    expect(await nodeRecords(table).ofNode('i-00000000000000000')).toEqual([]);
  });
});

describe('intentRecords()', () => {
  it('knows holds that were released, and releases', async () => {
    const word = { reason: 'Wait.', by: 'ada', at: at('20:00:00') };
    const scopes = [
      { kind: 'all' },
      { kind: 'schedule', schedule: '22FRI' },
      { kind: 'window', window: window.id },
      { kind: 'account', account: CELL.account },
    ] as const;
    for (const scope of scopes) await holdRows(table).hold({ scope, ...word, cancelRunning: scope.kind === 'all' });
    await holdRows(table).release({ kind: 'all' }, { reason: 'Go.', by: 'grace', at: at('20:30:00') });
    await holdRows(table).releaseWindow({ window: window.id, reason: 'It is safe.', by: 'grace', at: at('20:40:00') });
    await putRow(table, { pk: 'HOLDS', sk: 'SOMETHING#else' });

    const { holds, releases } = await intentRecords(table);
    expect(holds).toHaveLength(4);
    expect(holds).toContainEqual({
      scope: scopes[0],
      ...word,
      cancelRunning: true,
      releasedAt: at('20:30:00'),
      releasedBy: 'grace',
    });
    for (const scope of scopes.slice(1)) expect(holds).toContainEqual({ scope, ...word, cancelRunning: false });
    expect(releases).toEqual([{ window: window.id, reason: 'It is safe.', by: 'grace', at: at('20:40:00') }]);
  });
});

describe('noticeRecords()', () => {
  it('knows when notices were told and who acknowledged them, in order of time', async () => {
    const incident = aNotice({ key: 'window-missed#x', kind: 'window-missed', incident: true });
    await noticeRows(table).note(aNotice({ key: 'later' }), at('23:00:00'));
    await noticeRows(table).note(incident, at('22:00:00'));
    await noticeRows(table).markTold(incident.key, at('22:00:01'), incident);
    await incidentRows(table).markSpoken(incident.key, { count: 2, at: at('22:30:00') });
    await incidentRows(table).acknowledge(incident.key, { by: 'ada', reason: 'Mine.', at: at('22:45:00') });

    expect(await noticeRecords(table, ['later', incident.key, 'none'])).toMatchObject([
      {
        key: incident.key,
        incident: true,
        toldAt: at('22:00:01'),
        repeats: 2,
        spokeAt: at('22:30:00'),
        acknowledged: { by: 'ada', reason: 'Mine.', at: at('22:45:00') },
      },
      { key: 'later', incident: false, repeats: 0 },
    ]);
  });
});
