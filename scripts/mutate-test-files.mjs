/**
 * Test files of jest that can be loaded again and again in one process, each time with fresh modules, and whose tests can
 * be run one by one. `@jest/globals` is answered here with jest's own parts: `expect` with its snapshots, the tables of
 * `it.each`, and the mocks. Hooks are not, since the domain's tests need none: `beforeEach` throws as not a function.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const { jestExpect: expect } = require('@jest/expect');
const { bind: each } = require('jest-each');
const { ModuleMocker } = require('jest-mock');
const { SnapshotState } = require('jest-snapshot');

/** Compiles the files, each into one function that runs everything it imports anew. */
export async function compile(files) {
  const { outputFiles, metafile } = await build({
    entryPoints: files,
    absWorkingDir: process.cwd(), // Stryker has moved into the sandbox since esbuild was loaded.
    outdir: path.resolve('compiled'),
    outbase: '.',
    write: false,
    metafile: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    plugins: [placesOfFiles],
  });
  return outputFiles.map(({ path: output, text }) => {
    const { entryPoint, inputs } = metafile.outputs[path.relative('.', output)];
    const begin = vm.compileFunction(text, ['require', 'module', 'exports'], { filename: entryPoint });
    return { file: path.resolve(entryPoint), inputs: Object.keys(inputs).map((input) => path.resolve(input)), begin };
  });
}

/** Loads a compiled file with fresh modules; answers its tests, as functions that throw or reject when they fail. */
export function load({ file, begin }) {
  const tests = [];
  const names = [];
  const mocker = new ModuleMocker(globalThis);
  const snapshotState = new SnapshotState(`${file}.snap`, {
    updateSnapshot: 'none',
    snapshotFormat: { escapeString: false, printBasicPrototype: false },
    rootDir: path.resolve('.'),
  });

  const describe = (name, body) => {
    names.push(name);
    body();
    names.pop();
  };
  const it = (name, body) => {
    const fullName = [...names, name].join(' ');
    const run = async () => {
      expect.setState({ testPath: file, currentTestName: fullName, snapshotState, suppressedErrors: [] });
      try {
        await body();
      } finally {
        mocker.restoreAllMocks();
      }
      const [failure] = expect.getState().suppressedErrors; // A snapshot that differs does not throw where it stands.
      if (failure !== undefined) throw failure;
    };
    tests.push({ id: `${path.relative('.', file)}: ${fullName}`, run });
  };
  const globals = {
    expect,
    describe: Object.assign(describe, { each: each(describe) }),
    it: Object.assign(it, { each: each(it) }),
    jest: { fn: mocker.fn.bind(mocker), spyOn: mocker.spyOn.bind(mocker) },
  };

  const module = { exports: {} };
  begin((name) => (name === '@jest/globals' ? globals : require(name)), module, module.exports);
  return tests;
}

/** A bundle lies in no folder: what a file says of its own place is written out. */
const placesOfFiles = {
  name: 'places-of-files',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
      loader: 'ts',
      contents: readFileSync(file, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
    }));
  },
};
