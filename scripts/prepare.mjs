/**
 * After `npm ci`: builds, so that `npx patchplane` works. Where the tools of development were left out (`--omit=dev`)
 * there is nothing to build with, and the installation is none the worse for it.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

const esbuild = path.resolve(import.meta.dirname, '../node_modules/esbuild');

if (!existsSync(esbuild)) {
  console.error('Not built: esbuild is not installed. Once it is, build with: npm run build');
} else {
  process.argv.push('--quiet');
  await import('./build.mjs');
}
