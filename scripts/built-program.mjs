/** Programs of the project's own in TypeScript, which Node 20 cannot run: each is bundled before it is started. */
import path from 'node:path';
import { build } from 'esbuild';

export const project = path.resolve(import.meta.dirname, '..');

/** Bundles a program, given by its path in the project, and answers with the path of what can be run. */
export async function builtProgram(source) {
  // Not in dist/, which a build empties; below node_modules, so that the bundle finds its packages.
  const outfile = path.join(project, 'node_modules/.cache/patchplane', source.replace(/\.ts$/, '.mjs'));
  await build({
    entryPoints: [path.join(project, source)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  });
  return outfile;
}
