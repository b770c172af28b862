import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { aGateReading, aPredecessorEnd, PREDECESSOR, someVerdicts } from '../../testing/opening-builders.ts';
import type { Ring } from '../catalogue/catalogue-entry.ts';
import { decideGate, type GateDecision, type GateReading, type PredecessorEnd, predecessorWindow } from './gate.ts';

const ring: Ring = { schedule: '22TUE', minSuccessPercent: 95, soakHours: 67 };
const SOAKED_AT = new Date('2026-03-06T20:00:00Z'); // 67 hours after the close on 4 March, 01:00Z
const now = aWindow().opensAt; // an hour later

describe('predecessorWindow()', () => {
  it('is the last one that opened before', () => {
    expect(predecessorWindow(ring, anEntry(), now)).toEqual(PREDECESSOR);
    expect(predecessorWindow(ring, anEntry(), PREDECESSOR.opensAt)?.id).toBe('22TUE@2026-02-24');
    expect(predecessorWindow(ring, anEntry(), new Date(PREDECESSOR.opensAt.getTime() + 1))).toEqual(PREDECESSOR);
  });

  it('is none without an entry in force', () => {
    expect(predecessorWindow(ring, undefined, now)).toBeUndefined();
  });

  it('is found however rarely the ring before comes round', () => {
    const monthsLater = Array.from({ length: 10 * 12 }, (_, month) => new Date(Date.UTC(2024, month, 1)));
    const found = monthsLater.map((at) => predecessorWindow({ ...ring, schedule: '0SATX5' }, anEntry(), at));

    expect(found.filter((window) => window === undefined)).toEqual([]);
  });
});

describe('decideGate()', () => {
  it('opens once the ring before has proved itself', () => {
    expect(decideGate(ring, aGateReading(), now)).toEqual({ kind: 'open' });
  });

  it.each<[string, GateReading, GateDecision]>([
    [
      'what cannot be read',
      { kind: 'unread', reason: 'AccessDeniedException: no' },
      waits('ring-unread', 'The ring before cannot be read: AccessDeniedException: no'),
    ],
    [
      'a ring without an entry',
      aGateReading({ expected: undefined, end: undefined }),
      waits('ring-unread', 'The ring before, 22TUE, has no entry in force.'),
    ],
    [
      'a window that is not over',
      aGateReading({ end: undefined }),
      waits('ring-not-final', '22TUE@2026-03-03, the last window of the ring before, is not final yet.'),
    ],
    [
      'the end of another window',
      gateOn({ window: '22TUE@2026-02-24' }),
      waits('ring-not-final', '22TUE@2026-03-03, the last window of the ring before, is not final yet.'),
    ],
    [
      'a missed window',
      gateOn({ state: 'missed' }),
      waits('ring-unproven', '22TUE@2026-03-03, the last window of the ring before, was missed, so it proves nothing.'),
    ],
    [
      'a skipped window',
      gateOn({ state: 'skipped' }),
      waits(
        'ring-unproven',
        '22TUE@2026-03-03, the last window of the ring before, was skipped, so it proves nothing.',
      ),
    ],
    [
      'a window that owed nothing',
      gateOn({ verdicts: someVerdicts({ skipped: 7, excepted: 2 }) }),
      waits(
        'ring-unproven',
        '22TUE@2026-03-03, the last window of the ring before, owed no node a patch, so it proves nothing.',
      ),
    ],
    [
      'too few patched nodes, by a hair',
      gateOn({ verdicts: someVerdicts({ patched: 189, failed: 4, missed: 3, 'pending-reboot': 3, skipped: 50 }) }),
      waits('ring-below-success', 'In 22TUE@2026-03-03 189 of 199 nodes were patched, which is 94 %; 95 % are wanted.'),
    ],
    [
      'an incident',
      aGateReading({ openIncidents: ['a'] }),
      waits('ring-incident', 'Nobody has acknowledged what is open about 22TUE@2026-03-03: a.'),
    ],
    [
      'three incidents',
      aGateReading({ openIncidents: ['a', 'b', 'c'] }),
      waits('ring-incident', 'Nobody has acknowledged what is open about 22TUE@2026-03-03: a, b, c.'),
    ],
    [
      'more incidents than are named',
      aGateReading({ openIncidents: ['a', 'b', 'c', 'd', 'e'] }),
      waits('ring-incident', 'Nobody has acknowledged what is open about 22TUE@2026-03-03: a, b, c and 2 more.'),
    ],
  ])('waits for %s', (_, reading, expected) => {
    expect(decideGate(ring, reading, now)).toEqual(expected);
  });

  it('waits until the patches have run for long enough', () => {
    expect(decideGate(ring, aGateReading(), new Date(SOAKED_AT.getTime() - 1))).toEqual({
      kind: 'waits',
      reason: 'ring-soaking',
      waitsFor: 'The patches of 22TUE@2026-03-03 are to run for 67 hours after its close.',
      until: SOAKED_AT,
    });
    expect(decideGate(ring, aGateReading(), SOAKED_AT)).toEqual({ kind: 'open' });
  });

  it('is content with exactly what it asks for', () => {
    expect(decideGate(ring, gateOn({ verdicts: someVerdicts({ patched: 19, failed: 1 }) }), now).kind).toBe('open');
  });

  it('asks for a window that owed something even where no share of it is wanted', () => {
    const anyShare = { ...ring, minSuccessPercent: 0 };

    expect(decideGate(anyShare, gateOn({ verdicts: someVerdicts({ failed: 1 }) }), now).kind).toBe('open');
    expect(decideGate(anyShare, gateOn({ verdicts: someVerdicts() }), now).kind).toBe('waits');
  });
});

function gateOn(overrides: Partial<PredecessorEnd>): GateReading {
  return aGateReading({ end: aPredecessorEnd(overrides) });
}

function waits(reason: Extract<GateDecision, { kind: 'waits' }>['reason'], waitsFor: string): GateDecision {
  return { kind: 'waits', reason, waitsFor };
}
