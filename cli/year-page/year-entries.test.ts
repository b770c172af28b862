import { describe, expect, it } from '@jest/globals';
import { sampleYear } from './sample-year.ts';
import { type YearEntry, yearEntries } from './year-entries.ts';

const byValue = (entries: readonly YearEntry[]) => new Map(entries.map((entry) => [entry.value, entry]));
const sample = byValue(yearEntries(sampleYear()));

describe('yearEntries()', () => {
  it('goes by the week, the weekly ones before the monthly, and then by the hour', () => {
    expect([...sample.keys()].join(' ')).toBe(
      '4TUEX2 20WEDX3 1THUX1 22FRI 2SAT 10SAT 22SAT 2SATX4 6SATX4 3SATX5 2SUN 6SUN 2SUNX2',
    );
  });

  it('counts the windows of the year, and those that a freeze takes', () => {
    expect(sample.get('22FRI')?.windows).toHaveLength(52);
    expect(sample.get('3SATX5')?.windows.map(({ date }) => date)).toEqual([
      '2026-01-31',
      '2026-05-30',
      '2026-08-29',
      '2026-10-31',
    ]);
    expect(sample.get('2SATX4')?.frozenCount).toBe(1); // 26 December
  });

  it('knows the next window, which is not one that is frozen', () => {
    const next = (now: string) =>
      byValue(yearEntries({ ...sampleYear(), now: new Date(now) })).get('2SATX4')?.next?.date;
    expect(next('2026-03-28T00:59Z')).toBe('2026-03-28');
    expect(next('2026-03-28T01:00Z')).toBe('2026-03-28'); // It opens now.
    expect(next('2026-03-28T01:01Z')).toBe('2026-04-25');
    expect(next('2026-12-01T00:00Z')).toBeUndefined();
  });

  it('names the first of the year where there is no now', () => {
    const { now: _, ...timeless } = sampleYear();
    expect(byValue(yearEntries(timeless)).get('2SATX4')?.next?.date).toBe('2026-01-24');
  });

  it('marks a schedule that is moved off its day, and says by how much', () => {
    expect(sample.get('4TUEX2')).toMatchObject({ mark: { text: '4+', fill: 'monthly' }, words: '2nd Tuesday +4 days' });
    expect(sample.get('22FRI')).toMatchObject({ mark: { text: '22', fill: 'weekly' }, words: 'every Friday' });
  });

  it('gives those that meet on a day different colours', () => {
    const days = new Map<string, number[]>();
    for (const { mark, windows } of sample.values()) {
      for (const { date } of windows) days.set(date, [...(days.get(date) ?? []), mark.colour]);
    }
    expect([...days].filter(([, colours]) => new Set(colours).size < colours.length)).toEqual([]);
  });

  it('lists entries of which there is only a finding, last and without a mark of their own', () => {
    const finding = { code: 'not-a-schedule', entry: '2SATX9', sentence: '', dates: [], cure: '' } as const;
    const last = yearEntries({ ...sampleYear(), findings: [finding] }).at(-1);
    expect(last).toMatchObject({ value: '2SATX9', words: '', windows: [], findings: [finding] });
    expect(last?.mark).toMatchObject({ text: '?', fill: 'none' });
  });
});
