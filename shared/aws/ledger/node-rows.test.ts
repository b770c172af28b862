/** Rows of nodes in a DynamoDB of this machine: what a verdict was given on, rescans, and other windows of a node. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aJudgedNode, aRosterNode, aWindow, CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { type LedgerTable, putRow } from './ledger-table.ts';
import { nodeRows } from './node-rows.ts';

const ID = aWindow().id;
const one = aRosterNode();
const two = aRosterNode({ id: 'i-0b1b2c3d4e5f60718' });
const askedAt = new Date('2026-03-06T21:30:00Z');

let ledger: LedgerOnDynalite;
let table: LedgerTable;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  table = ledger.table;
});
afterAll(() => ledger.stop());

describe('nodeRows()', () => {
  it('reads again all that is known of a verdict', async () => {
    const rows = nodeRows(table);
    const judged = aJudgedNode({
      evidence: {
        commandId: 'command-1',
        status: 'Success',
        responseCode: 0,
        snapshotId: 'snapshot-1',
        operation: 'Install',
        patchGroup: 'prod-14-days',
        baselineId: 'pb-1',
        operatingSystem: 'UBUNTU',
        missing: 0,
        failed: 0,
        pendingReboot: 1,
        startedAt: askedAt,
        endedAt: askedAt,
        output: 's3://output/x/',
      },
      rescanAskedAt: askedAt,
      rebootDueAt: askedAt,
      amendedFrom: { kind: 'missed', reason: 'not-delivered' },
      amendedAt: askedAt,
    });
    await rows.put(ID, [judged]);

    expect(await rows.inCell(ID, CELL)).toEqual([judged]);
    expect((await ledger.rows())[0]).toMatchObject({
      verdict: 'patched',
      reason: 'installed',
      amendedFrom: { verdict: 'missed', reason: 'not-delivered' },
      amendedAt: askedAt.toISOString(),
      evidence: { startedAt: askedAt.toISOString(), pendingReboot: 1 },
    });
  });

  it('counts what a look has added', async () => {
    const rows = nodeRows(table);
    const added = aJudgedNode({ id: 'i-0c1b2c3d4e5f60719', uncounted: true });
    const addedRow = async () => (await rows.inCell(ID, CELL)).find(({ id }) => id === added.id);
    await rows.judge(ID, [added]);
    expect(await addedRow()).toEqual(added);

    await rows.count(ID, [added]);
    expect(await addedRow()).toEqual(aJudgedNode({ id: added.id }));
  });

  it('takes a reason of a later version for no verdict', async () => {
    const rows = nodeRows(table);
    const key = { pk: `WINDOW#${ID}#1#eu-west-1`, sk: 'NODE#x' };
    const unknown = { verdict: 'failed', reason: 'of-tomorrow' };
    await putRow(table, { ...key, nodeId: 'x', account: '1', region: 'eu-west-1', ...unknown, amendedFrom: unknown });

    expect(await rows.inCell(ID, { account: '1', region: 'eu-west-1' })).toEqual([
      { id: 'x', account: '1', region: 'eu-west-1' },
    ]);
  });

  it('gives a verdict once: an older look overwrites none that a newer one has given (P3)', async () => {
    const rows = nodeRows(table);
    const window = '24FRI@2026-03-06';
    const failed = { kind: 'failed', reason: 'no-evidence' } as const;
    await rows.put(window, [one]);

    await rows.judge(window, [{ ...one, verdict: { kind: 'patched', reason: 'installed' } }]);
    await rows.judge(window, [
      { ...one, verdict: failed },
      { ...two, verdict: failed },
    ]);
    expect((await rows.inCell(window, CELL)).map(({ id, verdict }) => [id, verdict?.kind])).toEqual([
      [one.id, 'patched'],
      [two.id, 'failed'],
    ]);
  });

  it('amends what is as it was read, and nothing that was amended since', async () => {
    const rows = nodeRows(table);
    const window = '25FRI@2026-03-06';
    const amendedFrom = { kind: 'missed', reason: 'not-delivered' } as const;
    const read = aJudgedNode({ verdict: amendedFrom });
    const amended = { ...aJudgedNode(), amendedFrom, amendedAt: askedAt };
    const later = { ...amended, amendedAt: new Date('2026-03-06T21:45:00Z') };
    const stored = async () => (await rows.inCell(window, CELL))[0]?.amendedAt;
    await rows.put(window, [read]);

    await rows.amend(window, [amended], [read]);
    await rows.amend(window, [later], [read]);
    expect(await stored()).toEqual(askedAt);
    await rows.amend(window, [later], [amended]);
    expect(await stored()).toEqual(later.amendedAt);
  });

  it('asks for a rescan once, and again only by who knows when it was asked', async () => {
    const rows = nodeRows(table);
    const later = new Date('2026-03-06T21:45:00Z');
    await rows.put('23FRI@2026-03-06', [two, aJudgedNode()]);
    const ask = (node: Parameters<typeof rows.askRescan>[1], at = askedAt) =>
      rows.askRescan('23FRI@2026-03-06', node, at);

    expect(await ask(two)).toBe(true);
    expect(await ask(two, later)).toBe(false);
    expect(await ask({ ...two, rescanAskedAt: later }, later)).toBe(false);
    expect(await ask({ ...two, rescanAskedAt: askedAt }, later)).toBe(true);
    expect(await ask(aJudgedNode())).toBe(false);
    expect(await ask(aRosterNode({ id: 'i-0unknown000000000' }))).toBe(false);
    expect((await rows.inCell('23FRI@2026-03-06', CELL)).map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
  });

  it('has what a node came to in other windows, the latest first', async () => {
    const rows = nodeRows(table);
    const node = aRosterNode({ id: 'mi-0123456789abcdef0' });
    const needed = { kind: 'pending-reboot', reason: 'reboot-needed' } as const;
    const loop = { kind: 'failed', reason: 'reboot-loop' } as const;
    const missed = { kind: 'missed', reason: 'node-offline' } as const;
    await rows.put('2SATX4@2026-01-24', [{ ...node, verdict: loop }]);
    await rows.put('22FRI@2026-02-27', [{ ...node, verdict: missed }]);
    await rows.put('23SUN@2026-02-01', [{ ...node, verdict: needed }]);
    await rows.put('1MON@2026-03-02', [node]);
    await rows.put(ID, [{ ...node, verdict: needed }]);

    expect(await rows.earlier(node.id, ID)).toEqual([missed, needed, loop]);
    expect(await rows.earlier('i-0unknown000000000', ID)).toEqual([]);
  });
});
