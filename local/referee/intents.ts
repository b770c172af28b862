/** What people asked for on the hub's bus: events of the source `patchplane`, as they were put. */
import * as z from 'zod';
import type { Evidence } from './evidence.ts';

const scope = z.union([
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('schedule'), schedule: z.string() }),
  z.object({ kind: z.literal('window'), window: z.string() }),
  z.object({ kind: z.literal('account'), account: z.string() }),
]);
const request = z.object({ requestId: z.string(), schedule: z.string() });
const scoped = z.object({ scope });
const exceptionAsked = z.object({ node: z.object({ id: z.string() }), until: z.string() });
const exceptionEnded = z.object({ nodeId: z.string() });

export type Scope = z.infer<typeof scope>;

export interface HeldSpan {
  readonly scope: Scope;
  readonly from: Date;
  /** Undefined: to the end of the run. */
  readonly to: Date | undefined;
}

export function requestsOf({ record }: Evidence): { requestId: string; schedule: string; at: Date }[] {
  return putOf(record, 'Patch Requested').flatMap(({ at, detail }) => {
    const parsed = request.safeParse(detail);
    return parsed.success ? [{ ...parsed.data, at }] : [];
  });
}

export function holdsOf({ record }: Evidence): HeldSpan[] {
  const released = scopesPut(record, 'Release Requested');
  return scopesPut(record, 'Hold Requested').map((hold) => {
    const end = released.find((release) => release.at >= hold.at && isSame(release.scope, hold.scope));
    return { scope: hold.scope, from: hold.at, to: end?.at };
  });
}

/** Whether somebody gave his word for the window before the instant. */
export function isReleased({ record }: Evidence, window: string, at: Date): boolean {
  return scopesPut(record, 'Release Requested').some(
    (release) => release.scope.kind === 'window' && release.scope.window === window && release.at <= at,
  );
}

/** When the exceptions of a node ran out or were ended: those of the run, and the one that stands since before it. */
export function exceptionEndsOf({ organization, record }: Evidence, nodeId: string): Date[] {
  const standing = organization.nodes.find(({ id }) => id === nodeId)?.exception?.until;
  const asked = putOf(record, 'Exception Requested').flatMap(({ detail }) => {
    const parsed = exceptionAsked.safeParse(detail);
    return parsed.success && parsed.data.node.id === nodeId ? [new Date(parsed.data.until)] : [];
  });
  const ended = putOf(record, 'Exception Ended').flatMap(({ at, detail }) => {
    const parsed = exceptionEnded.safeParse(detail);
    return parsed.success && parsed.data.nodeId === nodeId ? [at] : [];
  });
  return [...(standing === undefined ? [] : [standing]), ...asked, ...ended];
}

/** Whether a hold keeps a window's installs in an account from beginning. */
export function reaches(
  held: Scope,
  { window, schedule, account }: { window: string; schedule: string; account: string },
) {
  switch (held.kind) {
    case 'all':
      return true;
    case 'schedule':
      return held.schedule === schedule;
    case 'window':
      return held.window === window;
    case 'account':
      return held.account === account;
  }
}

function scopesPut(record: Evidence['record'], detailType: string): { scope: Scope; at: Date }[] {
  return putOf(record, detailType).flatMap(({ at, detail }) => {
    const parsed = scoped.safeParse(detail);
    return parsed.success ? [{ scope: parsed.data.scope, at }] : [];
  });
}

function putOf({ putEvents }: Evidence['record'], detailType: string) {
  return putEvents.filter((event) => event.source === 'patchplane' && event.detailType === detailType);
}

function isSame(one: Scope, other: Scope): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}
