/** Ten stories as people read them, in `golden/`: what changes them is seen in the difference of a text. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEntry } from '../../shared/testing/domain-builders.ts';
import { EXPLAINED_NODES } from '../../shared/testing/explained-nodes.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../shared/testing/ledger-on-dynalite.ts';
import { hubOnTable } from '../testing/hub-on-table.ts';
import { runCommand } from '../testing/run-command.ts';

const NOW = new Date('2026-03-09T08:00:00Z');
const CATALOGUE = ['22FRI', '2SAT', '6SAT', '10SAT', '14SAT', '18SAT', '22SAT'].map((value) => anEntry({ value }));

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  for (const { prepare } of EXPLAINED_NODES) await prepare(ledger.table);
});
afterAll(() => ledger.stop());

describe('patchplane explain', () => {
  it.each(EXPLAINED_NODES.map((node) => [node.name, node] as const))(
    'tells the story of a node: %s',
    async (name, node) => {
      const hub = async () =>
        hubOnTable(ledger.table, { entries: CATALOGUE, tags: new Map([[node.nodeId, node.tags]]) });
      const told = await runCommand(['explain', node.nodeId], { hub, now: NOW });
      const file = path.join(import.meta.dirname, 'golden', `${name}.txt`);
      // To take over what is told now, and to read the difference before it is committed.
      if (process.env['WRITE_GOLDEN'] === 'yes') writeFileSync(file, told.out);

      expect(told).toEqual({ code: 0, err: '', out: readFileSync(file, 'utf8') });
    },
  );

  it('is shown in docs/explain.md as it is', () => {
    const told = readFileSync(path.join(import.meta.dirname, 'golden/failed.txt'), 'utf8');
    expect(readFileSync('docs/explain.md', 'utf8')).toContain(
      `$ npx patchplane explain i-0a1b2c3d4e5f60702\n${told}\`\`\`\n`,
    );
  });
});
