import { describe, expect, it } from '@jest/globals';
import { dayAndTime, isZone, localTime, parseInstant } from './zoned-time.ts';

const read = (text: string, zone = 'Europe/Berlin') => parseInstant(text, zone)?.toISOString();

describe('parseInstant()', () => {
  it.each([
    ['2026-03-06T18:00', '2026-03-06T17:00:00.000Z'],
    ['2026-07-06T18:00:30', '2026-07-06T16:00:30.000Z'],
    ['2026-03-06T18:00Z', '2026-03-06T18:00:00.000Z'],
    ['2026-03-06T18:00+05:45', '2026-03-06T12:15:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(read(text)).toBe(instant);
  });

  it('moves a local time that a clock change skips on by what is skipped', () => {
    expect(read('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z'); // 03:30 in Berlin
  });

  it('takes the first of a local time that exists twice', () => {
    expect(read('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
  });

  it.each(['', 'Friday', '2026-03-06', '2026-02-30T10:00', '2026-13-01T10:00', '2026-03-06T25:00', '2026-03-06 18:00'])(
    'does not read %j',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );
});

describe('localTime()', () => {
  it('says date, time and weekday where people are', () => {
    expect(localTime(new Date('2026-03-06T23:05:00Z'), 'Europe/Berlin')).toEqual({
      date: '2026-03-07',
      time: '00:05',
      weekday: 'Sat',
    });
    expect(dayAndTime(new Date('2026-03-06T21:00:00Z'), 'Europe/Berlin')).toBe('Fri 22:00');
  });
});

describe('isZone()', () => {
  it('knows a zone from a typing error', () => {
    expect([isZone('Asia/Kathmandu'), isZone('Asia/Katmandoo')]).toEqual([true, false]);
  });
});
