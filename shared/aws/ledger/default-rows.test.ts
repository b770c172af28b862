/** What apply-default-tag leaves in the ledger, on a DynamoDB of this machine. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNodeReference } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { defaultRows, readReviewQueue, type UndecidedNode } from './default-rows.ts';

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
});
afterAll(() => ledger.stop());

const node = aNodeReference();
const inReview: UndecidedNode = {
  node,
  name: 'payments-db-01',
  owner: undefined,
  state: 'review',
  change: 2,
  at: new Date('2026-03-06T20:55:00Z'),
  detail: 'No default-tag rule matches the node.',
};

describe('defaultRows()', () => {
  it('keeps what is written, and shows in the queue what a person decides', async () => {
    const rows = defaultRows(ledger.table);
    const other = { ...inReview, node: aNodeReference('i-0a1b2c3d4e5f60719'), state: 'waiting' } as const;
    await rows.write(inReview);
    await rows.write(other);

    expect(await rows.read(node.id)).toEqual(inReview);
    expect(await rows.read(other.node.id)).toEqual(other);
    expect(await rows.read('i-0a1b2c3d4e5f60720')).toBeUndefined();
    expect(await readReviewQueue(ledger.table)).toEqual([inReview]);
    expect(await ledger.rows()).toMatchObject([
      {
        pk: `DEFAULT#${node.id}`,
        sk: 'STATE',
        node: { id: node.id, account: node.account, region: node.region },
        due: 'review',
        at: '2026-03-06T20:55:00.000Z',
      },
      { pk: `DEFAULT#${other.node.id}` },
    ]);
  });

  it('keeps what a person decides about a node that waits, until it is written of anew', async () => {
    const rows = defaultRows(ledger.table);
    const decision = {
      value: '2SUN',
      by: 'arn:aws:iam::1:user/ada',
      reason: 'agreed',
      at: new Date('2026-03-07T08:00:00Z'),
    };
    expect(await rows.readWaiting(node.id)).toEqual(inReview);
    expect(await rows.decide(node.id, decision)).toBe(true);
    expect(await rows.read(node.id)).toEqual({ ...inReview, decision });
    expect(await rows.readWaiting(node.id)).toEqual({ ...inReview, decision });

    await rows.write(inReview);
    expect(await rows.read(node.id)).toEqual(inReview);
    for (const id of ['i-0a1b2c3d4e5f60719', 'i-0a1b2c3d4e5f60720']) {
      expect(await rows.readWaiting(id)).toBeUndefined();
      expect(await rows.decide(id, decision)).toBe(false);
    }
  });

  it('takes a node from the queue once it is settled, and makes no row of one that it does not know', async () => {
    const rows = defaultRows(ledger.table);
    await rows.settle(node.id);
    await rows.settle(node.id);
    await rows.settle('i-0a1b2c3d4e5f60720');
    expect(await rows.readWaiting(node.id)).toBeUndefined();

    expect(await readReviewQueue(ledger.table)).toEqual([]);
    expect(await rows.read(node.id)).toEqual(inReview);
    expect(await rows.read('i-0a1b2c3d4e5f60720')).toBeUndefined();
  });
});
