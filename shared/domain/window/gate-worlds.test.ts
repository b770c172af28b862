import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { anEntry } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { aGateReading, aPredecessorEnd, PREDECESSOR, someVerdicts } from '../../testing/opening-builders.ts';
import { windowsBetween } from '../schedule/window.ts';
import { decideGate, type GateReading, type PredecessorEnd, predecessorWindow } from './gate.ts';
import { VERDICTS, type VerdictCounts } from './verdict.ts';

const HOUR_MS = 3_600_000;
const ENDS = ['none', 'another', 'final', 'missed', 'skipped'] as const;

describe('decideGate() in small worlds', () => {
  // Goal: G1 to G4 in every combination. Method: each end of the ring before, every count of up to three nodes over the
  // verdicts, instants around the soak's end, shares at and around what three nodes can come to.
  it('lets nothing through that is not proven (P1, P5)', () => {
    const worlds = everyCombination({
      end: ENDS,
      verdicts: [...everySmallCount()],
      incidents: [0, 1, 4],
      percent: [0, 33, 34, 66, 67, 100],
      soakHours: [0, 1],
      soaked: [-1, 0, 1],
    });

    expect(survey(worlds, lawsOfGate)).toEqual({ worlds: 5 * 84 * 3 * 6 * 2 * 3, broken: [] });
  });

  it('lets nothing through of a ring that cannot be read, or has no entry (P5)', () => {
    const readings: GateReading[] = [{ kind: 'unread', reason: 'gone' }, aGateReading({ expected: undefined })];
    const worlds = everyCombination({ reading: readings, percent: [0, 100], soakHours: [0, 3] });

    expect(
      survey(worlds, ({ reading, percent, soakHours }) => {
        const ring = { schedule: '22TUE', minSuccessPercent: percent, soakHours };
        const decision = decideGate(ring, reading, new Date('2027-01-01T00:00:00Z'));
        return { unread: decision.kind === 'waits' && decision.reason === 'ring-unread' };
      }),
    ).toEqual({ worlds: 2 * 2 * 2, broken: [] });
  });
});

describe('predecessorWindow() in small worlds', () => {
  // Goal: it is the latest window that opened before, however long ago. Method: the rarest schedules of each weekday over
  // ten years, with instants around the opening of each window: the one before it holds until it has opened.
  it('is the window before, until the next one has opened', () => {
    const schedules = everyCombination({
      weekday: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'],
      hour: [0, 2],
      zone: ['Europe/Berlin', 'America/New_York'],
      offsetDays: [0, 4],
    });
    const worlds = [...schedules].flatMap(({ weekday, hour, zone, offsetDays }) => {
      const schedule = `${hour}${weekday}X5`;
      const rule = anEntry({ value: schedule, zone, offsetDays });
      const windows = [
        ...windowsBetween([[schedule, rule]], new Date('2024-01-01T00:00:00Z'), new Date('2034-01-01T00:00:00Z')),
      ];
      return windows.slice(1).map((next, index) => ({ rule, window: windows[index], next }));
    });

    expect(worlds.length).toBeGreaterThan(7 * 2 * 2 * 2 * 40);
    expect(
      survey(worlds, ({ rule, window, next }) => {
        const ring = { schedule: rule.value, minSuccessPercent: 95, soakHours: 0 };
        const [before, at, after] = around(next.opensAt).map((instant) => predecessorWindow(ring, rule, instant)?.id);
        return { before: before === window?.id, at: at === window?.id, after: after === next.id };
      }).broken,
    ).toEqual([]);
  });
});

interface GateWorld {
  readonly end: (typeof ENDS)[number];
  readonly verdicts: VerdictCounts;
  readonly incidents: number;
  readonly percent: number;
  readonly soakHours: number;
  /** Milliseconds since its patches had run for long enough. */
  readonly soaked: number;
}

function lawsOfGate({ end, verdicts, incidents, percent, soakHours, soaked }: GateWorld): Record<string, boolean> {
  const soakedAt = new Date(PREDECESSOR.closesAt.getTime() + soakHours * HOUR_MS);
  const openIncidents = ['late-install#1', 'window-missed#2', 'reboot-loop#3', 'cell-unread#4'].slice(0, incidents);
  const reading = aGateReading({ end: endOf(end, verdicts), openIncidents });
  const ring = { schedule: '22TUE', minSuccessPercent: percent, soakHours };
  const decision = decideGate(ring, reading, new Date(soakedAt.getTime() + soaked));
  const reason = decision.kind === 'waits' ? decision.reason : undefined;
  const notPatched = verdicts['pending-reboot'] + verdicts.failed + verdicts.missed;
  const owed = verdicts.patched + notPatched;
  const proves = end === 'final' && owed > 0;
  const enough = verdicts.patched >= (percent / 100) * owed;

  return {
    'it opens just if all is well': (decision.kind === 'open') === (proves && enough && incidents === 0 && soaked >= 0),
    'what is not over is waited for': (reason === 'ring-not-final') === (end === 'none' || end === 'another'),
    'what ran nothing proves nothing':
      (reason === 'ring-unproven') === (end === 'missed' || end === 'skipped' || (end === 'final' && owed === 0)),
    'too few patched keep it shut': (reason === 'ring-below-success') === (proves && !enough),
    'so does what nobody has answered': (reason === 'ring-incident') === (proves && enough && incidents > 0),
    'so do patches that are too new':
      (reason === 'ring-soaking') === (proves && enough && incidents === 0 && soaked < 0),
    'it says when, where time alone is wanted':
      decision.kind === 'open' || decision.until?.getTime() === (reason === 'ring-soaking' ? +soakedAt : undefined),
  };
}

function endOf(end: GateWorld['end'], verdicts: VerdictCounts): PredecessorEnd | undefined {
  if (end === 'none') return undefined;
  if (end === 'another') return aPredecessorEnd({ window: '22TUE@2026-02-24', verdicts });
  return aPredecessorEnd({ state: end, verdicts });
}

/** Up to three nodes over the six verdicts. */
function* everySmallCount(kinds: readonly (keyof VerdictCounts)[] = VERDICTS, left = 3): Generator<VerdictCounts> {
  const [kind, ...others] = kinds;
  if (kind === undefined) {
    yield someVerdicts();
    return;
  }
  for (let count = 0; count <= left; count += 1)
    for (const rest of everySmallCount(others, left - count)) yield { ...rest, [kind]: count };
}
