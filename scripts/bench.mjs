/** `npm run bench -- NAME [arguments]`: runs `bench/NAME.ts`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { builtProgram, project } from './built-program.mjs';

/** What can be run; the other files of `bench/` are what these are made of. */
const benchmarks = ['schedules', 'window', 'bundles'];

const [name, ...args] = process.argv.slice(2);
if (!benchmarks.includes(name) || !existsSync(path.join(project, 'bench', `${name}.ts`))) {
  console.error(`Unknown benchmark: ${JSON.stringify(name ?? '')}, wanted one of ${benchmarks.join(', ')}`);
  process.exit(2);
}

const bundle = await builtProgram(`bench/${name}.ts`);
const { status } = spawnSync(process.execPath, [bundle, ...args], { cwd: project, stdio: 'inherit' });
process.exit(status ?? 1);
