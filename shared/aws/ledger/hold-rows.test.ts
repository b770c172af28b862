import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HoldScope } from '../../domain/window/hold.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { aHold, aRelease, OPERATOR } from '../../testing/opening-builders.ts';
import { type HoldRows, holdRows } from './hold-rows.ts';
import { putRow } from './ledger-table.ts';
import { expiryAfter, expiryOf } from './row-expiry.ts';

const scopes: readonly (readonly [string, HoldScope])[] = [
  ['ALL', { kind: 'all' }],
  ['SCHEDULE#2SATX4', { kind: 'schedule', schedule: '2SATX4' }],
  ['WINDOW#2SATX4@2026-04-25+1a2b3c4d', { kind: 'window', window: '2SATX4@2026-04-25+1a2b3c4d' }],
  ['ACCOUNT#444455556666', { kind: 'account', account: '444455556666' }],
];
const released = { reason: 'the sale is over', by: OPERATOR, at: new Date('2026-03-07T09:00:00Z') };

let ledger: LedgerOnDynalite;
let rows: HoldRows;
beforeEach(async () => {
  ledger = await ledgerOnDynalite();
  rows = holdRows(ledger.table);
});
afterEach(() => ledger.stop());

describe('holdRows()', () => {
  it.each(scopes)('holds %s once, until it is released, and can hold it again', async (sk, scope) => {
    const hold = aHold({ scope });
    expect(await rows.hold(hold)).toBe(true);
    expect(await rows.hold({ ...hold, reason: 'another' })).toBe(false);
    expect(await rows.read()).toEqual({ holds: [hold], releases: [] });
    expect(await ledger.rows()).toMatchObject([{ pk: 'HOLDS', sk, reason: hold.reason, cancelRunning: false }]);

    expect(await rows.release(scope, released)).toBe(true);
    expect(await rows.release(scope, released)).toBe(false);
    expect(await rows.read()).toEqual({ holds: [], releases: [] });
    expect(await ledger.rows()).toMatchObject([
      {
        releasedAt: released.at.toISOString(),
        releasedBy: OPERATOR,
        releaseReason: 'the sale is over',
        expiresAt: expiryAfter(released.at),
      },
    ]);

    expect(await rows.hold({ ...hold, reason: 'another sale' })).toBe(true);
    expect(await rows.read()).toEqual({ holds: [{ ...hold, reason: 'another sale' }], releases: [] });
    expect((await ledger.rows())[0]).not.toHaveProperty('expiresAt'); // A hold that lasts is never forgotten.
  });

  it('releases nothing where nothing is held', async () => {
    expect(await rows.release({ kind: 'all' }, released)).toBe(false);
    expect(await ledger.rows()).toEqual([]);
  });

  it('lets a hold that cancels what runs replace one that does not, and not the other way', async () => {
    expect(await rows.hold(aHold())).toBe(true);
    expect(await rows.hold(aHold({ cancelRunning: true, reason: 'stop it' }))).toBe(true);
    expect(await rows.hold(aHold({ cancelRunning: true }))).toBe(false);
    expect(await rows.hold(aHold())).toBe(false);

    expect((await rows.read()).holds).toMatchObject([{ cancelRunning: true, reason: 'stop it' }]);
  });

  it('keeps the release of a window, the last word of it', async () => {
    await rows.releaseWindow(aRelease());
    await rows.releaseWindow(aRelease({ reason: 'tried again' }));

    expect(await rows.read()).toEqual({ holds: [], releases: [aRelease({ reason: 'tried again' })] });
    expect(await ledger.rows()).toMatchObject([
      { pk: 'HOLDS', sk: `RELEASE#${aRelease().window}`, expiresAt: expiryOf(aRelease().window) },
    ]);
  });

  it('holds what a row names that it cannot read, everything where it does not say, and releases nothing (P5)', async () => {
    const spoilt = ['ACCOUNT#444455556666', 'REGION#eu-west-1', 'RELEASE#2SATX4@2026-04-25'];
    for (const sk of spoilt) await putRow(ledger.table, { pk: 'HOLDS', sk, at: 'yesterday' });

    const { holds, releases } = await rows.read();
    expect(holds.map(({ scope }) => scope)).toEqual([{ kind: 'account', account: '444455556666' }, { kind: 'all' }]);
    expect(holds[0]?.reason).toContain("The row ACCOUNT#444455556666 of the ledger's holds cannot be read.");
    expect(releases).toEqual([]);
  });
});
