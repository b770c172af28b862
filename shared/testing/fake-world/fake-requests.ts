/** What admit-request and answer-noncompliance read and change, in memory, beside what the other functions share. */
import type { HoldRows } from '../../aws/ledger/hold-rows.ts';
import type { ReadNodeVerdict } from '../../aws/ledger/node-verdict.ts';
import type { RequestRows, StoredRequest } from '../../aws/ledger/request-rows.ts';
import type { SurroundingWindows } from '../../aws/ledger/surrounding-windows.ts';
import type { UrgentRows } from '../../aws/ledger/urgent-rows.ts';
import type { SaidIntent } from '../../aws/put-intent.ts';
import type { AskerReading } from '../../aws/verify-asker.ts';
import type { AcknowledgeOutcome } from '../../domain/requests/judge-acknowledge.ts';
import type { LastVerdict } from '../../domain/requests/judge-noncompliance.ts';
import { ownWindowsAround } from '../../domain/requests/surrounding-windows.ts';
import type { Window } from '../../domain/schedule/window.ts';
import { type Hold, type Release, sayScope } from '../../domain/window/hold.ts';
import { deterministicUuid } from '../../platform/deterministic-uuid.ts';
import { OPERATOR } from '../opening-builders.ts';
import type { FakeClock } from './fake-clock.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';

/** What a test says of the surroundings of a request: it assigns to it. */
export interface AroundRequests {
  asker: AskerReading;
  /** What acknowledging comes to, by the key of the incident. */
  incidents: Record<string, AcknowledgeOutcome>;
  verdicts: Record<string, LastVerdict>;
}

export type FakeRequests = ReturnType<typeof fakeRequests>;

export function fakeRequests(start = '2026-03-04T12:00:10Z') {
  const fake = fakeWorld(start);
  const { clock } = fake;
  const asking: AroundRequests = { asker: { kind: 'proven', arn: OPERATOR }, incidents: {}, verdicts: {} };
  const asked: SaidIntent[] = [];
  const nudged: string[] = [];
  const readVerdict: ReadNodeVerdict = async ({ id: window }, { id }) => asking.verdicts[`${window} ${id}`];

  return {
    ...fake,
    asking,
    /** What was put on the bus. */
    asked,
    /** The nodes for which apply-default-tag was woken. */
    nudged,
    nudgeDefault: async ({ id }: { readonly id: string }) => {
      nudged.push(id);
      clock.act('nudge default');
    },
    verifyAsker: async () => asking.asker,
    requests: fakeRequestRows(clock),
    holds: fakeHoldRows(clock),
    surrounding: fakeSurroundingWindows(fake),
    cellsRow: fake.schedules,
    acknowledge: async (key: string): Promise<AcknowledgeOutcome> => {
      const outcome = asking.incidents[key] ?? 'unknown';
      if (outcome === 'done') {
        asking.incidents[key] = 'already';
        clock.act('acknowledge');
      }
      return outcome;
    },
    ruleName: 'patchplane-patch-compliance',
    readVerdict,
    urgent: fakeUrgentRows(clock),
    uuidOf: deterministicUuid,
    putIntent: async (intent: SaidIntent) => {
      asked.push(intent);
      clock.act('put intent');
    },
  };
}

function fakeRequestRows({ act }: FakeClock): RequestRows {
  const rows = new Map<string, StoredRequest>();
  return {
    read: async (requestId) => rows.get(requestId),
    store: async ({ requestId }, answered) => {
      if (rows.has(requestId)) return false;
      rows.set(requestId, { ...answered, done: false });
      act('store answer');
      return true;
    },
    setDone: async (requestId) => {
      const row = rows.get(requestId);
      if (row === undefined) throw new Error(`The fake ledger has no request ${requestId}`);
      rows.set(requestId, { ...row, done: true });
      act('set done');
    },
  };
}

/** As DynamoDB's conditions have it: what is held is not held again, and what is not held is not released. */
function fakeHoldRows({ act }: FakeClock): HoldRows {
  const holds = new Map<string, Hold>();
  const releases = new Map<string, Release>();
  return {
    read: async () => ({ holds: [...holds.values()], releases: [...releases.values()] }),
    hold: async (hold) => {
      const before = holds.get(sayScope(hold.scope));
      if (before !== undefined && (before.cancelRunning || !hold.cancelRunning)) return false;
      holds.set(sayScope(hold.scope), hold);
      act('hold');
      return true;
    },
    release: async (scope) => {
      if (!holds.delete(sayScope(scope))) return false;
      act('release');
      return true;
    },
    releaseWindow: async (release) => {
      releases.set(release.window, release);
      act('release window');
    },
  };
}

function fakeSurroundingWindows({ clock, windows }: Pick<FakeWorld, 'clock' | 'windows'>): SurroundingWindows {
  const emergencies = new Map<string, Window>();
  const stateOf: SurroundingWindows['stateOf'] = async (id) => {
    const known = windows.all().find(({ window }) => window.id === id);
    return known && { ...known, endedAt: known.end?.endedAt };
  };
  return {
    stateOf,
    read: async (entry, now, stretch) => {
      const last = emergencies.get(entry.value);
      const all = [...(last === undefined ? [] : [last]), ...ownWindowsAround(entry, now, stretch)];
      return Promise.all(all.map(async (window) => ({ state: undefined, ...(await stateOf(window.id)), window })));
    },
    rememberEmergency: async (window) => {
      emergencies.set(window.schedule, window);
      clock.act('remember emergency');
    },
  };
}

function fakeUrgentRows({ act }: FakeClock): UrgentRows {
  const rows = new Map<string, string>();
  return {
    claim: async ({ nodeId, schedule, at }, requestId) => {
      const key = `${nodeId} ${schedule} ${at.toISOString().slice(0, 10)}`;
      const before = rows.get(key);
      if (before !== undefined) return { requestId: before, first: false };
      rows.set(key, requestId);
      act('claim urgent');
      return { requestId, first: true };
    },
  };
}
