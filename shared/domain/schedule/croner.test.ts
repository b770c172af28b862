import { describe, expect, it } from '@jest/globals';
import { compareWithCroner } from '../../testing/croner-openings.ts';

// Goal: believe the calendar because a cron library that many use finds the same, wherever no clock changes.
describe('occurrences()', () => {
  const stretch = { from: new Date('2026-01-01T00:00Z'), to: new Date('2028-01-01T00:00Z') };
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Chatham'];

  it.each(zones)('agrees with croner in %s', (zone) => {
    for (const value of ['2SATX4', '22FRI', '4TUEX2', '0SUNX1', '23MONX5', '12WEDX3', '6THU']) {
      const { ours, croner } = compareWithCroner(value, { zone, ...stretch });

      expect([value, ours]).toEqual([value, croner]);
      expect(ours.length).toBeGreaterThanOrEqual(value.includes('X5') ? 8 : 22);
    }
  });
});
