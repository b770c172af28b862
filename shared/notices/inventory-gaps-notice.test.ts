import { describe, expect, it } from '@jest/globals';
import { inventoryGapsNotice } from './inventory-gaps-notice.ts';

const at = new Date('2026-03-06T05:00:00Z');

describe('inventoryGapsNotice()', () => {
  it('names the cells, why, and how many nodes were found all the same', () => {
    const cell = { account: '444455556666', region: 'eu-west-1' };
    const notice = inventoryGapsNotice({
      staleCells: [{ ...cell, reason: 'OUTDATED' }],
      unreadCells: [{ ...cell, region: 'eu-central-1', reason: 'AccessDenied: no' }],
      unseen: 1,
      at,
    });

    expect(notice.key).toBe('cell-stale#tags#2026-03-06');
    expect(notice.happened).toContain('1 EC2 instance that Config does not show was found by looking there');
    expect(notice.details).toEqual([
      '444455556666 eu-west-1: AWS Config does not tell what is there (OUTDATED)',
      '444455556666 eu-central-1: its nodes could not be read (AccessDenied: no)',
    ]);
    expect(notice.about).toEqual({ accounts: ['444455556666'] });
  });

  it('stays short when the whole organization is behind', () => {
    const staleCells = Array.from({ length: 300 }, (_, index) => ({
      account: String(100000000000 + index),
      region: 'eu-west-1',
      reason: 'OUTDATED',
    }));
    const { details } = inventoryGapsNotice({ staleCells, unreadCells: [], unseen: 0, at });

    expect(details).toHaveLength(21);
    expect(details.at(-1)).toBe('... and 280 more');
  });
});
