import type { ReadCalendars } from '../../aws/read-calendars.ts';

/** Stretches in which a calendar is closed, in order; or why it cannot be read. */
export type FakeFreezes = readonly { readonly from: string; readonly to: string }[] | { readonly unread: string };

/** One calendar for all names. */
export function fakeCalendars(freezes: () => FakeFreezes): ReadCalendars {
  return async (_calendars, { now, end }) => {
    const closed = freezes();
    if ('unread' in closed) return { kind: 'unread', reason: closed.unread };

    const stretches = closed.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
    const stateAt = (at: Date) => (stretches.some(({ from, to }) => from <= at && at < to) ? 'CLOSED' : 'OPEN');
    const changes = stretches.flatMap(({ from, to }) => [from, to]).filter((at) => at > now);
    return {
      kind: 'read',
      stateNow: stateAt(now),
      nextTransitionAt: changes.sort((a, b) => a.getTime() - b.getTime())[0],
      stateAtEnd: stateAt(new Date(end.getTime() - 1)),
    };
  };
}
