import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/** A project folder with bundles of its own, each made as `scripts/build.mjs` makes them. */
export interface FunctionFolder {
  readonly root: string;
  readonly remove: () => void;
}

/** Each source becomes `dist/<name>/handler.js`. */
export async function functionFolder(sources: Readonly<Record<string, string>>): Promise<FunctionFolder> {
  const root = mkdtempSync(path.join(tmpdir(), 'patchplane-'));
  for (const [name, contents] of Object.entries(sources)) {
    await build({
      stdin: { contents, resolveDir: process.cwd() },
      outfile: path.join(root, 'dist', name, 'handler.js'),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      mainFields: ['module', 'main'],
      alias: { '@aws-sdk/credential-provider-node': path.resolve('shared/platform/environment-credentials.ts') },
      logLevel: 'silent',
    });
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
