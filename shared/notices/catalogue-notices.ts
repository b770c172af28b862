import type { CatalogueProblem } from '../domain/catalogue/catalogue-entry.ts';
import type { Notice } from '../domain/reporting/notice.ts';

/** The catalogue or the settings are unread: nothing new opens until they can be read again. Told once a day. */
export function catalogueUnreadNotice(
  reason: string,
  { lastReadAt, now }: { readonly lastReadAt: Date | undefined; readonly now: Date },
): Notice {
  const since = lastReadAt?.toISOString() ?? 'never';
  return {
    key: `catalogue-unread#${since}#${dayOf(now)}`,
    kind: 'catalogue-problem',
    severity: 'critical',
    subject: 'Schedules or settings cannot be read: no window opens',
    happened: `The schedules or the settings in Parameter Store could not be read${lastReadAt === undefined ? '' : `; they were last read at ${since}`}. No new window opens; windows that are open go on.`,
    details: [reason],
    next: [
      'Patchplane tries again every five minutes. Windows that can still begin before their cutoff then open late; the others are reported as missed.',
    ],
    about: {},
  };
}

/** It was read, and there is nothing in it: no window will ever open. Told once a day. */
export function catalogueEmptyNotice(now: Date): Notice {
  return {
    key: `catalogue-empty#${dayOf(now)}`,
    kind: 'catalogue-problem',
    severity: 'critical',
    subject: 'No schedule is in force: no window opens',
    happened: 'The catalogue in Parameter Store was read, and no entry of it carries the label in-force.',
    details: [],
    next: ['Propose entries and have them approved: npx patchplane propose, npx patchplane approve.'],
    about: {},
  };
}

export function scheduleLeftForceNotice(value: string, lastReadAt: Date): Notice {
  return {
    key: `catalogue-left#${value}#${lastReadAt.toISOString()}`,
    kind: 'catalogue-problem',
    severity: 'warning',
    subject: `Schedule ${value} has left force: its windows no longer open`,
    happened: `The catalogue no longer holds an entry ${value} with the label in-force; it did at ${lastReadAt.toISOString()}. A window of it that is open goes on; no other opens.`,
    details: [],
    next: [
      `If that was not meant: npx patchplane approve ${value} --reason "...". Nodes that carry it need another schedule.`,
    ],
    about: { schedule: value },
  };
}

export function catalogueProblemNotice({ value, version, reason }: CatalogueProblem): Notice {
  return {
    key: `catalogue-entry#${value}#${version}`,
    kind: 'catalogue-problem',
    severity: 'critical',
    subject: `Schedule ${value} is out of force: its catalogue entry is refused`,
    happened: `Version ${version} of the catalogue entry ${value} cannot be taken into force. Its windows do not open; the other entries are not affected.`,
    details: [reason],
    next: [
      `Correct it, propose it anew and have it approved. A window that has not passed its cutoff by then opens late; another is reported as missed.`,
    ],
    about: { schedule: value },
  };
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
