/**
 * `npm run screenshots`: photographs the year page of the sample catalogue for the docs, in Chromium. The page is bundled
 * here, because Node 20 does not run TypeScript.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const project = path.resolve(import.meta.dirname, '..');
const folder = path.join(project, 'docs/images');
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Paper at 96 dots to the inch: A4, landscape, less the margins. */
const SHEET = { width: 1062, height: 733 };
const WIDE = { width: 1280, height: 900 };

const PICTURES = [
  { name: 'year-light', viewport: WIDE, colorScheme: 'light', fullPage: true },
  { name: 'year-dark', viewport: WIDE, colorScheme: 'dark', fullPage: true },
  { name: 'year-phone', viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2 },
  { name: 'year-print', viewport: SHEET, colorScheme: 'light', media: 'print', deviceScaleFactor: 2 },
];

const { yearPage, sampleYear } = await bundled();
const html = yearPage(sampleYear());
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const { name, viewport, colorScheme, media, fullPage = false, deviceScaleFactor = 1 } of PICTURES) {
    const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor });
    if (media) await page.emulateMedia({ media });
    await page.setContent(html);
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage });
    console.log(`docs/images/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
}

async function bundled() {
  const contents = `export { yearPage } from './year-page.ts'; export { sampleYear } from './sample-year.ts';`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.join(project, 'cli/year-page'), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  const [{ text }] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}
