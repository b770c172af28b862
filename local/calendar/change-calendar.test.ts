import { describe, expect, it } from '@jest/globals';
import { parseChangeCalendar, stateAt } from './change-calendar.ts';
import { writeCalendar } from './write-calendar.ts';

const VIENNA = `BEGIN:VTIMEZONE
TZID:Europe/Vienna
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`;

function calendar(type: string, ...events: readonly string[]) {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', `X-CALENDAR-TYPE:${type}`, ...events, 'END:VCALENDAR'];
  return parseChangeCalendar(lines.join('\n').replaceAll('\n', '\r\n'));
}

function event(...lines: readonly string[]): string {
  return ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:freeze', ...lines, 'END:VEVENT'].join('\n');
}

function at(of: ReturnType<typeof calendar>, instant: string): string {
  const { state, nextTransition } = stateAt(of, new Date(instant));
  return `${state} until ${nextTransition?.toISOString() ?? 'ever'}`;
}

describe('stateAt()', () => {
  const weekend = event('DTSTART:20260307T000000Z', 'DTEND:20260309T000000Z');

  it('is closed in an event of a calendar that is open by default, from its start to before its end', () => {
    const open = calendar('DEFAULT_OPEN', weekend);
    expect(at(open, '2026-03-06T23:59:59Z')).toBe('OPEN until 2026-03-07T00:00:00.000Z');
    expect(at(open, '2026-03-07T00:00:00Z')).toBe('CLOSED until 2026-03-09T00:00:00.000Z');
    expect(at(open, '2026-03-09T00:00:00Z')).toBe('OPEN until ever');
  });

  it('is the other way round in one that is closed by default', () => {
    const closed = calendar('DEFAULT_CLOSED', weekend);
    expect(at(closed, '2026-03-06T12:00:00Z')).toBe('CLOSED until 2026-03-07T00:00:00.000Z');
    expect(at(closed, '2026-03-08T12:00:00Z')).toBe('OPEN until 2026-03-09T00:00:00.000Z');
  });

  it('takes events that overlap or touch for one', () => {
    const next = event('DTSTART:20260309T000000Z', 'DURATION:PT2H');
    const inside = event('DTSTART:20260308T000000Z', 'DTEND:20260308T010000Z');
    expect(at(calendar('DEFAULT_OPEN', next, inside, weekend), '2026-03-07T05:00:00Z')).toBe(
      'CLOSED until 2026-03-09T02:00:00.000Z',
    );
  });

  it('reads a zone that the text describes, before and after its clock change, and no zone as UTC', () => {
    const night = ['DTSTART;TZID=Europe/Vienna:20260328T220000', 'DTEND;TZID=Europe/Vienna:20260329T060000'];
    const daily = calendar('DEFAULT_OPEN', VIENNA, event(...night));
    expect(at(daily, '2026-03-28T20:00:00Z')).toBe('OPEN until 2026-03-28T21:00:00.000Z');
    expect(at(daily, '2026-03-29T00:00:00Z')).toBe('CLOSED until 2026-03-29T04:00:00.000Z');
    const floating = calendar('DEFAULT_OPEN', event('DTSTART:20260307T220000', 'DTEND:20260308T000000'));
    expect(at(floating, '2026-03-07T22:00:00Z')).toBe('CLOSED until 2026-03-08T00:00:00.000Z');
  });

  it('repeats, leaves out what is left out, and takes a date for a whole day', () => {
    const yearEnd = calendar(
      'DEFAULT_OPEN',
      event(
        'DTSTART;VALUE=DATE:20241220',
        'DTEND;VALUE=DATE:20250107',
        'RRULE:FREQ=YEARLY',
        'EXDATE;VALUE=DATE:20251220',
      ),
    );
    expect(at(yearEnd, '2025-12-24T00:00:00Z')).toBe('OPEN until 2026-12-20T00:00:00.000Z');
    expect(at(yearEnd, '2027-01-01T00:00:00Z')).toBe('CLOSED until 2027-01-07T00:00:00.000Z');
  });
});

describe('parseChangeCalendar()', () => {
  it.each([
    ['no calendar', 'hello', /invalid|line/i],
    ['no type', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR', /X-CALENDAR-TYPE is missing/],
    ['another component', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:x\r\nEND:VCARD', /it is a vcard/],
  ])('refuses %s', (_, text, complaint) => {
    expect(() => parseChangeCalendar(text)).toThrow(complaint);
  });

  it('reads what an organization file makes of plain spans', () => {
    const span = { from: new Date('2026-03-07T00:00:00Z'), to: new Date('2026-03-08T00:00:00Z'), summary: 'audit, b' };
    const written = parseChangeCalendar(writeCalendar([span]));
    expect(at(written, '2026-03-07T12:00:00Z')).toBe('CLOSED until 2026-03-08T00:00:00.000Z');
    expect(written.events[0]?.summary).toBe('audit, b');
  });
});
