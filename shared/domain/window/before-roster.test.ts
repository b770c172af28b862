import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import {
  aCalendarReading,
  aGateReading,
  aHold,
  anEmergency,
  aPredecessorEnd,
  aRelease,
  beforeRosterInput,
  OPERATOR,
} from '../../testing/opening-builders.ts';
import { type BeforeRosterInput, beforeRoster, isReleased, type LastRun } from './before-roster.ts';
import type { CalendarReading } from './freeze.ts';
import type { GateReading } from './gate.ts';
import type { Hold, Release } from './hold.ts';

const window = aWindow(); // opens 21:00Z
const entry = anEntry({
  calendars: ['year-end'],
  after: { schedule: '22TUE', minSuccessPercent: 95, soakHours: 48 },
});
const HOUR_MS = 3_600_000;

const free = aCalendarReading();
const frozen = aCalendarReading({ stateNow: 'CLOSED', nextTransitionAt: new Date('2026-03-06T22:00:00Z') });
const skipped = aCalendarReading({ stateAtEnd: 'CLOSED' });
const calendarUnread: CalendarReading = { kind: 'unread', reason: 'gone' };
const proven = aGateReading();
const missedBefore = aGateReading({ end: aPredecessorEnd({ state: 'missed' }) });
const gateUnread: GateReading = { kind: 'unread', reason: 'gone' };

describe('beforeRoster()', () => {
  it('goes on where nothing is to be asked', () => {
    expect(beforeRoster(beforeRosterInput())).toEqual({ kind: 'go-on' });
  });

  it('asks for one reading after the other, and for none in vain', () => {
    const story = [
      beforeRosterInput({ entry, intents: { holds: [aHold()], releases: [] } }),
      beforeRosterInput({ entry }),
      beforeRosterInput({ entry, freeze: frozen }),
      beforeRosterInput({ entry, freeze: free }),
      beforeRosterInput({ entry, freeze: free, gate: missedBefore }),
      beforeRosterInput({ entry, freeze: free, gate: proven }),
      beforeRosterInput({ entry: anEntry({ after: entry.after }) }),
      beforeRosterInput({ entry: anEntry({ calendars: entry.calendars }), freeze: free }),
      beforeRosterInput({ entry, emergency: anEmergency() }),
    ].map((input) => {
      const decision = beforeRoster(input);
      return [decision.kind, ...('what' in decision ? [decision.what] : []), ...reasonOf(decision)].join(' ');
    });

    expect(story.join('\n')).toMatchInlineSnapshot(`
"wait held
read freeze
wait frozen
read gate
wait ring-unproven
go-on
read gate
go-on
go-on"
`);
  });

  it('says who holds it, and why', () => {
    const hold = aHold({ scope: { kind: 'schedule', schedule: '22FRI' } });

    expect(beforeRoster(beforeRosterInput({ intents: { holds: [hold], releases: [] } }))).toEqual({
      kind: 'wait',
      reason: 'held',
      waitsFor: `${OPERATOR} holds schedule 22FRI: the shop has a sale`,
    });
  });

  it('keeps the minimum gap to another run of its schedule', () => {
    const lastRun = { window: '22FRI@2026-03-05+1a2b3c4d', endedAt: new Date('2026-03-06T15:00:00.001Z') };

    expect(beforeRoster(beforeRosterInput({ lastRun }))).toEqual({
      kind: 'wait',
      reason: 'minimum-gap',
      waitsFor: 'After 22FRI@2026-03-05+1a2b3c4d, 6 hours are to lie between two runs on the same nodes.',
      until: new Date('2026-03-06T21:00:00.001Z'),
    });
    const exactly = { ...lastRun, endedAt: new Date('2026-03-06T15:00:00Z') };
    expect(beforeRoster(beforeRosterInput({ lastRun: exactly }))).toEqual({ kind: 'go-on' });
  });

  it('waits for another run that is not over', () => {
    const lastRun = { window: '22FRI@2026-03-05+1a2b3c4d', endedAt: undefined };

    expect(beforeRoster(beforeRosterInput({ lastRun }))).toEqual({
      kind: 'wait',
      reason: 'minimum-gap',
      waitsFor: '22FRI@2026-03-05+1a2b3c4d still runs, and 6 hours are to lie between two runs on the same nodes.',
    });
  });

  it('hands on what freeze and gate say', () => {
    expect(beforeRoster(beforeRosterInput({ entry, freeze: frozen }))).toEqual({
      kind: 'wait',
      reason: 'frozen',
      waitsFor: 'A change calendar is closed, and opens again in time.',
      until: new Date('2026-03-06T22:00:00Z'),
    });
    expect(beforeRoster(beforeRosterInput({ entry, freeze: skipped }))).toEqual({
      kind: 'skip',
      reason: 'frozen',
      waitsFor: 'A change calendar is closed at the end of the window.',
    });
    const soaking = { ...entry, after: { schedule: '22TUE', minSuccessPercent: 95, soakHours: 72 } };
    expect(beforeRoster(beforeRosterInput({ entry: soaking, freeze: free, gate: proven }))).toEqual({
      kind: 'wait',
      reason: 'ring-soaking',
      waitsFor: 'The patches of 22TUE@2026-03-03 are to run for 72 hours after its close.',
      until: new Date('2026-03-07T01:00:00Z'),
    });
  });

  // Goal: B1 to B4 in every combination. Method: each hold, release, last run around the gap, reading of freeze and gate,
  // as an emergency and not.
  it('keeps B1 to B4 in every small world', () => {
    let count = 0;
    for (const input of everySmallWorld()) {
      count += 1;
      const broken = brokenInvariants(input);
      if (broken.length > 0) expect({ input, broken }).toEqual({ input, broken: [] });
    }
    expect(count).toBe(4 * 3 * 5 * 2 * 5 * 4 * 2 * 2);
  });
});

describe('isReleased()', () => {
  it('holds for the window that is named', () => {
    expect(isReleased(window, { holds: [], releases: [aRelease()] })).toBe(true);
    expect(isReleased(window, { holds: [], releases: [aRelease({ window: '22FRI@2026-03-13' })] })).toBe(false);
    expect(isReleased(window, { holds: [], releases: [] })).toBe(false);
  });
});

function brokenInvariants(input: BeforeRosterInput): string[] {
  const decision = beforeRoster(input);
  const [reason] = reasonOf(decision);
  const { intents, lastRun, emergency, freeze, gate } = input;
  const held = intents.holds.some(({ scope }) => scope.kind === 'all' || scope.kind === 'window');
  const released = intents.releases.some((release) => release.window === window.id);
  const runs = lastRun !== undefined && lastRun.endedAt === undefined;
  const tooSoon = runs || (lastRun?.endedAt?.getTime() ?? 0) > window.opensAt.getTime() - 6 * HOUR_MS;
  const asksFreeze = input.entry.calendars.length > 0 && emergency === undefined;
  const asksGate = input.entry.after !== undefined && emergency === undefined;
  const goesOn = decision.kind === 'go-on';
  const shutBefore = held || tooSoon;

  const kept = {
    B1: held === (reason === 'held'),
    B2: (!held && tooSoon) === (reason === 'minimum-gap'),
    B3freeze: !goesOn || !asksFreeze || freeze === free,
    B3unread: !goesOn || !asksGate || (gate !== undefined && gate.kind === 'read'),
    B3gate: !goesOn || !asksGate || gate === proven || released,
    B3emergency: emergency === undefined || goesOn || shutBefore,
    B4freeze: decision.kind !== 'skip' || (asksFreeze && freeze === skipped && !shutBefore),
    B4released: !(released && gate === missedBefore) || !`${reason}`.startsWith('ring-'),
    B4calendar: !asksFreeze || shutBefore || freeze !== calendarUnread || reason === 'calendar-unread',
    asked: decision.kind !== 'read' || input[decision.what] === undefined,
    askedFreeze: decision.kind !== 'read' || decision.what !== 'freeze' || asksFreeze,
    askedGate: decision.kind !== 'read' || decision.what !== 'gate' || (asksGate && (freeze === free || !asksFreeze)),
    liveliness:
      goesOn ||
      shutBefore ||
      (asksFreeze && freeze !== free) ||
      (asksGate && (gate === undefined || gate.kind === 'unread' || (gate === missedBefore && !released))),
  };
  return Object.entries(kept).flatMap(([name, isKept]) => (isKept ? [] : [name]));
}

function* everySmallWorld(): Generator<BeforeRosterInput> {
  const holds: readonly Hold[][] = [
    [],
    [aHold()],
    [aHold({ scope: { kind: 'window', window: window.id } })],
    [aHold({ scope: { kind: 'account', account: '444455556666' } })],
  ];
  const releases: readonly Release[][] = [[], [aRelease()], [aRelease({ window: '22FRI@2026-03-13' })]];
  for (const held of holds)
    for (const released of releases)
      for (const lastRun of everyLastRun())
        for (const emergency of [undefined, anEmergency()])
          for (const freeze of [undefined, free, frozen, skipped, calendarUnread])
            for (const gate of [undefined, proven, missedBefore, gateUnread])
              for (const calendars of [[], entry.calendars])
                for (const after of [undefined, entry.after])
                  yield beforeRosterInput({
                    entry: { ...entry, calendars, after },
                    intents: { holds: held, releases: released },
                    lastRun,
                    emergency,
                    freeze,
                    gate,
                  });
}

function* everyLastRun(): Generator<LastRun | undefined> {
  yield undefined;
  yield { window: '22FRI@2026-03-05', endedAt: undefined };
  for (const ms of [-1, 0, 1])
    yield { window: '22FRI@2026-03-05', endedAt: new Date(window.opensAt.getTime() - 6 * HOUR_MS + ms) };
}

function reasonOf(decision: ReturnType<typeof beforeRoster>): string[] {
  return 'reason' in decision ? [decision.reason] : [];
}
