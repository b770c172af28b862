import { describe, expect, it } from '@jest/globals';
import { parseSchedule, printSchedule, toAwsCron } from '../schedule/schedule.ts';
import { readCron } from './doctor-cron.ts';

describe('readCron()', () => {
  it.each([
    ['CRON(0 2 ? * SAT#4 *)', '2SATX4'],
    ['"CRON(0 2 ? * SAT *)"', '2SAT'],
    ['CRON(0 6 ? * 1 *)', '6SUN'],
    ['CRON(0 2 ? * 7#4 *)', '2SATX4'],
    ['0 10 ? * SAT *', '10SAT'],
    ['0 0 22 ? * FRI#1 *', '22FRIX1'], // seconds and a year
    ['0 0 22 ? * FRI#1', '22FRIX1'], // seconds and no year
    ['0 0 22 * * 5', '22FRI'],
    ['0 2 * * 6', '2SAT'],
    ['0 14 * * 0', '14SUN'],
    ['0 14 * * 7', '14SUN'],
    ['00 02 * * 6#4', '2SATX4'],
    ['0  2  *  *  6', '2SAT'],
    ['0 2 ? * 2 ?', '2MON'], // ends with an open year, so Sunday is 1
    ['0 0 2 ? * 2', '2TUE'], // ends without one
  ])('reads %s as %s', (text, value) => {
    const reading = readCron(text);
    expect(reading?.kind === 'schedule' ? printSchedule(reading.schedule) : reading).toBe(value);
  });

  it.each([
    '30 2 * * SAT',
    '0 24 * * SAT',
    '0 */2 * * SAT',
    '0 2 * * *',
    '0 2 * * 8',
    '0 2 * * SAT#6',
    '0 2 * * SAT,SUN',
    '0 2 1-7 * SAT',
    '0 2 * JAN SAT',
    'CRON(0 2 ? * 0 *)',
    'CRON(0 2 ? * SAT 2026)',
    '5 0 2 ? * SAT *',
    '01 2 * * SAT',
    '0 002 * * SAT',
    '0 2 * * 16',
    'CRON(0 2 ? * FOO *)',
  ])('finds that %s is cron, and that no schedule says it', (text) => {
    expect(readCron(text)).toEqual({ kind: 'other' });
  });

  it.each(['2SAT', 'RATE(7 DAYS)', '0 2 SAT', '* * *', '0 0 0 2 ? * SAT *', '0 2 1 1 6', 'AT 0 2 * * 6!', ''])(
    'takes %j for no cron',
    (text) => {
      expect(readCron(text)).toBeUndefined();
    },
  );

  it('reads back what we print for AWS', () => {
    for (const value of ['0SUN', '2SATX4', '23MONX5', '12WED']) {
      const parsed = parseSchedule(value);
      if (parsed.kind === 'refused') throw new Error(parsed.reason);
      expect(readCron(toAwsCron(parsed.schedule).toUpperCase())).toEqual(parsed);
    }
  });
});
