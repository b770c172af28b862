import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { anEntry, aWindow, CELL } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import {
  aCalendarReading,
  aGateReading,
  aHold,
  anEmergency,
  aPredecessorEnd,
  aRelease,
  beforeRosterInput,
} from '../../testing/opening-builders.ts';
import { type BeforeRoster, type BeforeRosterInput, beforeRoster } from './before-roster.ts';
import type { CalendarReading } from './freeze.ts';
import type { GateReading } from './gate.ts';
import type { HoldScope } from './hold.ts';

const window = aWindow(); // opens 21:00Z
const HOUR_MS = 3_600_000;
const ring = { schedule: '22TUE', minSuccessPercent: 95, soakHours: 48 };

/** Holds by scope: whether each keeps the window shut. */
const HOLDS: readonly (readonly [scope: HoldScope | undefined, reaches: boolean])[] = [
  [undefined, false],
  [{ kind: 'all' }, true],
  [{ kind: 'schedule', schedule: window.schedule }, true],
  [{ kind: 'schedule', schedule: '22TUE' }, false],
  [{ kind: 'window', window: window.id }, true],
  [{ kind: 'window', window: `${window.id}+1a2b3c4d` }, false],
  [{ kind: 'account', account: CELL.account }, false],
];

/** What a calendar may say, and what the window may do by it. */
const FREEZES: readonly (readonly [
  reading: CalendarReading | undefined,
  permits: 'asks' | 'yes' | 'waits' | 'never',
])[] = [
  [undefined, 'asks'],
  [{ kind: 'unread', reason: 'gone' }, 'waits'],
  [aCalendarReading(), 'yes'],
  [aCalendarReading({ stateNow: 'CLOSED', nextTransitionAt: new Date('2026-03-06T22:00:00Z') }), 'waits'],
  [aCalendarReading({ stateAtEnd: 'CLOSED' }), 'never'],
];

/** What the ring before may have come to. Of what could not be read nobody can say that it does not matter. */
const GATES: readonly (readonly [
  reading: GateReading | undefined,
  says: 'asks' | 'proven' | 'not-proven' | 'unread',
])[] = [
  [undefined, 'asks'],
  [{ kind: 'unread', reason: 'gone' }, 'unread'],
  [aGateReading({ expected: undefined }), 'unread'],
  [aGateReading(), 'proven'],
  [aGateReading({ end: undefined }), 'not-proven'],
  [aGateReading({ end: aPredecessorEnd({ state: 'missed' }) }), 'not-proven'],
  [aGateReading({ openIncidents: ['late-install#1'] }), 'not-proven'],
];

/** The last run of its schedule: none, one that still runs, or one that was over so long before `now`. */
const LAST_RUNS = [undefined, 'runs', -1, 0, 1] as const;

describe('beforeRoster() in small worlds', () => {
  // Goal: B1 to B4 whatever comes together. Method: each hold, release, last run around each gap, reading of freeze and
  // gate, as an emergency and not, where an entry asks for them and where it does not.
  it('goes on just if nothing keeps the window shut, and names what does (P1, P2, P5)', () => {
    const worlds = everyCombination({
      hold: HOLDS,
      release: [undefined, window.id, '22FRI@2026-03-13'],
      lastRun: LAST_RUNS,
      gapHours: [0, 1, 6],
      emergency: [undefined, anEmergency()],
      freeze: FREEZES,
      gate: GATES,
      hasCalendars: [false, true],
      hasRing: [false, true],
    });

    expect(survey(worlds, lawsOfOpening)).toEqual({ worlds: 7 * 3 * 5 * 3 * 2 * 5 * 7 * 2 * 2, broken: [] });
  });

  // Goal: no instant at which two runs of a schedule are nearer to each other than the gap. Method: the end of the one and
  // the opening of the other around each edge.
  it('keeps the minimum gap to the millisecond (P2)', () => {
    const opensAt = around(window.opensAt);
    const worlds = everyCombination({ now: opensAt, endedAt: around(...opensAt), gapHours: [0, 1, 2, 3] });

    expect(
      survey(worlds, ({ now, endedAt, gapHours }) => {
        const over = new Date(endedAt.getTime() - gapHours * HOUR_MS);
        const lastRun = { window: '22FRI@2026-03-05', endedAt: over };
        const decision = beforeRoster(beforeRosterInput({ now, lastRun, minimumGapHours: gapHours }));
        return {
          gap: (decision.kind === 'go-on') === now.getTime() - over.getTime() >= gapHours * HOUR_MS,
          until: decision.kind === 'go-on' || (decision.kind === 'wait' && +(decision.until ?? 0) === +endedAt),
        };
      }),
    ).toEqual({ worlds: 3 * 9 * 4, broken: [] });
  });
});

interface OpeningWorld {
  readonly hold: (typeof HOLDS)[number];
  readonly release: string | undefined;
  readonly lastRun: (typeof LAST_RUNS)[number];
  readonly gapHours: number;
  readonly emergency: BeforeRosterInput['emergency'];
  readonly freeze: (typeof FREEZES)[number];
  readonly gate: (typeof GATES)[number];
  readonly hasCalendars: boolean;
  readonly hasRing: boolean;
}

function lawsOfOpening(world: OpeningWorld): Record<string, boolean> {
  const [, held] = world.hold;
  const [, permits] = world.hasCalendars && world.emergency === undefined ? world.freeze : [undefined, 'yes'];
  const [, says] = world.hasRing && world.emergency === undefined ? world.gate : [undefined, 'proven'];
  const tooSoon = world.lastRun === 'runs' || world.lastRun === -1;
  const released = world.release === window.id;
  const gateOpen = says === 'proven' || (says === 'not-proven' && released);
  const decision = decide(world);
  const reason = 'reason' in decision ? decision.reason : undefined;
  const asks = decision.kind === 'read' ? decision.what : undefined;

  return {
    'it goes on just if nothing keeps it shut':
      (decision.kind === 'go-on') === (!held && !tooSoon && permits === 'yes' && gateOpen),
    'a hold comes first': (reason === 'held') === held,
    'then the minimum gap': (reason === 'minimum-gap') === (!held && tooSoon),
    'then the calendars, whatever was released':
      (reason === 'frozen' || reason === 'calendar-unread') ===
      (!held && !tooSoon && (permits === 'waits' || permits === 'never')),
    'only a freeze that takes it skips it': (decision.kind === 'skip') === (!held && !tooSoon && permits === 'never'),
    'then the ring before':
      reason?.startsWith('ring-') !== true || (!held && !tooSoon && permits === 'yes' && !gateOpen),
    'nothing is read for a window that is shut':
      asks === undefined ||
      (!held && !tooSoon && (asks === 'freeze' ? permits === 'asks' : permits === 'yes' && says === 'asks')),
    'what is wanted is read': permits !== 'asks' || held || tooSoon || asks === 'freeze',
  };
}

function decide({
  hold,
  release,
  lastRun,
  gapHours,
  emergency,
  freeze,
  gate,
  hasCalendars,
  hasRing,
}: OpeningWorld): BeforeRoster {
  const [scope] = hold;
  const now = window.opensAt;
  const msAgo = typeof lastRun === 'number' ? gapHours * HOUR_MS + lastRun : undefined;
  return beforeRoster({
    now,
    window,
    entry: anEntry({ calendars: hasCalendars ? ['year-end'] : [], after: hasRing ? ring : undefined }),
    emergency,
    intents: {
      holds: scope === undefined ? [] : [aHold({ scope })],
      releases: release === undefined ? [] : [aRelease({ window: release })],
    },
    lastRun:
      lastRun === undefined
        ? undefined
        : { window: '22FRI@2026-03-05', endedAt: msAgo === undefined ? undefined : new Date(now.getTime() - msAgo) },
    minimumGapHours: gapHours,
    freeze: freeze[0],
    gate: gate[0],
  });
}
