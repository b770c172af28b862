/**
 * Builds `dist/`: one self-contained bundle a Lambda function, the embedded AWS for the laptop, and the command.
 * Prints, per function, the bytes and the SDK commands that survived tree shaking (docs/decisions/0001-build.md).
 *
 *   --quiet                       says nothing unless it fails
 *   --entry FILE --outfile FILE   bundles any file as a function is bundled, and nothing else: for tests of how that works
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { leanBundles } from './lean-bundles.mjs';

const { values: options } = parseArgs({
  options: { quiet: { type: 'boolean' }, entry: { type: 'string' }, outfile: { type: 'string' } },
});
if (options.entry === undefined) await buildAll();
else await build(functionBuild(options.entry, options.outfile));

async function buildAll() {
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist/.meta', { recursive: true });
  const functions = readdirSync('functions').filter((name) => existsSync(`functions/${name}/handler.ts`));
  await Promise.all([
    ...functions.map(buildFunction),
    buildProgram('local', 'main'),
    buildProgram('cli', 'patchplane'),
  ]);
}

async function buildFunction(name) {
  const { metafile } = await build(functionBuild(`functions/${name}/handler.ts`, `dist/${name}/handler.js`));
  writeFileSync(`dist/${name}/package.json`, '{"type":"commonjs"}');
  const meta = { ...shape(metafile), clients: sdkClients(metafile), commands: sdkCommands(metafile) };
  writeFileSync(`dist/.meta/${name}.json`, JSON.stringify(meta, null, 2));
  if (!options.quiet)
    console.log(`${name.padEnd(20)} ${String(meta.bytes).padStart(8)} bytes  ${meta.commands.join(' ')}`);
}

/** CommonJS, because it initialises faster than ESM with the same bytes; the sources stay ESM. */
function functionBuild(entry, outfile) {
  return {
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'], // esbuild's default for node takes the SDK's CommonJS build: 65 % larger
    alias: { '@aws-sdk/credential-provider-node': path.resolve('shared/platform/environment-credentials.ts') },
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    plugins: leanBundles(),
    metafile: true,
    logLevel: 'warning',
  };
}

/** What runs from a clone finds its packages in `node_modules`, since it never ships. */
async function buildProgram(folder, name) {
  const { metafile } = await build({
    entryPoints: { [name]: `${folder}/main.ts` },
    outdir: `dist/${folder}`,
    bundle: true,
    packages: 'external',
    splitting: true, // what is imported late, such as the SDK by way of our own files, is loaded late
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(`dist/${folder}/package.json`, '{"type":"module"}');
  writeFileSync(`dist/.meta/${folder}.json`, JSON.stringify(shape(metafile), null, 2));
}

function shape(metafile) {
  const bundle = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint);
  return { bytes: bundle.bytes, inputs: Object.keys(metafile.inputs).filter(isOurs) };
}

function isOurs(file) {
  return !file.includes('node_modules') && !file.startsWith('left-out:');
}

/** `service:Command` for every SDK command that left bytes in the bundle: what the function can call, and no more. */
function sdkCommands(metafile) {
  const bundle = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint);
  return Object.entries(bundle.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(
      ([file]) =>
        file
          .match(/client-([^/]+)\/dist-es\/commands\/(\w+)Command\.js$/)
          ?.slice(1)
          .join(':') ?? [],
    )
    .sort();
}

/** Every SDK client of which anything is in the bundle, called or not. */
function sdkClients(metafile) {
  const bundle = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint);
  const names = Object.entries(bundle.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => file.match(/@aws-sdk\/client-([^/]+)\//)?.slice(1) ?? []);
  return [...new Set(names)].sort();
}
