/** What requests leave in the ledger, on a DynamoDB of this machine. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../domain/requests/answer.ts';
import { aJudgedNode, anEntry, aWindow, CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { anEmergency } from '../../testing/opening-builders.ts';
import { aPatchIntent, NOON } from '../../testing/request-builders.ts';
import { type LedgerTable, putRow } from './ledger-table.ts';
import { nodeRows } from './node-rows.ts';
import { nodeVerdictReader } from './node-verdict.ts';
import { requestRows } from './request-rows.ts';
import { surroundingWindows } from './surrounding-windows.ts';
import { urgentRows } from './urgent-rows.ts';
import { windowRows } from './window-rows.ts';

let ledger: LedgerOnDynalite;
let table: LedgerTable;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  table = ledger.table;
});
afterAll(() => ledger.stop());

const id = (digit: number) => `${digit}a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d`;

describe('requestRows()', () => {
  it.each<[number, Answer]>([
    [1, { kind: 'admitted', window: aWindow(), heldAccounts: ['1'], unseenAccounts: [] }],
    [2, { kind: 'refused', cause: 'stale', because: 'b', next: 'n' }],
    [3, { kind: 'held', affected: ['22FRI@2026-03-06 (open)'], warnings: [] }],
    [4, { kind: 'released', hold: { by: 'ada', reason: 'r', at: NOON }, affected: [] }],
    [5, { kind: 'window-released', waitingFor: 'ring-soaking' }],
    [6, { kind: 'window-released' }],
    [7, { kind: 'acknowledged' }],
  ])('keeps the first answer of a request, and that it is done (%i)', async (digit, answer) => {
    const rows = requestRows(table);
    const intent = aPatchIntent({ requestId: id(digit) });
    const stored = { said: '{}', by: 'ada', answer };

    expect(await rows.read(intent.requestId)).toBeUndefined();
    expect(await rows.store(intent, stored)).toBe(true);
    expect(await rows.store(intent, { ...stored, by: 'eve' })).toBe(false);
    expect(await rows.read(intent.requestId)).toEqual({ ...stored, done: false });
    await rows.setDone(intent.requestId, NOON);
    expect(await rows.read(intent.requestId)).toEqual({ ...stored, done: true });
  });

  it('says in its row who asked for what, and why', async () => {
    const intent = aPatchIntent({ requestId: id(8) });
    await requestRows(table).store(intent, { said: 's', by: 'ada', answer: { kind: 'acknowledged' } });

    expect((await ledger.rows()).find(({ pk }) => pk === `REQUEST#${id(8)}`)).toMatchObject({
      sk: 'ANSWER',
      kind: 'patch',
      account: intent.account,
      reason: intent.reason,
      at: NOON.toISOString(),
      by: 'ada',
      said: 's',
      expiresAt: NOON.getTime() / 1000 + 400 * 86_400,
    });
  });
});

describe('surroundingWindows()', () => {
  const window = aWindow();
  const emergency = aWindow({ id: '22FRI@2026-03-04+1a2b3c4d', opensAt: NOON });
  const around = { hoursBack: 6, hoursAhead: 6 };

  it('shows the windows around an instant, and the last one out of turn, with their states at this moment', async () => {
    const rows = windowRows(table);
    const surrounding = surroundingWindows(table);
    const read = () => surrounding.read(anEntry(), window.opensAt, around);
    expect(await read()).toEqual([{ window, state: undefined }]);

    await rows.claim(window, anEntry(), window.opensAt, { waitingFor: 'ring-soaking' });
    await surrounding.rememberEmergency(emergency);
    expect(await read()).toEqual([
      { window: emergency, state: undefined },
      { window, state: 'opening', waitingFor: 'ring-soaking' },
    ]);

    await rows.claim(emergency, anEntry(), NOON, { emergency: anEmergency({ accounts: ['1'] }) });
    const verdicts = { patched: 0, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 0, excepted: 0 };
    await rows.setOver(window.id, { state: 'final', roster: 0, verdicts, endedAt: window.closesAt });
    expect(await read()).toEqual([
      { window: emergency, state: 'opening', emergency: { accounts: ['1'] } },
      { window, state: 'final', endedAt: window.closesAt },
    ]);
    expect(await surrounding.stateOf(window.id)).toEqual({ state: 'final', endedAt: window.closesAt });
    expect(await surrounding.stateOf('22FRI@2026-03-13')).toBeUndefined();
  });
});

describe('nodeVerdictReader()', () => {
  it('reads what one node came to, and nothing where it has no verdict', async () => {
    const node = aJudgedNode({ verdict: { kind: 'pending-reboot', reason: 'reboot-suppressed' } });
    const window = aWindow();
    const read = nodeVerdictReader(table);
    expect(await read(window, { ...CELL, id: node.id })).toBeUndefined();

    await nodeRows(table).put(window.id, [node, { ...node, id: 'i-0b1b2c3d4e5f60718', verdict: undefined }]);
    expect(await read(window, { ...CELL, id: node.id })).toEqual({
      window,
      kind: 'pending-reboot',
      reason: 'reboot-suppressed',
    });
    expect(await read(window, { ...CELL, id: 'i-0b1b2c3d4e5f60718' })).toBeUndefined();
  });

  it('reads the baseline that was used, and when the reboot is due', async () => {
    const key = { pk: `WINDOW#${aWindow().id}#${CELL.account}#${CELL.region}`, sk: 'NODE#i-1' };
    await putRow(table, {
      ...key,
      verdict: 'patched',
      reason: 'installed',
      evidence: { baselineId: 'pb-1' },
      rebootDueAt: NOON.toISOString(),
    });
    expect(await nodeVerdictReader(table)(aWindow(), { ...CELL, id: 'i-1' })).toMatchObject({
      baselineId: 'pb-1',
      rebootDueAt: NOON,
    });
  });
});

describe('urgentRows()', () => {
  it('keeps the first request of a node, schedule and day', async () => {
    const { claim } = urgentRows(table);
    const urgent = { nodeId: 'i-1', schedule: '22FRI', at: NOON };

    expect(await claim(urgent, 'one')).toEqual({ requestId: 'one', first: true });
    expect(await claim(urgent, 'two')).toEqual({ requestId: 'one', first: false });
    expect(await claim({ ...urgent, schedule: '3SUN' }, 'two')).toEqual({ requestId: 'two', first: true });
    expect(await claim({ ...urgent, at: new Date('2026-03-05T00:00:00Z') }, 'two')).toEqual({
      requestId: 'two',
      first: true,
    });
    expect(await claim({ ...urgent, nodeId: 'i-2' }, 'two')).toEqual({ requestId: 'two', first: true });
  });
});
