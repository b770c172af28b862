import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { calendarReader } from './read-calendars.ts';

const now = new Date('2026-03-06T21:00:00Z');
const end = new Date('2026-03-07T01:00:00Z');
const calendars = ['year-end-freeze', 'arn:aws:ssm:eu-central-1:444455556666:document/shop-sales'];

describe('calendarReader()', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  const read = (...answers: readonly Answer[]) => {
    const left = [...answers];
    asked = answeredCalls(() => left.shift() ?? { body: {} }, now);
    return calendarReader({ region: 'eu-central-1' })(calendars, { now, end });
  };

  it('asks for all calendars together, now and in the last second before the end', async () => {
    const reading = await read(
      { body: { State: 'CLOSED', NextTransitionTime: '2026-03-06T23:00:00Z' } },
      { body: { State: 'OPEN' } },
    );

    expect(reading).toEqual({
      kind: 'read',
      stateNow: 'CLOSED',
      nextTransitionAt: new Date('2026-03-06T23:00:00Z'),
      stateAtEnd: 'OPEN',
    });
    expect(asked.calls.map(({ operation, body }) => [operation, body])).toEqual([
      ['GetCalendarState', { CalendarNames: calendars, AtTime: '2026-03-06T21:00:00.000Z' }],
      ['GetCalendarState', { CalendarNames: calendars, AtTime: '2026-03-07T00:59:59.000Z' }],
    ]);
  });

  it('knows of a state that never ends', async () => {
    expect(await read({ body: { State: 'OPEN' } }, { body: { State: 'OPEN' } })).toMatchObject({
      kind: 'read',
      nextTransitionAt: undefined,
    });
  });

  it('counts an error as unread, at either instant (P5)', async () => {
    const refused = { statusCode: 400, body: { __type: 'InvalidDocument', message: 'no such calendar' } };
    const unread = { kind: 'unread', reason: 'InvalidDocument: no such calendar' };

    expect(await read(refused)).toEqual(unread);
    expect(await read({ body: { State: 'OPEN' } }, refused)).toEqual(unread);
  });

  it.each([
    [{ State: 'AJAR' }, { State: 'OPEN' }],
    [{ State: 'OPEN' }, {}],
    [{ State: 'OPEN', NextTransitionTime: 'soon' }, { State: 'OPEN' }],
  ])('counts %j and %j as unread', async (first, last) => {
    expect(await read({ body: first }, { body: last })).toEqual({
      kind: 'unread',
      reason: `Systems Manager answered what is not a state of ${calendars.join(', ')}`,
    });
  });
});
