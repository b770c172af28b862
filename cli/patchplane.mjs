#!/usr/bin/env node
// The command as npm links it. What it runs is built from TypeScript, by `npm ci` unless scripts are switched off.
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/patchplane.js', import.meta.url);

if (existsSync(program)) {
  await import(program);
} else {
  process.stderr.write(
    'patchplane is not built yet: npm ci builds it unless it ran with --ignore-scripts. Run: npm run build\n',
  );
  process.exitCode = 2;
}
