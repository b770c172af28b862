import { describe, expect, it } from '@jest/globals';
import { InputError } from '../input-error.ts';
import { readFreezes } from './read-freezes.ts';

const VIENNA = [
  ...['BEGIN:VTIMEZONE', 'TZID:Company Time', 'BEGIN:STANDARD', 'DTSTART:19700101T000000'],
  ...['TZOFFSETFROM:+0300', 'TZOFFSETTO:+0300', 'END:STANDARD', 'END:VTIMEZONE'],
];

function event(...lines: readonly string[]): string[] {
  return ['BEGIN:VEVENT', 'UID:one', 'SUMMARY:Year end', ...lines, 'END:VEVENT'];
}

function calendar(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
}

function freezes(...lines: readonly string[]): string[] {
  return readFreezes('x.ics', 'year-end', calendar(...lines)).map(
    ({ from, to }) => `${from.toISOString().slice(0, 16)} ${to.toISOString().slice(0, 16)}`,
  );
}

describe('readFreezes()', () => {
  it('names its calendar', () => {
    const text = calendar(...event('DTSTART:20261218T170000Z', 'DTEND:20270104T050000Z'));
    expect(readFreezes('x.ics', 'year-end', text)).toEqual([
      { calendar: 'year-end', from: new Date('2026-12-18T17:00:00Z'), to: new Date('2027-01-04T05:00:00Z') },
    ]);
  });

  it.each([
    ['UTC', ['DTSTART:20261218T170000Z', 'DTEND:20261219T050000Z'], '2026-12-18T17:00 2026-12-19T05:00'],
    [
      'a zone that it names',
      ['DTSTART;TZID=Europe/Berlin:20260618T170500', 'DTEND;TZID=America/New_York:20260618T170500'],
      '2026-06-18T15:05 2026-06-18T21:05',
    ],
    ['a length', ['DTSTART;TZID=Europe/Berlin:20261218T180000', 'DURATION:PT12H'], '2026-12-18T17:00 2026-12-19T05:00'],
    [
      'a gap',
      ['DTSTART;TZID=Europe/Berlin:20260329T023000', 'DTEND;TZID=Europe/Berlin:20260329T040000'],
      '2026-03-29T01:30 2026-03-29T02:00',
    ],
  ])('reads a time by %s (F1)', (_, lines, expected) => {
    expect(freezes(...event(...lines))).toEqual([expected]);
  });

  it('takes the zone of the calendar for a time without one, and for whole days (F1, F2)', () => {
    const zone = 'X-WR-TIMEZONE:Europe/Berlin';
    expect(freezes(zone, ...event('DTSTART:20261218T180000', 'DTEND:20261219T060000'))).toEqual([
      '2026-12-18T17:00 2026-12-19T05:00',
    ]);
    expect(freezes(zone, ...event('DTSTART;TZID=Asia/Tokyo:20261218T180000', 'DTEND:20261219T060000'))).toEqual([
      '2026-12-18T09:00 2026-12-19T05:00',
    ]);
    expect(freezes(zone, ...event('DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260330'))).toEqual([
      '2026-03-28T23:00 2026-03-29T22:00',
    ]);
    expect(freezes(zone, ...event('DTSTART;VALUE=DATE:20261224'))).toEqual(['2026-12-23T23:00 2026-12-24T23:00']);
  });

  it('takes a zone that the file itself defines', () => {
    expect(
      freezes(
        ...VIENNA,
        ...event('DTSTART;TZID=Company Time:20261218T180000', 'DTEND;TZID=Company Time:20261218T190000'),
      ),
    ).toEqual(['2026-12-18T15:00 2026-12-18T16:00']);
  });

  it('follows repetitions in local time, over clock changes, with exceptions', () => {
    const weekly = [
      ...['DTSTART;TZID=Europe/Berlin:20260322T020000', 'DTEND;TZID=Europe/Berlin:20260322T060000'],
      ...['RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;TZID=Europe/Berlin:20260405T020000'],
    ];
    const moved = [
      ...['RECURRENCE-ID;TZID=Europe/Berlin:20260412T020000', 'DTSTART;TZID=Europe/Berlin:20260413T020000'],
      'DTEND;TZID=Europe/Berlin:20260413T060000',
    ];
    expect(freezes(...event(...weekly), ...event(...moved))).toEqual([
      '2026-03-22T01:00 2026-03-22T05:00',
      '2026-03-29T01:00 2026-03-29T04:00',
      '2026-04-13T00:00 2026-04-13T04:00',
    ]);
  });

  it('follows a yearly one until 2100, and gives them in order', () => {
    const yearly = event('DTSTART:20261218T170000Z', 'DTEND:20270104T050000Z', 'RRULE:FREQ=YEARLY');
    const all = freezes(...yearly, ...event('DTSTART:20260101T000000Z', 'DTEND:20260102T000000Z'));
    expect(all).toHaveLength(75);
    expect(all.slice(0, 2)).toEqual(['2026-01-01T00:00 2026-01-02T00:00', '2026-12-18T17:00 2027-01-04T05:00']);
    expect(all.at(-1)).toBe('2099-12-18T17:00 2100-01-04T05:00');
  });

  it('leaves out what is cancelled', () => {
    expect(freezes(...event('DTSTART:20261218T170000Z', 'DTEND:20270104T050000Z', 'STATUS:CANCELLED'))).toEqual([]);
  });

  const [from, to] = ['DTSTART:20261218T170000Z', 'DTEND:20270104T050000Z'];
  it.each([
    ['DTSTART is 2026-12-18T17:00:00 and names no zone, wanted one in UTC', event('DTSTART:20261218T170000', to)],
    ['the zone of DTEND: it is "Mars/Base", wanted an IANA zone', event(from, 'DTEND;TZID=Mars/Base:20270104T050000')],
    [
      'X-WR-TIMEZONE: it is "Mars", wanted an IANA zone',
      ['X-WR-TIMEZONE:Mars', ...event('DTSTART:20261218T170000', to)],
    ],
    [
      'X-CALENDAR-TYPE is "DEFAULT_CLOSED", wanted DEFAULT_OPEN',
      ['X-CALENDAR-TYPE:DEFAULT_CLOSED', ...event(from, to)],
    ],
    ['"Year end" has no DTSTART, wanted when it begins', event(to)],
    [
      '"Year end" ends at 2026-12-01T00:00:00Z, wanted a time after its beginning',
      event(from, 'DTEND:20261201T000000Z'),
    ],
    ['"Year end" ends at 2026-12-18T17:00:00Z', event(from)],
    ['DTSTART: it is "2026-02-31T00:00:00Z", wanted a time that exists', event('DTSTART:20260231T000000Z', to)],
    [
      'comes more than 3660 times before 2100, wanted an UNTIL or a COUNT',
      event('DTSTART:20261218T170000Z', 'DTEND:20261218T180000Z', 'RRULE:FREQ=DAILY'),
    ],
  ])('refuses what it would have to guess: %s', (sentence, lines) => {
    expect(() => freezes(...lines)).toThrow(sentence);
    expect(() => freezes(...lines)).toThrow(InputError);
    expect(() => freezes(...lines)).toThrow(/^Cannot read x\.ics/);
  });

  it.each(['', 'hello', 'BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:soon'])(
    'refuses %j, which is no calendar',
    (text) => {
      expect(() => readFreezes('x.ics', 'year-end', text)).toThrow('Cannot read x.ics: it is no iCalendar file');
    },
  );
});
