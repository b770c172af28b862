/** A calendar's text from a plain list of closed spans, as an organization file may give it. */

export interface ClosedSpan {
  readonly from: Date;
  readonly to: Date;
  readonly summary: string;
}

export function writeCalendar(spans: readonly ClosedSpan[]): string {
  const events = spans.flatMap(({ from, to, summary }, index) => [
    'BEGIN:VEVENT',
    `UID:${index + 1}@organization-file`,
    `DTSTAMP:${utc(from)}`,
    `DTSTART:${utc(from)}`,
    `DTEND:${utc(to)}`,
    `SUMMARY:${summary.replace(/[\\;,]/g, '\\$&')}`,
    'END:VEVENT',
  ]);
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//AWS//Change Calendar 1.0//EN',
    'X-CALENDAR-TYPE:DEFAULT_OPEN',
  ];
  return `${[...head, ...events, 'END:VCALENDAR'].join('\r\n')}\r\n`;
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
