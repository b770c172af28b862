import { describe, expect, it } from '@jest/globals';
import { anEntry, CELL } from '../../testing/domain-builders.ts';
import { anEmergency } from '../../testing/opening-builders.ts';
import { emergencyWindow, inScope } from './emergency.ts';

const requestId = '1a2b3c4d-5e6f-4a0b-8c1d-2e3f4a5b6c7d';

describe('inScope()', () => {
  it('takes in every cell of a window that is no emergency, and of one for all', () => {
    expect(inScope(CELL, undefined)).toBe(true);
    expect(inScope(CELL, anEmergency())).toBe(true);
  });

  it.each([
    [{ accounts: ['111122223333', CELL.account] }, true],
    [{ accounts: ['111122223333'] }, false],
    [{ accounts: [] }, false],
    [{ regions: ['us-east-1', CELL.region] }, true],
    [{ regions: ['us-east-1'] }, false],
    [{ accounts: [CELL.account], regions: [CELL.region] }, true],
    [{ accounts: [CELL.account], regions: ['us-east-1'] }, false],
    [{ accounts: ['111122223333'], regions: [CELL.region] }, false],
  ])('takes in the cells of %j: %s', (scope, expected) => {
    expect(inScope(CELL, anEmergency(scope))).toBe(expected);
  });
});

describe('emergencyWindow()', () => {
  it('opens at its admission, for as long as the windows of its schedule last', () => {
    expect(emergencyWindow(anEntry(), { requestId, admittedAt: new Date('2026-03-04T22:59:59.999Z') })).toEqual({
      id: '22FRI@2026-03-04+1a2b3c4d',
      schedule: '22FRI',
      date: '2026-03-04',
      opensAt: new Date('2026-03-04T22:59:59.999Z'),
      cutoffAt: new Date('2026-03-05T01:59:59.999Z'),
      closesAt: new Date('2026-03-05T02:59:59.999Z'),
    });
  });

  it('bears the local date of its admission, whatever the offset of the schedule', () => {
    const admittedAt = new Date('2026-03-04T23:00:00Z');

    expect(emergencyWindow(anEntry({ offsetDays: 4 }), { requestId, admittedAt }).id).toBe('22FRI@2026-03-05+1a2b3c4d');
  });

  it.each(['', '1a2b3c4', '1A2B3C4D', 'request-1a2b3c4d'])('refuses the request id %j', (id) => {
    expect(() => emergencyWindow(anEntry(), { requestId: id, admittedAt: new Date(0) })).toThrow(
      `Cannot name the emergency window of 22FRI: the request id ${JSON.stringify(id)} was wanted to begin with 8 hexadecimal digits`,
    );
  });
});
