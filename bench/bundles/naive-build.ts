/** The same handler as esbuild bundles it by its own defaults: nothing minified, nothing swapped, the SDK as `main` has it. */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

export interface Built {
  readonly file: string;
  readonly bytes: number;
}

export async function naiveBuild(name: string, folder: string): Promise<Built> {
  const file = path.join(folder, `${name}.js`);
  await build({
    entryPoints: [`functions/${name}/handler.ts`],
    outfile: file,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
  });
  return { file, bytes: statSync(file).size };
}

/** What a load costs at least: a handler without anything. */
export function emptyHandler(folder: string): Built {
  const file = path.join(folder, 'empty.js');
  writeFileSync(file, 'exports.handler = async () => {};\n');
  return { file, bytes: statSync(file).size };
}

/** esbuild's default for Node is CommonJS, which a folder below this project has to say. */
export function freshFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"type":"commonjs"}');
}
