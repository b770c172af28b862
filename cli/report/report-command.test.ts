import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodeRows } from '../../shared/aws/ledger/node-rows.ts';
import { tagRows } from '../../shared/aws/ledger/tag-row.ts';
import { windowRows } from '../../shared/aws/ledger/window-rows.ts';
import { aJudgedNode, aNodeReference, anEntry, aWindow, CELL } from '../../shared/testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../shared/testing/ledger-on-dynalite.ts';
import { aTagChange } from '../../shared/testing/report-builders.ts';
import { folderOf } from '../testing/folder-of.ts';
import { hubOnTable } from '../testing/hub-on-table.ts';
import { runCommand } from '../testing/run-command.ts';

const FINE = 'i-0a1b2c3d4e5f60718';
const WRONG = 'i-0a1b2c3d4e5f60719';

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  const windows = windowRows(ledger.table);
  const { id, opensAt } = aWindow();
  await windows.claim(aWindow(), anEntry(), opensAt);
  await windows.putCells(id, [{ ...CELL, operation: 'Install' }], opensAt);
  await nodeRows(ledger.table).put(id, [
    aJudgedNode({ id: FINE, ...CELL, verdict: { kind: 'patched', reason: 'installed' } }),
  ]);
  await windows.setOver(id, {
    state: 'final',
    endedAt: aWindow().closesAt,
    roster: 1,
    verdicts: { patched: 1, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 0, excepted: 0 },
  });
  await tagRows(ledger.table).write(WRONG, { value: '2STA', verdict: 'malformed', change: 1 });
});
afterAll(() => ledger.stop());

function report(words: readonly string[], folder = process.cwd()) {
  const node = (id: string, value: string) => ({
    node: aNodeReference(id),
    tags: new Map([
      ['maintenance:patching', value],
      ['owner', 'ann@example.com'],
    ]),
    seenBy: 'config' as const,
    recorded: true,
  });
  return runCommand(['report', ...words], {
    now: new Date('2026-03-09T12:00:00Z'),
    folder,
    hub: async () =>
      hubOnTable(ledger.table, {
        entries: [anEntry()],
        tags: new Map(),
        inventory: [node(FINE, '22FRI'), node(WRONG, '2STA')],
        changes: [aTagChange({ nodeId: WRONG })],
      }),
  });
}

describe('patchplane report', () => {
  it('tells of the week, and by its exit code that something is wanting', async () => {
    const { out, code } = await report([]);

    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
"Week to 2026-03-09: 2 nodes, 1 wanting
Windows: 1 final, 0 missed, 0 skipped
Verdicts: 1 patched, of 1
Nodes: 1 compliant, 1 malformed
malformed: i-0a1b2c3d4e5f60719 444455556666 eu-west-1
"
`);
  });

  it('audits the tags, with principal and time', async () => {
    const { out, code } = await report(['--monthly']);

    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
"Tag audit to 2026-03-09: 2 nodes, 1 wrong, 1 unauthorised change
Tags: 1 valid, 0 missing, 1 malformed, 0 not-approved, 0 exempt-or-immutable, of 2
Drift: 0 nodes with another value than at the last audit
CloudTrail was asked about 1 node of which a change is known. It may be a quarter of an hour behind.
2026-03-06T20:45:00.000Z arn:aws:sts::444455556666:assumed-role/AppDeploy/build-17 set maintenance:patching = "2STA" on i-0a1b2c3d4e5f60719 in 444455556666: malformed
"
`);
  });

  it('prints what the function files, and writes the same files', async () => {
    const folder = folderOf({});
    const { out } = await report(['--weekly', '--out', 'reports', '--json'], folder);
    const files = readdirSync(path.join(folder, 'reports')).sort();

    expect(files).toEqual([
      '2026-03-09T1200Z-compliance.csv',
      '2026-03-09T1200Z-compliance.html',
      '2026-03-09T1200Z-compliance.json',
    ]);
    expect(readFileSync(path.join(folder, 'reports', files[2] ?? ''), 'utf8')).toBe(out);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      kind: 'weekly',
      total: { roster: 1, verdicts: { patched: 1 } },
    });
  });

  it('refuses to be both', async () => {
    expect(await report(['--weekly', '--monthly'])).toMatchObject({ code: 2 });
  });
});
