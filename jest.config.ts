/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/functions', '<rootDir>/shared', '<rootDir>/local', '<rootDir>/bench', '<rootDir>/cli'],
  // Slow tests run alone, by `npm run test:slow`.
  testMatch: [process.env['TEST_SLOW'] === undefined ? '**/!(*.slow).test.ts' : '**/*.slow.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testSequencer: '<rootDir>/scripts/plays-first.mjs',
  setupFiles: ['<rootDir>/shared/testing/environment.ts'],
  maxWorkers: 2,
  testTimeout: 120_000, // for what hangs: a machine that is slow proves nothing
  workerIdleMemoryLimit: '1GB',
  collectCoverageFrom: ['shared/domain/**/*.ts', '!**/*.test.ts'],
  coverageProvider: 'babel', // v8 is five times slower under vm modules
  coverageThreshold: { global: { statements: 100 } },
  clearMocks: true,
  restoreMocks: true,
};
export default config;
