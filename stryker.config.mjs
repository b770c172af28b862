/**
 * Mutation testing of the domain: Stryker breaks one thing at a time in `shared/domain`, and a test must go red.
 * `npm run mutate` runs it (scripts/mutate.mjs); docs/mutation.md has the scores, what survives, and why.
 */
const folders = (process.env.MUTATE_FOLDERS ?? 'shared/domain').split(',');

export default {
  mutate: [...folders.map((folder) => `${folder}/**/*.ts`), '!**/*.test.ts'],
  // The sandbox holds what the tests read and no more. It lies where git, jest, Biome and the packaging do not look, so
  // that one left behind by a crash harms nothing.
  ignorePatterns: ['**', '!shared/**', '!docs/**', '!runbooks/**', '!stacks/**', '!functions/**', '!package.json'],
  tempDirName: 'out/mutation',
  cleanTempDir: 'always',
  // It lies below the project, so packages are found without a link, which would make a cycle of folders.
  symlinkNodeModules: false,

  plugins: ['./scripts/mutate-runner.mjs'],
  testRunner: 'until-killed',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 5000,
  timeoutFactor: 0.7, // Of the dry run, which loads each test's file anew; where a mutant is, it is loaded once.

  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'out/mutation.json' },
  thresholds: { high: 95, low: 90, break: 85 },
  warnings: { slow: false }, // About mutants that work while a file is loaded; the runner knows which tests load it.
};
