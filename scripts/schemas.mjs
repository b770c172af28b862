/**
 * `npm run schemas`: writes the JSON Schemas of `catalogue/` and `docs/events/` anew, from what parses them. It is
 * built on the fly, since Node 20 cannot run TypeScript.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const project = path.resolve(import.meta.dirname, '..');
const outfile = path.join(project, 'node_modules/.cache/patchplane/schemas.mjs');

await build({
  entryPoints: [path.join(project, 'cli/schemas/main.ts')],
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
