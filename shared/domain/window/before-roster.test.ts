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
import { beforeRoster, isReleased } from './before-roster.ts';

const window = aWindow(); // opens 21:00Z
const entry = anEntry({
  calendars: ['year-end'],
  after: { schedule: '22TUE', minSuccessPercent: 95, soakHours: 48 },
});

const free = aCalendarReading();
const frozen = aCalendarReading({ stateNow: 'CLOSED', nextTransitionAt: new Date('2026-03-06T22:00:00Z') });
const skipped = aCalendarReading({ stateAtEnd: 'CLOSED' });
const proven = aGateReading();
const missedBefore = aGateReading({ end: aPredecessorEnd({ state: 'missed' }) });

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
});

describe('isReleased()', () => {
  it('holds for the window that is named', () => {
    expect(isReleased(window, { holds: [], releases: [aRelease()] })).toBe(true);
    expect(isReleased(window, { holds: [], releases: [aRelease({ window: '22FRI@2026-03-13' })] })).toBe(false);
    expect(isReleased(window, { holds: [], releases: [] })).toBe(false);
  });
});

function reasonOf(decision: ReturnType<typeof beforeRoster>): string[] {
  return 'reason' in decision ? [decision.reason] : [];
}
