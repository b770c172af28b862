import { describe, expect, it } from '@jest/globals';
import { readScheduleExpression } from './schedule-expression.ts';

function next(expression: string, zone: string, after: string, count = 3): string[] {
  const nextInstant = readScheduleExpression(expression, { zone, start: new Date('2026-03-06T17:00:00Z') });
  const found: string[] = [];
  let at: Date | undefined = new Date(after);
  for (let times = 0; times < count && at !== undefined; times += 1) {
    at = nextInstant(at);
    found.push(at?.toISOString().slice(0, 16) ?? 'never');
  }
  return found;
}

describe('readScheduleExpression()', () => {
  it('rate: counts from the beginning', () => {
    expect(next('rate(5 minutes)', 'UTC', '2026-03-06T17:03:00Z', 2)).toEqual(['2026-03-06T17:05', '2026-03-06T17:10']);
    expect(next('rate(1 day)', 'UTC', '2026-03-06T17:00:00Z', 1)).toEqual(['2026-03-07T17:00']);
  });

  it.each([
    ['0 2 ? * 7#4 *', 'Europe/Berlin', ['2026-03-28T01:00', '2026-04-25T00:00', '2026-05-23T00:00']],
    ['0 22 ? * FRI *', 'Europe/Berlin', ['2026-03-06T21:00', '2026-03-13T21:00', '2026-03-20T21:00']],
    ['0/30 6 1 * ? *', 'UTC', ['2026-04-01T06:00', '2026-04-01T06:30', '2026-05-01T06:00']],
    ['15 23 L 3,4 ? *', 'UTC', ['2026-03-31T23:15', '2026-04-30T23:15', '2027-03-31T23:15']],
    ['0 6 ? * 7L *', 'UTC', ['2026-03-28T06:00', '2026-04-25T06:00', '2026-05-30T06:00']],
    ['0 6 ? * MON-WED *', 'UTC', ['2026-03-09T06:00', '2026-03-10T06:00', '2026-03-11T06:00']],
    ['0 6 1 1 ? 2020', 'UTC', ['never']],
  ])('cron(%s) in %s', (fields, zone, expected) => {
    expect(next(`cron(${fields})`, zone, '2026-03-06T17:00:00Z')).toEqual(expected);
  });

  it('skips a local time that a clock change skips, and takes a double one once', () => {
    expect(next('cron(30 2 ? * SUN *)', 'Europe/Berlin', '2026-03-25T00:00:00Z', 1)).toEqual(['2026-04-05T00:30']);
    expect(next('cron(30 2 ? * SUN *)', 'Europe/Berlin', '2026-10-24T00:00:00Z', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-11-01T01:30',
    ]);
  });

  it.each([
    ['every 5 minutes', 'wanted rate(5 minutes) or cron'],
    ['cron(0 2 * * 7 *)', 'wanted ? in one of the two day fields'],
    ['cron(0 2 ? * 7)', 'wanted six fields'],
    ['cron(0 24 ? * 7 *)', '24 is not between 0 and 23'],
  ])('refuses %s', (expression, message) => {
    expect(() => next(expression, 'UTC', '2026-03-06T17:00:00Z')).toThrow(message);
  });
});
