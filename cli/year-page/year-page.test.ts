import { describe, expect, it } from '@jest/globals';
import { crowdedYear, sampleYear } from './sample-year.ts';
import { yearPage } from './year-page.ts';

const page = yearPage(sampleYear());

/** The cell of a day, as text: its marks' titles and its own. */
function day(date: string, text = page): string {
  return text.split('<td').find((cell) => cell.includes(`datetime="${date}"`)) ?? '';
}

describe('yearPage()', () => {
  it('asks for nothing from elsewhere, and runs nothing', () => {
    expect(page).not.toMatch(/\bsrc=|@import|url\(|https?:|<script|href="[^#]/);
  });

  it('has every day of the year once and a mark for each window', () => {
    const months = page.split('id="entries"')[0] ?? '';
    const dates = [...months.matchAll(/<td[^>]*><time datetime="([\d-]+)"/g)].map(([, date]) => date);
    expect(new Set(dates).size).toBe(365);
    expect(dates).toHaveLength(365);
    expect(months.match(/class="m e\d/g)).toHaveLength(sampleYear().windows.length - edgeWindows());
  });

  it('says of a window what a person wants to know', () => {
    expect(day('2026-04-25')).toContain('title="2SATX4, prod: 02:00 to 06:00 Europe/Berlin">2</i>');
  });

  it('puts the windows of a day in the order of their hours', () => {
    const hours = [...day('2026-01-24').matchAll(/>(\d+)\+?<\/i>/g)].map(([, hour]) => Number(hour));
    expect(hours).toEqual([2, 2, 6, 10, 22]);
  });

  it('shows the hour that does not exist, and the one that comes twice', () => {
    expect(day('2026-03-08')).toMatch(
      /moved"[^>]*title="2SUNX2, prod: 03:00 to 07:00 America\/New_York; its hour does not exist/,
    );
    expect(day('2026-10-25')).toMatch(
      /moved"[^>]*title="2SUN, prod: 02:00 to 05:00 Europe\/Berlin; its hour comes twice/,
    );
    expect(page.match(/ moved" role/g)).toHaveLength(3); // And 2SUN in March.
  });

  it('shows clock changes, Patch Tuesdays and freezes on their days', () => {
    expect(day('2026-03-29')).toContain('title="Europe/Berlin: the clocks go forward">►');
    expect(day('2026-11-01')).toContain('title="America/New_York: the clocks go back">◄');
    expect(page.match(/<time[^>]*class="tuesday"/g)).toHaveLength(12);
    expect(day('2026-03-10')).toContain('Patch Tuesday');
    expect(page.match(/<td class="(busy )?ice"/g)).toHaveLength(6 + 14); // 30 June to 5 July, 18 to 31 December
  });

  it('strikes out the windows that a freeze takes', () => {
    expect(day('2026-12-26')).toMatch(/ frozen"[^>]*title="2SATX4[^"]*; frozen by year-end-freeze"/);
    expect(day('2026-12-12')).not.toContain('frozen');
  });

  it('explains only the signs that it uses', () => {
    const bare = yearPage({
      ...crowdedYear(),
      freezes: [],
      windows: [],
      clockChanges: [],
      patchTuesdays: [],
      findings: [],
    });
    expect(bare).toContain('The catalogue has no windows in 2026.');
    expect(bare).not.toMatch(/<li>/);
    expect(page.match(/<ul class="legend">(.*?)<\/ul>/)?.[1]?.match(/<li>/g)).toHaveLength(6 + 2 + 4);
  });

  it('tells findings, with the first of their dates', () => {
    const dates = Array.from({ length: 20 }, (_, index) => `20${26 + index}-03-08`);
    const finding = {
      code: 'clock-change-gap',
      entry: '2SUNX2',
      sentence: 'No <hour>.',
      dates,
      cure: 'Move it.',
    } as const;
    const text = yearPage({ ...sampleYear(), findings: [finding] });
    expect(text).toContain('No &lt;hour&gt;.');
    expect(text).toContain('2037-03-08 and 8 more');
    expect(text).toContain('<a href="#findings" title="clock-change-gap">1 finding</a>');
    expect(yearPage({ ...sampleYear(), findings: [] })).not.toContain('id="findings"');
  });

  it('escapes every text that comes from a catalogue', () => {
    const evil = `"><b onclick='x'>&`;
    const [first, ...others] = sampleYear().windows;
    if (first === undefined) throw new Error('The sample has no windows');
    const text = yearPage({
      ...sampleYear(),
      title: evil,
      windows: [{ ...first, schedule: evil, environment: evil, frozenBy: evil }, ...others],
      freezes: [{ calendar: evil, from: new Date('2026-05-01'), to: new Date('2026-05-02') }],
      findings: [{ code: 'unreadable', entry: evil, sentence: evil, dates: [evil], cure: evil }],
    });
    expect(text).not.toContain('<b onclick');
    expect(text.match(/&quot;&gt;&lt;b onclick=&#39;x&#39;&gt;&amp;/g)?.length).toBeGreaterThan(8);
  });

  it('is the same for the same catalogue', () => {
    expect(yearPage(sampleYear())).toBe(page);
  });
});

/** The sample has windows on either side of the year, which must not show. */
function edgeWindows(): number {
  const edge = sampleYear().windows.filter(({ date }) => !date.startsWith('2026-')).length;
  expect(edge).toBeGreaterThan(0);
  return edge;
}
