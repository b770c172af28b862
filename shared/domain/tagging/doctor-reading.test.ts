import { describe, expect, it } from '@jest/globals';
import { fits, readText } from './doctor-reading.ts';

describe('readText()', () => {
  it.each([
    ['2SAT', [{ hour: 2, week: 'weekly' }]],
    ['SAT 10 PM', [{ hour: 22, week: 'weekly' }]],
    ['12 AM SAT', [{ hour: 0, week: 'weekly' }]],
    ['12 P.M. SAT', [{ hour: 12, week: 'weekly' }]],
    ['SAT 6P', [{ hour: 18, week: 'weekly' }]],
    ['0200 HRS SAT', [{ hour: 2, week: 'weekly' }]],
    ['1000 SAT', [{ hour: 10, week: 'weekly' }]],
    ['0000SAT', [{ hour: 0, week: 'weekly' }]],
    ['02:00:00 SAT', [{ hour: 2, week: 'weekly' }]],
    ['SAMSTAG 14 UHR', [{ hour: 14, week: 'weekly' }]],
    ['14H00 SAT', [{ hour: 14, week: 'weekly' }]],
    ['23SAT', [{ hour: 23, week: 'weekly' }]],
    ['1 AM SAT', [{ hour: 1, week: 'weekly' }]],
    ['2:00 PM SAT', [{ hour: 14, week: 'weekly' }]],
    ["2 O'CLOCK SAT", [{ hour: 2, week: 'weekly' }]],
    ['2 OCLOCK SAT', [{ hour: 2, week: 'weekly' }]],
    ['2H SAT', [{ hour: 2, week: 'weekly' }]],
    ['2 HR SAT', [{ hour: 2, week: 'weekly' }]],
    ['2 HRS SAT', [{ hour: 2, week: 'weekly' }]],
    ['2 HOUR SAT', [{ hour: 2, week: 'weekly' }]],
    ['2 HOURS SAT', [{ hour: 2, week: 'weekly' }]],
    ['02:00UHR SAT', [{ hour: 2, week: 'weekly' }]],
    ['02:00  H SAT', [{ hour: 2, week: 'weekly' }]],
    ['700 SAT', [{ hour: 7, week: 'weekly' }]],
    ['0200HRS SAT', [{ hour: 2, week: 'weekly' }]],
    ['SAT ON - THE 4TH AT 2', [{ hour: 2, week: 4 }]],
    ['FIRST SAT 2', [{ hour: 2, week: 1 }]],
    ['SECOND SAT 2', [{ hour: 2, week: 2 }]],
    ['THIRD SAT 2', [{ hour: 2, week: 3 }]],
    ['FIFTH SAT 2', [{ hour: 2, week: 5 }]],
    ['2SAT1', [{ hour: 2, week: 1 }]],
    ['2SAT5', [{ hour: 2, week: 5 }]],
    ['2SAT4', [{ hour: 2, week: 4 }]],
    ['THE 4TH SATURDAY OF THE MONTH AT 2', [{ hour: 2, week: 4 }]],
    ['4. SAMSTAG 2 UHR', [{ hour: 2, week: 4 }]],
    ['X4SAT2', [{ hour: 2, week: 4 }]],
    ['FOURTH SAT', [{ hour: undefined, week: 4 }]],
    ['SAT', [{ hour: undefined, week: undefined }]],
    [
      'SAT2',
      [
        { hour: 2, week: 'weekly' },
        { hour: undefined, week: 2 },
      ],
    ],
    ['SAT 22', [{ hour: 22, week: 'weekly' }]],
    [
      'SAT 2 4',
      [
        { hour: 2, week: 4 },
        { hour: 4, week: 2 },
      ],
    ],
    ['SAT 22 4', [{ hour: 22, week: 4 }]],
    ['CRON(0 2 ? * SAT#4 *)', [{ hour: 2, week: 4 }]],
  ])('reads %j as %j', (text, readings) => {
    expect(readText(text)).toEqual({
      kind: 'read',
      readings: readings.map((each) => ({ weekday: 'SAT', ...each })),
      slips: 0,
    });
  });

  it('counts the slips in the name of the day', () => {
    expect(readText('2 SATRUDAY')).toMatchObject({ kind: 'read', slips: 1 });
  });

  it.each([
    '2:30 SAT',
    '2SATX4+4',
    '2SATX4+ 4',
    '2-6 SAT',
    '2-16 SAT',
    'EVERY SECOND SATURDAY 2AM',
    'JEDEN 4. SAMSTAG',
    '30 2 * * SAT',
  ])('finds that no schedule says %s', (text) => {
    expect(readText(text)).toEqual({ kind: 'foreign' });
  });

  it.each([
    ['', 'nothing'],
    ['2', 'no day'],
    ['2 SAT SUN', 'two days'],
    ['2 4 SAT', 'two numbers before the day'],
    ['2 SAT 4 1', 'three numbers'],
    ['2AM 4AM SAT', 'two hours'],
    ['SAT X1 X3', 'two weeks'],
    ['14 PM SAT', 'no such hour'],
    ['24SAT', 'no such hour'],
    ['0 AM SAT', 'no such hour'],
    ['2SAT6', 'no such week'],
    ['2SAT0', 'no such week'],
    ['5 HOURSAT', 'hours that run into another word'],
    ['LAST SAT', 'a word that is not understood'],
    ['02:00 SAT UTC', 'a word that is not understood'],
  ])('does not read %j: %s', (text) => {
    expect(readText(text)).toEqual({ kind: 'unread' });
  });
});

describe('fits()', () => {
  it.each([
    ['2SATX4', { hour: 2, week: 4 }, true],
    ['2SATX4', { hour: 2, week: 'weekly' }, false],
    ['2SATX4', { hour: undefined, week: 4 }, true],
    ['2SATX4', { hour: undefined, week: undefined }, true],
    ['2SATX4', { hour: 4, week: 4 }, false],
    ['2SAT', { hour: 2, week: 'weekly' }, true],
    ['2SUN', { hour: 2, week: 'weekly' }, false],
    ['EXEMPT', { hour: undefined, week: undefined }, false],
  ] as const)('says of %s against %j: %p', (value, reading, fitting) => {
    expect(fits(value, { weekday: 'SAT', ...reading })).toBe(fitting);
  });
});
