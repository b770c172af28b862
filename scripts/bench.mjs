/** `npm run bench -- NAME [arguments]`: bundles `bench/NAME.ts`, since Node 20 reads no TypeScript, and runs it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** What can be run; the other files of `bench/` are what these are made of. */
const benchmarks = ['schedules', 'window', 'bundles'];

const project = path.resolve(import.meta.dirname, '..');
const [name, ...args] = process.argv.slice(2);
if (!benchmarks.includes(name) || !existsSync(path.join(project, 'bench', `${name}.ts`))) {
  console.error(`Unknown benchmark: ${JSON.stringify(name ?? '')}, wanted one of ${benchmarks.join(', ')}`);
  process.exit(2);
}

// Not in dist/, which a build empties; below node_modules, so that the bundle finds its packages.
const bundle = path.join(project, 'node_modules/.cache/bench', `${name}.mjs`);
await build({
  entryPoints: [path.join(project, 'bench', `${name}.ts`)],
  outfile: bundle,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [bundle, ...args], { cwd: project, stdio: 'inherit' });
process.exit(status ?? 1);
