import { GetCalendarStateCommand } from '@aws-sdk/client-ssm';
import type { CalendarReading, CalendarState } from '../domain/window/freeze.ts';
import { attempt, sayRefusal } from './attempt.ts';
import { ssmClient } from './clients.ts';

/** What some calendars say together, which are open only if all of them are: at an instant, and just before a later one. */
export type ReadCalendars = (
  calendars: readonly string[],
  at: { readonly now: Date; readonly end: Date },
) => Promise<CalendarReading>;

/** Calendars change on the second. A window is half-open: what begins as it ends does not concern it. */
const LAST_INSTANT_MS = 1000;

/** Asks for the state itself, because the events of calendars come late, and never from another account's. */
export function calendarReader({ region }: { region: string }): ReadCalendars {
  const ssm = ssmClient({ region });
  const stateAt = (calendars: readonly string[], at: Date) =>
    ssm.send(new GetCalendarStateCommand({ CalendarNames: [...calendars], AtTime: at.toISOString() }));

  return async (calendars, { now, end }) => {
    const last = new Date(end.getTime() - LAST_INSTANT_MS);
    const read = await attempt(async () => [await stateAt(calendars, now), await stateAt(calendars, last)] as const);
    if (read.kind === 'refused') return { kind: 'unread', reason: sayRefusal(read) };

    const [atFirst, atLast] = read.value;
    const stateNow = stateOf(atFirst.State);
    const stateAtEnd = stateOf(atLast.State);
    const nextTransitionAt = instantOf(atFirst.NextTransitionTime);
    if (stateNow === undefined || stateAtEnd === undefined || nextTransitionAt === 'unknown') {
      return { kind: 'unread', reason: `Systems Manager answered what is not a state of ${calendars.join(', ')}` };
    }
    return { kind: 'read', stateNow, nextTransitionAt, stateAtEnd };
  };
}

function stateOf(state: string | undefined): CalendarState | undefined {
  return state === 'OPEN' || state === 'CLOSED' ? state : undefined;
}

/** Absent where the present state never ends. */
function instantOf(text: string | undefined): Date | undefined | 'unknown' {
  if (text === undefined || text === '') return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? 'unknown' : instant;
}
