import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../domain/reporting/notice.ts';
import {
  catalogueEmptyNotice,
  catalogueProblemNotice,
  catalogueUnreadNotice,
  scheduleLeftForceNotice,
} from './catalogue-notices.ts';
import { emailOf, subjectOf } from './render-notice.ts';

const lastReadAt = new Date('2026-03-06T20:55:00Z');
const now = new Date('2026-03-06T21:00:00Z');
const nextDay = new Date('2026-03-07T00:00:00Z');

describe('the notices about the catalogue', () => {
  it('read as if they woke you at night', () => {
    const story = [
      catalogueUnreadNotice('ThrottlingException: rate exceeded', { lastReadAt, now }),
      catalogueEmptyNotice(now),
      scheduleLeftForceNotice('22FRI', lastReadAt),
      catalogueProblemNotice({
        value: '22FRI',
        version: 4,
        reason: 'Cannot parse catalogue entry 22FRI: zone is missing, wanted a string',
      }),
    ];

    expect(story.map(mail).join('\n----\n')).toMatchInlineSnapshot(`
"Schedules or settings cannot be read: no window opens

The schedules or the settings in Parameter Store could not be read; they were last read at 2026-03-06T20:55:00.000Z. No new window opens; windows that are open go on.

Details:
- ThrottlingException: rate exceeded

What is next:
- Patchplane tries again every five minutes. Windows that can still begin before their cutoff then open late; the others are reported as missed.
- What to do: docs/runbooks/missed-window.md

Notice catalogue-unread#2026-03-06T20:55:00.000Z#2026-03-06
----
No schedule is in force: no window opens

The catalogue in Parameter Store was read, and no entry of it carries the label in-force.

What is next:
- Propose entries and have them approved: npx patchplane propose, npx patchplane approve.
- What to do: docs/runbooks/missed-window.md

Notice catalogue-empty#2026-03-06
----
Schedule 22FRI has left force: its windows no longer open

The catalogue no longer holds an entry 22FRI with the label in-force; it did at 2026-03-06T20:55:00.000Z. A window of it that is open goes on; no other opens.

What is next:
- If that was not meant: npx patchplane approve 22FRI --reason "...". Nodes that carry it need another schedule.
- What to do: docs/runbooks/missed-window.md

Notice catalogue-left#22FRI#2026-03-06T20:55:00.000Z
----
Schedule 22FRI is out of force: its catalogue entry is refused

Version 4 of the catalogue entry 22FRI cannot be taken into force. Its windows do not open; the other entries are not affected.

Details:
- Cannot parse catalogue entry 22FRI: zone is missing, wanted a string

What is next:
- Correct it, propose it anew and have it approved. A window that has not passed its cutoff by then opens late; another is reported as missed.
- What to do: docs/runbooks/missed-window.md

Notice catalogue-entry#22FRI#4"
`);
    expect(story.map(({ severity }) => severity)).toEqual(['critical', 'critical', 'warning', 'critical']);
    expect(story.filter((notice) => subjectOf(notice) !== notice.subject)).toEqual([]);
  });
});

describe('catalogueUnreadNotice()', () => {
  const key = (read: Date | undefined, at: Date) => catalogueUnreadNotice('no', { lastReadAt: read, now: at }).key;

  it('is one fact an outage and day, also before the catalogue was ever read', () => {
    expect(key(lastReadAt, now)).toBe(key(lastReadAt, new Date('2026-03-06T23:59:59.999Z')));
    expect(new Set([key(lastReadAt, now), key(lastReadAt, nextDay), key(now, now), key(undefined, now)]).size).toBe(4);
    expect(catalogueUnreadNotice('no', { lastReadAt: undefined, now }).happened).not.toContain('last read');
  });
});

describe('catalogueEmptyNotice()', () => {
  it('is one fact a day', () => {
    expect(catalogueEmptyNotice(now).key).toBe(catalogueEmptyNotice(new Date('2026-03-06T23:59:59.999Z')).key);
    expect(catalogueEmptyNotice(now).key).not.toBe(catalogueEmptyNotice(nextDay).key);
  });
});

describe('scheduleLeftForceNotice()', () => {
  it('is one fact each time that a schedule leaves', () => {
    expect(scheduleLeftForceNotice('22FRI', lastReadAt).key).not.toBe(scheduleLeftForceNotice('22FRI', now).key);
    expect(scheduleLeftForceNotice('22FRI', now).key).not.toBe(scheduleLeftForceNotice('23FRI', now).key);
  });
});

function mail(notice: Notice): string {
  return `${subjectOf(notice)}\n\n${emailOf(notice)}`;
}
