import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestedException } from '../../domain/tagging/exception.ts';
import { aGrantedException, anException } from '../../testing/exception-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { type ExceptionRows, exceptionRow, exceptionRows, readOpenExceptions } from './exception-rows.ts';
import { putRow } from './ledger-table.ts';
import { expiryAfter } from './row-expiry.ts';

const exception = anException();
const nodeId = exception.node.id;
const id = { nodeId, requestId: exception.requestId };
const other = { nodeId, requestId: '99999999-5e6f-4a7b-8c9d-0e1f2a3b4c5d' };
const approved = { by: 'arn:aws:iam::111122223333:user/grace', reason: 'agreed', at: new Date('2026-03-06T10:00:00Z') };
const ended = { by: 'arn:aws:iam::111122223333:user/ada', reason: 'mended', at: new Date('2026-04-01T09:00:00Z') };

let ledger: LedgerOnDynalite;
let rows: ExceptionRows;
beforeEach(async () => {
  ledger = await ledgerOnDynalite();
  rows = exceptionRows(ledger.table);
});
afterEach(() => ledger.stop());

describe('exceptionRows()', () => {
  it('has none at first', async () => {
    expect(await rows.read(nodeId)).toBeUndefined();
    expect(await readOpenExceptions(ledger.table)).toEqual([]);
    expect(await rows.approve(id, approved)).toBe(false);
    expect(await ledger.rows()).toEqual([]);
  });

  it('goes from the request to the end, each step once, and off the list of those that are open', async () => {
    expect(await rows.request(exception)).toBe(true);
    expect(await rows.read(nodeId)).toEqual(exception);
    expect(await readOpenExceptions(ledger.table)).toEqual([exception]);

    expect([await rows.approve(id, approved), await rows.approve(id, approved)]).toEqual([true, false]);
    expect(await rows.read(nodeId)).toEqual({ ...exception, kind: 'approved', approved });

    expect([await rows.remember(id, '6SUN'), await rows.remember(id, '2SAT')]).toEqual([true, true]);
    const exemptAt = new Date('2026-03-06T10:05:00Z');
    expect([await rows.markExempt(id, exemptAt), await rows.markExempt(id, ended.at)]).toEqual([true, false]);
    expect(await rows.remember(id, '6SUN')).toBe(false);
    expect(await rows.markExpiring(id)).toBe(true);
    const granted = { ...exception, approved, remembered: { schedule: '2SAT' }, exemptAt };
    expect(await rows.read(nodeId)).toEqual({ ...granted, kind: 'expiring' });

    expect([await rows.endEarly(id, ended), await rows.endEarly(id, approved)]).toEqual([true, false]);
    expect(await rows.read(nodeId)).toEqual({ ...granted, kind: 'expiring', until: ended.at, ended });

    expect([await rows.end(id, ended.at), await rows.end(id, ended.at)]).toEqual([true, false]);
    expect(await rows.read(nodeId)).toEqual({ ...exception, kind: 'ended', until: ended.at, approved, ended });
    expect(await readOpenExceptions(ledger.table)).toEqual([]);
    expect(await ledger.rows()).toMatchObject([
      { pk: `EXCEPTION#${nodeId}`, sk: 'STATE', exceptionState: 'ended', expiresAt: expiryAfter(ended.at) },
    ]);
  });

  it('remembers that there was no schedule', async () => {
    await putRow(ledger.table, exceptionRow(aGrantedException()));
    expect(await rows.remember(id, undefined)).toBe(true);
    expect(await rows.read(nodeId)).toMatchObject({ remembered: {} });
  });

  it('lets no request replace one that is open, be it the same once more', async () => {
    const another: RequestedException = { ...exception, requestId: other.requestId, reason: 'another' };
    expect([await rows.request(exception), await rows.request(exception)]).toEqual([true, false]);
    expect(await rows.request(another)).toBe(false);

    expect(await rows.refuse(id, ended)).toBe(true);
    expect(await rows.read(nodeId)).toEqual({ ...exception, kind: 'refused', ended });
    expect(await rows.request(another)).toBe(true);
    expect(await rows.read(nodeId)).toEqual(another);
    expect((await ledger.rows())[0]).not.toHaveProperty('expiresAt');
  });

  it('changes nothing of a later exception, or of one in another state', async () => {
    await rows.request(exception);
    expect(await rows.approve(other, approved)).toBe(false);
    expect(await rows.refuse(other, ended)).toBe(false);
    for (const act of [rows.markExpiring, (each: typeof id) => rows.end(each, ended.at)]) {
      expect(await act(id)).toBe(false);
    }
    expect(await rows.endEarly(id, ended)).toBe(false);
    await rows.approve(id, approved);
    expect(await rows.refuse(id, ended)).toBe(false);
    expect(await rows.end(other, ended.at)).toBe(false);
    expect(await rows.read(nodeId)).toMatchObject({ kind: 'approved', requestId: id.requestId });
  });

  it('reads an exception as it was written', async () => {
    const granted = aGrantedException({
      kind: 'expiring',
      exemptAt: approved.at,
      remembered: { schedule: '2SAT' },
      ended,
    });
    await putRow(ledger.table, exceptionRow(granted));
    expect(await rows.read(nodeId)).toEqual(granted);
  });
});
