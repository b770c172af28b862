/** The page in a real browser. Where there is no Chromium, the tests are skipped, and the run says so. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { crowdedYear, sampleYear } from './sample-year.ts';
import { yearPage } from './year-page.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const present = existsSync(executablePath);
if (!present) process.stderr.write(`SKIPPED the year page in a browser: there is no ${executablePath}\n`);

const PAGES = [
  ['a sample', yearPage(sampleYear())],
  ['thirty schedules', yearPage(crowdedYear())],
] as const;

/** A4, landscape, less the margins, at 96 dots to the inch. */
const SHEET = { width: 1062, height: 733 };

/** Run in the page, hence text: what of a day's content sticks out of the day, and what of a sheet out of the sheet. */
const STICKING_OUT = `[...document.querySelectorAll('.month td')].flatMap((cell) => {
  const box = cell.getBoundingClientRect();
  return [...cell.querySelectorAll('.m')].map((mark) => mark.getBoundingClientRect()).filter((mark) =>
    mark.right > box.right + 0.5 || mark.bottom > box.bottom + 0.5 || mark.left < box.left || mark.top < box.top);
}).length`;
const LOWEST = `Math.max(...[...document.querySelectorAll('main *')].map((each) => each.getBoundingClientRect().bottom))`;

(present ? describe : describe.skip)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  }, 30_000);
  afterAll(() => browser.close());

  /** Opens the page, and fails the test for anything that the browser complains about. */
  async function open(html: string, width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', ({ url }) => complaints.push(`asked for ${url()}`));
    await page.setContent(html);
    expect(complaints).toEqual([]);
    return page;
  }

  describe.each(PAGES)('%s', (_, html) => {
    it('needs no scrolling sideways, and no window leaves its day', async () => {
      const page = await open(html, 1280);
      for (const width of [1280, 1000, 700, 390, 320]) {
        await page.setViewportSize({ width, height: 844 });
        const scrollWidth = await page.evaluate<number>('document.documentElement.scrollWidth');
        const stickingOut = await page.evaluate<number>(STICKING_OUT);
        expect({ width, scrollWidth, stickingOut }).toEqual({ width, scrollWidth: width, stickingOut: 0 });
      }
      await page.close();
    });

    it('is one sheet on paper, from which nothing sticks out', async () => {
      const page = await open(html, 1280);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      const [, , width, height] =
        pdf
          .match(/\/MediaBox \[(\S+) (\S+) (\S+) (\S+)\]/)
          ?.slice(1)
          .map(Number) ?? [];
      expect([Math.round(width ?? 0), Math.round(height ?? 0)]).toEqual([842, 595]); // A4 in points

      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize(SHEET);
      expect(await page.evaluate<number>(STICKING_OUT)).toBe(0);
      expect(await page.evaluate<number>(LOWEST)).toBeLessThanOrEqual(SHEET.height);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(SHEET.width);
      await page.close();
    });
  });

  it('is dark where the reader wants it, and white on paper all the same', async () => {
    const background = 'getComputedStyle(document.body).backgroundColor';
    const page = await open(PAGES[0][1], 1280, 'dark');
    expect(await page.evaluate<string>(background)).toBe('rgb(20, 23, 29)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate<string>(background)).toBe('rgb(255, 255, 255)');
    await page.close();
  });

  it('fades all windows but those of the schedules chosen', async () => {
    const page = await open(PAGES[0][1], 1280);
    const opacities = async (place: number) => {
      await page.waitForTimeout(300); // They fade over an eighth of a second.
      return page.evaluate<string[]>(
        `[...new Set([...document.querySelectorAll('.month .e${place}')].map((mark) => getComputedStyle(mark).opacity))]`,
      );
    };
    await page.getByRole('checkbox', { name: '22FRI' }).check();
    await page.mouse.move(0, 0);
    expect(await opacities(3)).toEqual(['1']);
    expect(await opacities(4)).toEqual(['0.12']);
    await page.close();
  });

  it('is read aloud as months, days, windows and schedules', async () => {
    const page = await open(PAGES[0][1], 390);
    const march = page.getByRole('table', { name: /^March/ });
    expect(await march.getByRole('columnheader').count()).toBe(7);
    expect(await march.getByRole('img', { name: /^2SUNX2, prod: 03:00/ }).count()).toBe(1);
    expect(await page.getByRole('checkbox', { name: '2SATX4' }).count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^2026\s+Example Trading$/);
    await page.close();
  });
});
