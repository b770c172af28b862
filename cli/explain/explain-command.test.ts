import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodeRows } from '../../shared/aws/ledger/node-rows.ts';
import { windowRows } from '../../shared/aws/ledger/window-rows.ts';
import { aJudgedNode, anEntry, aWindow, CELL } from '../../shared/testing/domain-builders.ts';
import { tagsNow } from '../../shared/testing/explain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../shared/testing/ledger-on-dynalite.ts';
import { InputError } from '../input-error.ts';
import { hubOnTable } from '../testing/hub-on-table.ts';
import { runCommand } from '../testing/run-command.ts';

const NODE = aJudgedNode().id;
const STRANGER = 'i-0a1b2c3d4e5f60799';
const TAGGED = 'i-0a1b2c3d4e5f60798';
const NOW = new Date('2026-03-20T12:00:00Z');
const earlier = aWindow();
const later = aWindow({
  id: '22FRI@2026-03-13',
  date: '2026-03-13',
  opensAt: new Date('2026-03-13T21:00:00Z'),
  closesAt: new Date('2026-03-14T01:00:00Z'),
});
const without = aWindow({ id: '22FRI@2026-03-06+1a2b3c4d', opensAt: new Date('2026-03-14T10:00:00Z') });

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  for (const window of [later, earlier]) {
    await windowRows(ledger.table).claim(window, anEntry(), window.opensAt);
    await windowRows(ledger.table).putCells(window.id, [{ ...CELL, operation: 'Install' }], window.opensAt);
    await nodeRows(ledger.table).put(window.id, [aJudgedNode()]);
  }
});
afterAll(() => ledger.stop());

function explain(...words: string[]) {
  const tags = new Map([NODE, TAGGED].map((id) => [id, tagsNow()]));
  return runCommand(['explain', ...words], {
    hub: async () => hubOnTable(ledger.table, { entries: [anEntry()], tags }),
    now: NOW,
  });
}

describe('patchplane explain', () => {
  it("takes the node's last window, and names the others", async () => {
    const { code, out } = await explain(NODE, '--json');
    const { window, zone, verdict, reason, page, chapters } = JSON.parse(out);
    const steps = chapters.flatMap((chapter: { steps: { said: string }[] }) => chapter.steps.map(({ said }) => said));

    expect({ code, window, zone, verdict, reason, page }).toEqual({
      code: 0,
      window: '22FRI@2026-03-13',
      zone: 'Europe/Berlin',
      verdict: 'patched',
      reason: 'installed',
      page: 'docs/reasons/installed.md',
    });
    expect(steps).toContain('In 22FRI@2026-03-06 it was patched (installed).');
    expect(steps.join('\n')).not.toContain('came without it');
  });

  it('takes the window that is named', async () => {
    const { out } = await explain(NODE, '--window', earlier.id, '--json');
    expect(JSON.parse(out).window).toBe(earlier.id);
  });

  it('says which window came without a node of its schedule', async () => {
    const { out } = await explain(TAGGED);
    expect(out).toContain('no window in the ledger had it on its roster.');
    expect(out).toContain('The window 22FRI@2026-03-13 of its schedule came without it.');
  });

  it.each([
    [
      ['node-1'],
      'Cannot read the node: it is "node-1", wanted the id of an instance or a hybrid node, such as i-0a1b2c3d4e5f60718',
    ],
    [
      [NODE, '--window', '22FRI'],
      'Cannot read --window: it is "22FRI", wanted the id of a window, such as 2SATX4@2026-04-25',
    ],
    [
      [NODE, '--window', without.id],
      `Cannot explain ${NODE} in ${without.id}: the ledger has it in 22FRI@2026-03-13, 22FRI@2026-03-06`,
    ],
    [[STRANGER, '--window', earlier.id], `Cannot explain ${STRANGER} in ${earlier.id}: the ledger has it in no window`],
    [[STRANGER], `Cannot explain ${STRANGER}: the ledger knows nothing of it, and AWS does not know ${STRANGER}`],
  ])('refuses %j with what is wrong, and 2', async (words, problem) => {
    expect(await explain(...words)).toEqual({ code: 2, out: '', err: `${problem}\n` });
  });

  it('says why the hub cannot be reached', async () => {
    const hub = () => Promise.reject(new InputError('Cannot read /patchplane/hub in Parameter Store: no'));
    expect(await runCommand(['explain', NODE], { hub })).toEqual({
      code: 2,
      out: '',
      err: 'Cannot read /patchplane/hub in Parameter Store: no\n',
    });
  });

  it('hands no control character of the ledger to a terminal', async () => {
    const nodeId = 'i-0a1b2c3d4e5f60797';
    await nodeRows(ledger.table).put(earlier.id, [
      aJudgedNode({ id: nodeId, name: 'db\u001b[2J', owner: '\u009b31m' }),
    ]);
    const { out } = await explain(nodeId);
    expect(out).toContain('db\\u001b[2J');
    expect(out).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
