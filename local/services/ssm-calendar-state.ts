import type { GetCalendarStateCommandInput, GetCalendarStateCommandOutput } from '@aws-sdk/client-ssm';
import { stateAt } from '../calendar/change-calendar.ts';
import { AwsError, type Call, type Cloud, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import type { CalendarDocument, Documents } from './ssm-document-store.ts';
import { documentArn } from './ssm-send-command.ts';

export function ssmCalendarState(cloud: Cloud, documents: Documents): Capability {
  return {
    operations: {
      GetCalendarState: operation<GetCalendarStateCommandInput, GetCalendarStateCommandOutput>({
        needs: ({ CalendarNames = [] }, call) =>
          CalendarNames.map((name) => ({ action: 'ssm:GetCalendarState', resource: documentArn(call, name) })),
        run: ({ CalendarNames = [], AtTime }, call) => {
          if (CalendarNames.length === 0) throw new AwsError('ValidationException', 'CalendarNames must not be empty');
          const at = AtTime === undefined ? cloud.clock.now() : instantIn(AtTime);
          const calendars = CalendarNames.map((name) => calendarNamed(documents, call, name));
          const { state, nextTransition } = together(calendars, at);
          return {
            State: state,
            AtTime: wireTime(at),
            ...(nextTransition !== undefined && { NextTransitionTime: wireTime(nextTransition) }),
          };
        },
      }),
    },
  };
}

/**
 * Open only if all of them are. The next transition is that of the answer, not of any one calendar: while one closes
 * and another stays closed, nothing changes.
 */
function together(calendars: readonly CalendarDocument[], at: Date): ReturnType<typeof stateAt> {
  const stateThen = (instant: Date) =>
    calendars.every(({ calendar }) => stateAt(calendar, instant).state === 'OPEN') ? 'OPEN' : 'CLOSED';
  const state = stateThen(at);
  let next = earliestTransition(calendars, at);
  while (next !== undefined && stateThen(next) === state) next = earliestTransition(calendars, next);
  return { state, nextTransition: next };
}

function earliestTransition(calendars: readonly CalendarDocument[], at: Date): Date | undefined {
  return calendars
    .flatMap(({ calendar }) => stateAt(calendar, at).nextTransition ?? [])
    .toSorted((one, other) => one.getTime() - other.getTime())[0];
}

/** One that is not shared looks like one that does not exist. */
function calendarNamed(documents: Documents, call: Call, name: string): CalendarDocument {
  const document = documents.find(cellOf(call), name);
  if (document === undefined) throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
  if (document.type === 'ChangeCalendar') return document;
  throw new AwsError(
    'InvalidDocumentType',
    `The SSM document type of ${name} is ${document.type}, not ChangeCalendar.`,
  );
}

function instantIn(text: string): Date {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime()) && /^\d{4}-\d\d-\d\dT/.test(text)) return at;
  throw new AwsError('ValidationException', `AtTime is '${text}', wanted a date and time of ISO 8601`);
}

/** To the second, as the guide's samples show it. */
function wireTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
