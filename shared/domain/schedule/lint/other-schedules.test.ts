import { describe, expect, it } from '@jest/globals';
import { parseSchedule, printSchedule } from '../schedule.ts';
import { type Alternative, otherHours, otherWeeks } from './other-schedules.ts';

function given(value: string, offsetDays = 0): Alternative {
  const parsed = parseSchedule(value);
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  return { schedule: parsed.schedule, offsetDays };
}

function said(alternatives: readonly Alternative[]): string[] {
  return alternatives.map(({ schedule, offsetDays }) => `${printSchedule(schedule)}+${offsetDays}`);
}

describe('otherHours()', () => {
  it('gives the 23 others, the nearest first, and of two that are as near the later', () => {
    const hours = said(otherHours(given('2SATX4', 3)));

    expect(hours.slice(0, 6)).toEqual(['3SATX4+3', '1SATX4+3', '4SATX4+3', '0SATX4+3', '5SATX4+3', '6SATX4+3']);
    expect(hours.length).toBe(23);
    expect(new Set(hours).size).toBe(23);
  });
});

describe('otherWeeks()', () => {
  it.each([
    ['2SATX2', ['2SATX3+1', '2SATX4+1', '2SATX1+1']],
    ['2SATX5', ['2SATX1+1', '2SATX2+1', '2SATX3+1', '2SATX4+1']],
    ['2SAT', ['2SATX1+1', '2SATX2+1', '2SATX3+1', '2SATX4+1']],
  ])('gives for %s the other weeks, the later ones first, and never the fifth', (value, weeks) => {
    expect(said(otherWeeks(given(value, 1)))).toEqual(weeks);
  });
});
