/**
 * The test runner that Stryker uses for `npm run mutate` (stryker.config.mjs). Stryker's own starts jest anew for every
 * mutant, loads every test file and runs every test that reaches it, however early one has failed.
 * This one keeps the test files compiled, begins with the tests that are likeliest to fail, and stops at the first that
 * does.
 *
 *   R1. Every mutant has freshly loaded modules, so that what one leaves in a cache cannot kill another.
 *   R2. A mutant is run against every test that reaches it, and where it is reached while a test file is loaded, against
 *       every test of that file.
 *   R3. A test file that a mutant keeps from loading is red.
 *   R4. A mutant that is reached a hundred times as often as without it makes something run on for ever.
 *   R5. No mutant is run before tests that must fail have been seen to fail, lest everything seem to survive.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile, load } from './mutate-test-files.mjs';

/**
 * Walks through years and searches through thousands of cases. For a mutant that nothing kills, each of them costs seconds,
 * and what they would have killed is not counted: the score is a lower bound.
 */
const LEFT_OUT = [
  'take their finding away and bring no other',
  'the same windows however a stretch is cut',
  'nothing between two sweeps, and nothing twice',
  'in any order of the catalogue',
  'agrees with a walk through ten years of',
];

const TIMES_AS_OFTEN_MAX = 100;
/** A mutant that is reached once may be reached this often: what turns a list into a longer one is no endless loop. */
const REACHED_MIN = 10_000;

/** Which tests there are, the quickest first, and what they reach: written by the worker that does the dry run. */
const PLAN_FILE = path.resolve(import.meta.dirname, '../node_modules/.cache/patchplane/test-plan.json');

function untilKilled() {
  /** By path. */
  let files = new Map();
  let plan;

  return {
    capabilities: () => ({ reloadEnvironment: true }),

    async init() {
      const compiled = await compile(process.env.MUTATE_FOLDERS.split(',').flatMap(testFilesIn));
      files = new Map(compiled.map((each) => [each.file, each]));
    },

    async dryRun() {
      await requireRed(path.join(import.meta.dirname, 'mutate-red-tests.mjs')); // R5
      const mutantCoverage = { static: {}, perTest: {} };
      const reachedByLoading = {};
      const tests = [];
      for (const file of files.values()) {
        const loading = { static: {}, perTest: mutantCoverage.perTest };
        const wanted = [...loadWith({ mutantCoverage: loading }, file).entries()].filter(
          ([, { id }]) => !LEFT_OUT.some((part) => id.includes(part)),
        );
        for (const [index] of wanted) tests.push(await tryOut({ mutantCoverage: loading }, file, index));
        reachedByLoading[file.file] = loading.static;
        Object.assign(mutantCoverage.static, loading.static);
      }
      mkdirSync(path.dirname(PLAN_FILE), { recursive: true });
      writeFileSync(PLAN_FILE, JSON.stringify({ tests: quickestFirst(tests, mutantCoverage), reachedByLoading }));
      return { status: 'complete', tests, mutantCoverage };
    },

    async mutantRun({ activeMutant: { id: mutant }, sandboxFileName }) {
      plan ??= JSON.parse(readFileSync(PLAN_FILE, 'utf8'));
      const stryker = { activeMutant: mutant };
      const loaded = new Map(); // R1
      let nrOfTests = 0;
      for (const { id, fileName, index, reached } of likeliestFirst(plan, mutant, sandboxFileName)) {
        const usual = (reached[mutant] ?? 0) + (plan.reachedByLoading[fileName][mutant] ?? 0);
        Object.assign(stryker, { hitCount: 0, hitLimit: usual * TIMES_AS_OFTEN_MAX + REACHED_MIN }); // R4
        try {
          if (!loaded.has(fileName)) loaded.set(fileName, loadWith(stryker, files.get(fileName)));
          const test = loaded.get(fileName)[index];
          if (test === undefined) continue; // The mutant has shortened a table of tests, which jest would not notice.
          nrOfTests += 1;
          await test.run();
        } catch (error) {
          const { hitCount, hitLimit } = stryker;
          if (hitCount > hitLimit) return { status: 'timeout', reason: `Reached ${hitCount} times` };
          return { status: 'killed', killedBy: [id], failureMessage: String(error), nrOfTests }; // R3
        }
      }
      return { status: 'survived', nrOfTests };
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
  stryker.currentTestId = id;
  const failure = await run().then(
    () => undefined,
    (error) => error,
  );
  // With the time to load it, as Stryker reckons by this how long a mutant may take.
  const result = { id, name: id, fileName: file.file, index, timeSpentMs: performance.now() - loading };
  return failure === undefined
    ? { ...result, status: 0 }
    : { ...result, status: 1, failureMessage: `${failure.stack ?? failure}` };
}

async function requireRed(file) {
  const [compiled] = await compile([file]);
  for (const { id, run } of load(compiled)) {
    const green = await run().then(
      () => true,
      () => false,
    );
    if (green) throw new Error(`Cannot run mutants: ${id} is green, and must be red`);
  }
}

function quickestFirst(tests, { perTest }) {
  return [...tests]
    .sort((a, b) => a.timeSpentMs - b.timeSpentMs)
    .map(({ id, fileName, index }) => ({ id, fileName, index, reached: perTest[id] ?? {} }));
}

/** R2: the tests beside the mutant's own file, then those that reach it, then those of files that reach it when loaded. */
function likeliestFirst({ tests, reachedByLoading }, mutant, sandboxFileName) {
  const beside = sandboxFileName.replace(/\.ts$/, '.test.ts');
  const ranks = [[], [], []];
  for (const test of tests) {
    const reached = test.reached[mutant] !== undefined;
    if (!reached && reachedByLoading[test.fileName][mutant] === undefined) continue;
    ranks[test.fileName === beside ? 0 : reached ? 1 : 2].push(test);
  }
  return ranks.flat();
}
