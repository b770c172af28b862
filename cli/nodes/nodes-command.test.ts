import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodeRows } from '../../shared/aws/ledger/node-rows.ts';
import { windowRows } from '../../shared/aws/ledger/window-rows.ts';
import { aJudgedNode, anEntry, aWindow, CELL, OTHER_CELL } from '../../shared/testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../shared/testing/ledger-on-dynalite.ts';
import { hubOnTable } from '../testing/hub-on-table.ts';
import { runCommand } from '../testing/run-command.ts';

const WINDOW = aWindow();
const NOW = new Date('2026-03-08T12:00:00Z');
const PATCHED = 'i-0a1b2c3d4e5f60718';
const FAILED = 'i-0a1b2c3d4e5f60719';
const WAITING = 'mi-0a1b2c3d4e5f60720';

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  const rows = windowRows(ledger.table);
  await rows.claim(WINDOW, anEntry(), WINDOW.opensAt);
  await rows.setOpen(WINDOW.id, WINDOW.opensAt);
  const cells = [CELL, OTHER_CELL].map((cell) => ({ ...cell, operation: 'Install' as const }));
  await rows.putCells(WINDOW.id, cells, WINDOW.opensAt);
  const { verdict: _, name: __, ...waiting } = aJudgedNode({ id: WAITING, ...OTHER_CELL, owner: 'plant@example.com' });
  await nodeRows(ledger.table).put(WINDOW.id, [
    aJudgedNode(),
    aJudgedNode({ id: FAILED, name: 'web\u001b[2J', verdict: { kind: 'failed', reason: 'patches-failed' } }),
    waiting,
  ]);
});
afterAll(() => ledger.stop());

function nodes(...words: string[]) {
  return runCommand(['nodes', ...words], {
    hub: async () => hubOnTable(ledger.table, { entries: [anEntry()], tags: new Map() }),
    now: NOW,
  });
}

async function idsOf(...words: string[]): Promise<string[]> {
  return JSON.parse((await nodes(...words, '--json')).out).nodes.map(({ id }: { id: string }) => id);
}

describe('patchplane nodes', () => {
  it('lists the nodes of a window, cell by cell', async () => {
    expect((await nodes('--window', WINDOW.id)).out).toMatchInlineSnapshot(`
"22FRI@2026-03-06 (open): 3 nodes
patched     installed       i-0a1b2c3d4e5f60718   payments-db-01  444455556666  eu-west-1     payments@example.com
failed      patches-failed  i-0a1b2c3d4e5f60719   web\\u001b[2J    444455556666  eu-west-1     payments@example.com
no verdict                  mi-0a1b2c3d4e5f60720                  777788889999  eu-central-1  plant@example.com
"
`);
  });

  it('takes the last window of a schedule', async () => {
    const { window, state } = JSON.parse((await nodes('--schedule', '22FRI', '--json')).out);
    expect({ window, state }).toEqual({ window: WINDOW.id, state: 'open' });
  });

  it('narrows by verdict, account and owner', async () => {
    const at = ['--window', WINDOW.id];
    expect(await idsOf(...at)).toEqual([PATCHED, FAILED, WAITING]);
    expect(await idsOf(...at, '--verdict', 'failed')).toEqual([FAILED]);
    expect(await idsOf(...at, '--verdict', 'none')).toEqual([WAITING]);
    expect(await idsOf(...at, '--account', OTHER_CELL.account)).toEqual([WAITING]);
    expect(await idsOf(...at, '--owner', 'plant@example.com')).toEqual([WAITING]);
    expect(await idsOf(...at, '--owner', 'nobody')).toEqual([]);
  });

  it.each([
    [[], 'Cannot list nodes: wanted either --window or --schedule'],
    [['--window', WINDOW.id, '--schedule', '22FRI'], 'Cannot list nodes: wanted either --window or --schedule'],
    [['--window', '22FRI'], 'Cannot read --window: it is "22FRI"'],
    [['--window', '22FRI@2026-03-13'], 'Cannot list the nodes of 22FRI@2026-03-13: the ledger has no such window'],
    [['--schedule', '2STA'], 'Cannot read the schedule: "2STA"'],
    [['--schedule', '2SAT'], 'Cannot list the nodes of 2SAT: the ledger has no window of it'],
    [
      ['--window', WINDOW.id, '--account', '42'],
      'Cannot read --account: it is "42", wanted an account id of 12 digits',
    ],
    [['--window', WINDOW.id, '--verdict', 'fine'], "argument 'fine' is invalid"],
  ])('refuses %j, and ends with 2', async (words, problem) => {
    const { code, out, err } = await nodes(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(problem);
  });
});
