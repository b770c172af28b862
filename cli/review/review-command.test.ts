import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultRows, type UndecidedNode } from '../../shared/aws/ledger/default-rows.ts';
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
Tag each with an approved schedule, or add a default rule that fits it.
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
