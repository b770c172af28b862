/**
 * `npm run grants [-- --check | --page]`: what each role may do, and how often the last run of all tests did it. The
 * program is built on the fly, since Node 20 cannot run TypeScript.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const project = path.resolve(import.meta.dirname, '..');
const outfile = path.join(project, 'node_modules/.cache/patchplane/grants.mjs');

await build({
  entryPoints: [path.join(project, 'local/grants/main.ts')],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
});
process.chdir(project);
await import(pathToFileURL(outfile).href);
