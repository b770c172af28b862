import { describe, expect, it } from '@jest/globals';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { complies, judgeTag } from './judge-tag.ts';

/** The 1,008 schedules there are, written down by their grammar. */
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const schedules = new Set(
  [...everyCombination({ hour: HOURS, day: WEEKDAYS, nth: ['', 'X1', 'X2', 'X3', 'X4', 'X5'] })].map(
    ({ hour, day, nth }) => `${hour}${day}${nth}`,
  ),
);

/** What somebody may write: nearly right, in every place. */
const parts = {
  before: ['', '0'],
  hour: ['', '2', '23', '24'],
  day: ['', 'SAT', 'sat', 'TUE', 'EXEMPT', 'REPLACE'],
  nth: ['', 'X4', 'x4', 'X6'],
  after: ['', ' '],
} as const;

const catalogues = [[], ['2SATX4', '23TUE'], ['2SAT', '2SATX4', 'Sat', 'EXEMPT', '24SAT']] as const;

describe('judgeTag() in small worlds', () => {
  // Goal: what is valid is never called wrong, and nothing else is called valid. Method: every value that comes of its
  // parts, right or wrong, against catalogues that approve none, two, and names that are no schedules.
  it('approves what is approved, and nothing else', () => {
    const found = survey(everyCombination({ ...parts, approved: catalogues }), ({ approved, ...written }) => {
      const value = Object.values(written).join('');
      const verdict = judgeTag(value, approved);
      const isSchedule = schedules.has(value);
      const isReserved = value === 'EXEMPT' || value === 'REPLACE';
      const isApproved = isSchedule && approved.some((each) => each === value);
      const said = 'nearest' in verdict && verdict.nearest.kind === 'meant' ? verdict.nearest : undefined;
      return {
        'approved is what the catalogue approves, to the letter': (verdict.kind === 'approved') === isApproved,
        'two words are reserved, whatever the catalogue says': (verdict.kind === 'reserved') === isReserved,
        'a schedule that is not in force is not approved':
          (verdict.kind === 'not-approved') === (isSchedule && !isApproved),
        'all else is malformed': (verdict.kind === 'malformed') === (!isSchedule && !isReserved),
        'Config hears the same': complies(verdict) === (isApproved || isReserved),
        'the value is repeated as it is': verdict.kind === 'missing' || verdict.value === value,
        'only what would be valid is proposed': said === undefined || complies(judgeTag(said.value, approved)),
        'nothing is proposed for itself': said?.value !== value,
        'another schedule is never certain (P8)': verdict.kind !== 'not-approved' || said?.confidence !== 'certain',
        'what is wrong is said': verdict.kind !== 'malformed' || verdict.problem !== '',
      };
    });
    expect(found).toEqual({ worlds: 2 * 4 * 6 * 4 * 2 * 3, broken: [] });
    expect(schedules.size).toBe(1008);
  });

  it('approves each of the 1,008 schedules that the catalogue has, and none that it lacks', () => {
    const all = [...schedules];
    const found = survey(all, (value) => ({
      'in force': judgeTag(value, all).kind === 'approved',
      'reserved is not in force': complies(judgeTag('EXEMPT', [])) && complies(judgeTag('REPLACE', [])),
      'not in force': judgeTag(value, value === '2SAT' ? ['2SUN'] : ['2SAT']).kind === 'not-approved',
    }));
    expect(found).toEqual({ worlds: 1008, broken: [] });
  });

  it('knows a node without the tag', () => {
    expect(judgeTag(undefined, [...schedules])).toEqual({ kind: 'missing' });
  });
});
