import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultRows, type UndecidedNode } from '../../shared/aws/ledger/default-rows.ts';
import type { SaidIntent } from '../../shared/aws/put-intent.ts';
import { aNodeReference } from '../../shared/testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../shared/testing/ledger-on-dynalite.ts';
import { hubOnTable } from '../testing/hub-on-table.ts';
import { runCommand } from '../testing/run-command.ts';

const FIRST = aNodeReference('i-0a1b2c3d4e5f60719');
const SECOND = aNodeReference();

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  const rows = defaultRows(ledger.table);
  await rows.write(inReview({ node: SECOND, at: new Date('2026-03-07T08:00:00Z'), owner: 'shop@example.com' }));
  await rows.write(inReview({ node: FIRST, name: 'web\u001b[2J' }));
  await rows.write(inReview({ node: aNodeReference('mi-0a1b2c3d4e5f60720'), state: 'waiting' }));
});
afterAll(() => ledger.stop());

function inReview(overrides: Partial<UndecidedNode>): UndecidedNode {
  const detail = 'No default-tag rule matches the node.';
  const at = new Date('2026-03-06T20:55:00Z');
  return { node: FIRST, name: undefined, owner: undefined, state: 'review', change: 0, at, detail, ...overrides };
}

const WHY = ['--reason', 'as its neighbours'];

async function decide(...words: string[]) {
  const asked: SaidIntent[] = [];
  const ended = await runCommand(['review', 'decide', ...words], {
    hub: async () => hubOnTable(ledger.table, { entries: [], tags: new Map() }),
    requestDesk: async () => ({
      account: '111122223333',
      region: 'eu-central-1',
      put: async (intent) => void asked.push(intent),
    }),
  });
  return { ...ended, asked };
}

function list(...words: string[]) {
  return runCommand(['review', 'list', ...words], {
    hub: async () => hubOnTable(ledger.table, { entries: [], tags: new Map() }),
  });
}

describe('patchplane review list', () => {
  it('lists what waits for a person, oldest first, and says so by its exit code', async () => {
    const { out, code } = await list();

    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
"2 nodes without a schedule that no default rule fits
2026-03-06T20:55  i-0a1b2c3d4e5f60719  444455556666  eu-west-1  web\\u001b[2J    No default-tag rule matches the node.
2026-03-07T08:00  i-0a1b2c3d4e5f60718  444455556666  eu-west-1    shop@example.com  No default-tag rule matches the node.
Decide about each: npx patchplane review decide NODE SCHEDULE --reason "…". Or add a default rule that fits it.
"
`);
  });

  it('narrows by owner and account, and ends with 0 where nothing waits', async () => {
    const { out } = await list('--owner', 'shop@example.com', '--json');
    expect(JSON.parse(out)).toEqual({
      nodes: [
        {
          id: SECOND.id,
          account: SECOND.account,
          region: SECOND.region,
          owner: 'shop@example.com',
          since: '2026-03-07T08:00:00.000Z',
          why: 'No default-tag rule matches the node.',
        },
      ],
    });
    expect(await list('--account', '999999999999')).toMatchObject({
      code: 0,
      out: '0 nodes without a schedule that no default rule fits\n',
    });
    expect(await list('--account', '9')).toMatchObject({ code: 2 });
  });
});

describe('patchplane review decide', () => {
  it('asks the hub to give a node that waits its schedule', async () => {
    const { code, out, asked } = await decide(FIRST.id, '2SATX4', ...WHY);
    expect(code).toBe(0);
    expect(out).toContain('give web\\u001b[2J in 444455556666, eu-west-1, the schedule 2SATX4\n');
    const requestId = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d';
    expect(asked).toEqual([
      { kind: 'decide', requestId, nodeId: FIRST.id, value: '2SATX4', reason: 'as its neighbours' },
    ]);
  });

  it.each([
    [['mi-0a1b2c3d4e5f60720', '2SATX4', ...WHY], 'it does not wait for a person'],
    [['web-01', '2SATX4', ...WHY], 'Cannot read the node'],
    [[FIRST.id, 'at two', ...WHY], 'Cannot read'],
    [[FIRST.id, '2SATX4', '--reason', ' '], '--reason'],
    [[FIRST.id, '2SATX4'], '--reason'],
  ])('refuses %j, and asks for nothing', async (words, problem) => {
    const { code, err, asked } = await decide(...words);
    expect(code).toBe(2);
    expect(err).toContain(problem);
    expect(asked).toEqual([]);
  });
});
