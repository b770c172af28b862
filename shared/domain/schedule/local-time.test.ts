import { describe, expect, it, jest } from '@jest/globals';
import { formatLocal, instantOf, isZone, localDateOf } from './local-time.ts';

describe('instantOf()', () => {
  it.each([
    ['Europe/Berlin', '2026-01-24', 2, '2026-01-24T01:00:00.000Z', 'exact'],
    ['Europe/Berlin', '2026-07-25', 2, '2026-07-25T00:00:00.000Z', 'exact'],
    ['Europe/Berlin', '2026-03-29', 2, '2026-03-29T01:00:00.000Z', 'gap'],
    ['Europe/Berlin', '2026-03-29', 3, '2026-03-29T01:00:00.000Z', 'exact'],
    ['Europe/Berlin', '2026-10-25', 2, '2026-10-25T00:00:00.000Z', 'overlap'],
    ['Europe/Berlin', '2026-10-25', 3, '2026-10-25T02:00:00.000Z', 'exact'],
    ['America/New_York', '2026-03-08', 2, '2026-03-08T07:00:00.000Z', 'gap'],
    ['America/New_York', '2026-11-01', 1, '2026-11-01T05:00:00.000Z', 'overlap'],
    // Clocks move by half an hour at two: 02:00 does not exist, and 02:30 is the first instant after the gap.
    ['Australia/Lord_Howe', '2026-10-04', 2, '2026-10-03T15:30:00.000Z', 'gap'],
    ['Australia/Lord_Howe', '2026-10-04', 3, '2026-10-03T16:00:00.000Z', 'exact'],
    // Midnight itself does not exist.
    ['America/Santiago', '2026-09-06', 0, '2026-09-06T04:00:00.000Z', 'gap'],
    ['America/Santiago', '2026-04-04', 23, '2026-04-05T02:00:00.000Z', 'overlap'],
    // Samoa jumped the date line: there was no 30th of December.
    ['Pacific/Apia', '2011-12-30', 2, '2011-12-30T10:00:00.000Z', 'gap'],
    ['Pacific/Apia', '2011-12-30', 23, '2011-12-30T10:00:00.000Z', 'gap'],
    ['Pacific/Apia', '2011-12-31', 0, '2011-12-30T10:00:00.000Z', 'exact'],
    ['Pacific/Apia', '2011-12-29', 23, '2011-12-30T09:00:00.000Z', 'exact'],
    ['Asia/Kathmandu', '2026-05-02', 2, '2026-05-01T20:15:00.000Z', 'exact'],
    ['UTC', '2026-05-02', 2, '2026-05-02T02:00:00.000Z', 'exact'],
    // Local mean time, which counted seconds.
    ['Europe/Berlin', '1890-01-01', 0, '1889-12-31T23:06:32.000Z', 'exact'],
  ])('%s %s %i:00 is %s, %s', (zone, date, hour, instant, kind) => {
    expect(instantOf({ date, hour }, zone)).toEqual({ instant: new Date(instant), kind });
  });

  it('names a zone that it does not know', () => {
    expect(() => instantOf({ date: '2026-01-24', hour: 2 }, 'Europe/Atlantis')).toThrow(
      'Unknown zone: "Europe/Atlantis", wanted an IANA name like Europe/Berlin',
    );
  });

  it('does not guess when the engine writes offsets in another way', () => {
    const format = Object.defineProperty(new Intl.DateTimeFormat(), 'format', { value: () => '24.1.2026, MEZ' });
    jest.spyOn(Intl, 'DateTimeFormat').mockReturnValue(format);

    expect(() => localDateOf(new Date(0), 'Europe/Vienna')).toThrow(
      'Cannot read the offset of Europe/Vienna: "24.1.2026, MEZ", wanted one like GMT+05:45',
    );
  });
});

describe('localDateOf()', () => {
  it.each([
    ['2026-01-23T22:59:59Z', 'Europe/Berlin', '2026-01-23'],
    ['2026-01-23T23:00:00Z', 'Europe/Berlin', '2026-01-24'],
    ['2026-01-24T04:59:59Z', 'America/New_York', '2026-01-23'],
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
  ])('%s in %s is %s', (instant, zone, date) => {
    expect(localDateOf(new Date(instant), zone)).toBe(date);
  });
});

describe('formatLocal()', () => {
  it.each([
    ['2026-01-24T01:00:00Z', 'Europe/Berlin', '2026-01-24T02:00:00+01:00'],
    ['2026-11-01T05:00:00Z', 'America/New_York', '2026-11-01T01:00:00-04:00'],
    ['2026-11-01T06:00:00Z', 'America/New_York', '2026-11-01T01:00:00-05:00'],
    ['2026-01-24T01:02:03Z', 'Asia/Kathmandu', '2026-01-24T06:47:03+05:45'],
    ['2026-01-24T01:00:00Z', 'America/St_Johns', '2026-01-23T21:30:00-03:30'],
    ['2026-01-24T01:00:00Z', 'UTC', '2026-01-24T01:00:00+00:00'],
  ])('%s in %s is %s', (instant, zone, text) => {
    expect(formatLocal(new Date(instant), zone)).toBe(text);
    expect(new Date(text)).toEqual(new Date(instant));
  });
});

describe('isZone()', () => {
  it.each(['Europe/Berlin', 'UTC', 'Asia/Kathmandu', 'Asia/Katmandu', 'Etc/GMT+5'])('knows %s', (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  it.each(['', 'Europe/Atlantis', '+01:00', '-05', 'CEST+1', ' Europe/Berlin'])('does not know %j', (zone) => {
    expect(isZone(zone)).toBe(false);
  });
});
