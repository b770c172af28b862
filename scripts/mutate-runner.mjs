/**
 * The test runner that Stryker uses for `npm run mutate` (stryker.config.mjs). Stryker's own starts jest anew for every
 * mutant, loads every test file and runs every test that reaches it: one to two seconds each, hours for the whole domain.
 * This one keeps the test files compiled, begins with the quickest test that reaches the mutant, and stops at the first
 * that fails.
 *
 *   R1. Every mutant has freshly loaded modules, so that what one leaves in a cache cannot kill another.
 *   R2. A mutant that works while its file is loaded is run against the tests of every file that imports it.
 *   R3. A test file that a mutant keeps from loading is red.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile, load } from './mutate-test-files.mjs';

/**
 * Walks through years and searches through thousands of cases. For a mutant that nothing kills each of them costs seconds,
 * and what they would have killed is not counted: the score is a lower bound.
 */
const LEFT_OUT = [
  'take their finding away and bring no other',
  'the same windows however a stretch is cut',
  'nothing between two sweeps, and nothing twice',
  'in any order of the catalogue',
  'agrees with a walk through ten years of',
];

/** The tests, the quickest first: written by the one worker that does the dry run, read by all, in the same folder. */
const ORDER_FILE = path.resolve('test-order.json');

function untilKilled() {
  /** By path. */
  let files = new Map();

  return {
    capabilities: () => ({ reloadEnvironment: true }),

    async init() {
      const compiled = await compile(process.env.MUTATE_FOLDERS.split(',').flatMap(testFilesIn));
      files = new Map(compiled.map((each) => [each.file, each]));
    },

    async dryRun() {
      const mutantCoverage = { static: {}, perTest: {} };
      const tests = [];
      for (const file of files.values()) {
        for (const [index, { id }] of loadWith({ mutantCoverage }, file).entries()) {
          if (!LEFT_OUT.some((part) => id.includes(part))) tests.push(await tryOut({ mutantCoverage }, file, index));
        }
      }
      const order = tests.sort((a, b) => a.loadMs + a.timeSpentMs - b.loadMs - b.timeSpentMs);
      writeFileSync(ORDER_FILE, JSON.stringify(order.map(({ id, fileName, index }) => ({ id, fileName, index }))));
      return { status: 'complete', tests, mutantCoverage };
    },

    async mutantRun({ activeMutant, testFilter, sandboxFileName, hitLimit }) {
      const stryker = { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 };
      const reaching = new Set(testFilter);
      const loaded = new Map(); // R1
      let nrOfTests = 0;
      for (const { id, fileName, index } of JSON.parse(readFileSync(ORDER_FILE, 'utf8')).filter(wanted)) {
        try {
          if (!loaded.has(fileName)) loaded.set(fileName, loadWith(stryker, files.get(fileName)));
          const test = loaded.get(fileName)[index];
          if (test === undefined) continue; // The mutant has shortened a table of tests, which jest would not notice.
          nrOfTests += 1;
          await test.run();
        } catch (error) {
          if (stryker.hitCount > hitLimit)
            return { status: 'timeout', reason: `It was there ${stryker.hitCount} times` };
          return { status: 'killed', killedBy: [id], failureMessage: String(error), nrOfTests }; // R3
        }
      }
      return { status: 'survived', nrOfTests };

      function wanted({ id, fileName }) {
        return testFilter === undefined ? files.get(fileName).inputs.includes(sandboxFileName) : reaching.has(id); // R2
      }
    },
  };
}
untilKilled.inject = [];

export const strykerPlugins = [{ kind: 'TestRunner', name: 'until-killed', factory: untilKilled }];

function testFilesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts') && !name.endsWith('.slow.test.ts'))
    .map((name) => path.join(folder, name));
}

/** Stryker's mutants ask a global object whether they are active, and tell it that they were reached. */
function loadWith(stryker, file) {
  globalThis.__stryker__ = stryker;
  return load(file);
}

/** Each with modules of its own, so that a test that finds something in a cache is known to reach what fills it. */
async function tryOut(stryker, file, index) {
  const loading = performance.now();
  const { id, run } = loadWith(stryker, file)[index];
  const begun = performance.now();
  stryker.currentTestId = id;
  const failure = await run().then(
    () => undefined,
    (error) => error,
  );
  const times = { loadMs: begun - loading, timeSpentMs: performance.now() - begun };
  const result = { id, name: id, fileName: file.file, index, ...times };
  return failure === undefined
    ? { ...result, status: 0 }
    : { ...result, status: 1, failureMessage: `${failure.stack ?? failure}` };
}
