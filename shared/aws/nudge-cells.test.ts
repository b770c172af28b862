import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { cellNudger } from './nudge-cells.ts';

const WINDOW = '22FRI@2026-03-06';

let calls: AnsweredCalls | undefined;
afterEach(() => calls?.end());

describe('cellNudger()', () => {
  it('puts an event for each cell, ten at a time', async () => {
    const nudge = nudgerOf(() => ({ body: { FailedEntryCount: 0 } }));
    await nudge(WINDOW, manyCells(23));

    // At the same time, so that none is surely the last.
    expect(putIn(calls).map((entries) => entries.length)).toEqual(expect.arrayContaining([10, 10, 3]));
    expect(putIn(calls).flat()).toHaveLength(23);
    expect(putIn(calls).flat()).toContainEqual({
      EventBusName: 'patchplane',
      Source: 'patchplane',
      DetailType: 'Cell Due',
      Detail: JSON.stringify({ account: '200000000022', region: 'eu-west-1', window: WINDOW }),
    });
  });

  it('puts nothing where no cell is due', async () => {
    await nudgerOf(() => ({ body: {} }))(WINDOW, []);

    expect(calls?.calls).toEqual([]);
  });

  it('wakes all others where the bus refuses some, and then says how many it did not take and why', async () => {
    const nudge = nudgerOf((first) => {
      if (first === '200000000000') {
        return { statusCode: 400, body: { __type: 'AccessDeniedException', message: 'not on this bus' } };
      }
      if (first === '200000000010') {
        const Entries = [{ EventId: '1' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'too many' }];
        return { body: { FailedEntryCount: 1, Entries } };
      }
      return { body: { FailedEntryCount: 0 } };
    });

    await expect(nudge(WINDOW, manyCells(300))).rejects.toThrow(
      `Cannot wake 11 of 300 cells of ${WINDOW}: AccessDeniedException: not on this bus; ThrottlingException: too many`,
    );
    expect(putIn(calls)).toHaveLength(30);
  });
});

function nudgerOf(answer: (firstAccount: string) => Answer) {
  calls = answeredCalls((_, body) => answer(accountIn(entriesOf(body)[0]?.Detail)), new Date('2026-03-06T23:00:00Z'));
  return cellNudger('patchplane');
}

function manyCells(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    account: String(200_000_000_000 + index),
    region: 'eu-west-1',
  }));
}

interface Entry {
  readonly Detail: string;
}

function putIn(answered: AnsweredCalls | undefined): (readonly Entry[])[] {
  return (answered?.calls ?? []).map(({ body }) => entriesOf(body));
}

function entriesOf(body: unknown): readonly Entry[] {
  const { Entries }: { Entries: readonly Entry[] } = JSON.parse(JSON.stringify(body));
  return Entries;
}

function accountIn(detail = '{}'): string {
  const { account }: { account: string } = JSON.parse(detail);
  return account;
}
