/**
 * The code keeps the house style, and each rule can fail: it is first shown a made-up text that breaks it (the lines
 * marked so), then the project.
 */
import { describe, expect, it } from '@jest/globals';
import {
  filesAreShort,
  functionsHaveTheSameShape,
  namesSayWhatIsInside,
  noBannedWords,
} from './testing/tidy/file-rules.ts';
import {
  domainImportsNoPackage,
  importsPointInward,
  nobodyImportsLocal,
  onlyTestsUseTesting,
  sdkStaysAtTheEdge,
  zodStaysAtTheBorder,
} from './testing/tidy/import-rules.ts';
import { projectFiles, type TidyRule } from './testing/tidy/source-file.ts';
import { clockAndChanceAreArguments, noAssertions, noDefaultExports } from './testing/tidy/syntax-rules.ts';

const project = projectFiles();

interface Example {
  readonly rule: TidyRule;
  /** Texts by path. */
  readonly spoilt: Readonly<Record<string, string>>;
  /** Exactly what the rule says of them, so that it neither misses nor accuses. */
  readonly said: readonly string[];
}

const examples: readonly Example[] = [
  {
    rule: importsPointInward,
    spoilt: {
      'shared/domain/a.ts': `import { x } from '../aws/x.ts';\nimport { y } from './tagging/y.ts';\nimport type { z } from '../platform/z.ts';`,
      'shared/inbound/a.ts': `export { x } from '../domain/x.ts';\nexport { y } from '../aws/ledger/y.ts';`,
      'shared/aws/ledger/a.ts': `import '../../inbound/x.ts';\nconst late = await import('../../notices/y.ts');`,
      'functions/check-tag/a.ts': `import '../../shared/aws/x.ts';\n\nimport '../settle-cell/x.ts';\nlet t: import('../../scripts/t.ts').T;`,
      'functions/check-tag/a.test.ts': `import '../settle-cell/x.ts';`,
      'shared/a.ts': `// import '../local/x.ts'\nimport './domain/x.ts';`,
    },
    said: [
      'shared/domain/a.ts:1 imports shared/aws/x.ts: shared/domain may not know of it',
      'shared/domain/a.ts:3 imports shared/platform/z.ts: shared/domain may not know of it',
      'shared/inbound/a.ts:2 imports shared/aws/ledger/y.ts: shared/inbound may not know of it',
      'shared/aws/ledger/a.ts:2 imports shared/notices/y.ts: shared/aws may not know of it',
      'functions/check-tag/a.ts:3 imports functions/settle-cell/x.ts: functions/check-tag may not know of it',
      'functions/check-tag/a.ts:4 imports scripts/t.ts: functions/check-tag may not know of it',
      'shared/a.ts:2 imports shared/domain/x.ts: shared/a.ts may not know of it',
    ],
  },
  {
    rule: domainImportsNoPackage,
    spoilt: {
      'shared/domain/a.ts': `import { readFileSync } from 'node:fs';\nimport type { T } from 'zod/mini';\nimport './b.ts';`,
      'shared/domain/a.test.ts': `import fc from 'fast-check';`,
    },
    said: [
      'shared/domain/a.ts:1 imports node:fs: the domain imports nothing but itself',
      'shared/domain/a.ts:2 imports zod/mini: the domain imports nothing but itself',
    ],
  },
  {
    rule: sdkStaysAtTheEdge,
    spoilt: {
      'functions/check-tag/live-world.ts': `import { SSMClient } from '@aws-sdk/client-ssm';`,
      'shared/notices/a.ts': `import { SNSClient } from '@aws-sdk/client-sns';\nimport { SSMClient } from '@aws-sdk/client-ssm';`,
      'shared/platform/a.ts': `import type { A } from '@aws-sdk/client-ssm';\nimport { SSMClient } from '@aws-sdk/client-ssm';`,
      'shared/platform/b.ts': `import { fromEnv } from '@aws-sdk/credential-provider-env';`,
      'shared/aws/a.ts': `import { SSMClient } from '@aws-sdk/client-ssm';`,
    },
    said: [
      'functions/check-tag/live-world.ts:1 imports @aws-sdk/client-ssm: only shared/aws talks to AWS',
      'shared/notices/a.ts:2 imports @aws-sdk/client-ssm: only shared/aws talks to AWS',
      'shared/platform/a.ts:2 imports @aws-sdk/client-ssm: only shared/aws talks to AWS',
    ],
  },
  {
    rule: onlyTestsUseTesting,
    spoilt: {
      'local/main.ts': `import '../shared/testing/world.ts';`,
      'local/main.test.ts': `import '../shared/testing/world.ts';`,
      'shared/testing/world.ts': `import './clock.ts';`,
    },
    said: ['local/main.ts:1 imports shared/testing/world.ts: only tests use shared/testing'],
  },
  {
    rule: nobodyImportsLocal,
    spoilt: {
      'functions/check-tag/check-tag.test.ts': `\nimport { clock } from '../../local/clock.ts';`,
      'local/main.ts': `import './clock.ts';`,
    },
    said: [
      'functions/check-tag/check-tag.test.ts:2 imports local/clock.ts: the embedded AWS runs what deploys, and not the other way round',
    ],
  },
  {
    rule: zodStaysAtTheBorder,
    spoilt: {
      'shared/inbound/a.ts': `import * as z from 'zod/mini';`,
      'shared/inbound/b.ts': `import * as z from 'zod';`,
      'functions/check-tag/check-tag.ts': `import * as z from 'zod/mini';`,
      'local/main.ts': `import * as z from 'zod';`,
    },
    said: [
      'shared/inbound/b.ts:1 imports zod: wanted zod/mini, and that in shared/inbound, shared/aws, shared/platform',
      'functions/check-tag/check-tag.ts:1 imports zod/mini: wanted zod/mini, and that in shared/inbound, shared/aws, shared/platform',
    ],
  },
  {
    rule: noDefaultExports,
    spoilt: {
      'shared/a.ts': `const a = 1;\nexport default a;`,
      'local/b.ts': `export default function b() {}`,
      'local/c.ts': `const c = 1;\nexport { c as default };`,
      'jest.config.ts': `export default {};`,
      'shared/d.ts': `export const text = 'export default 1'; // export default 2`,
    },
    said: ['shared/a.ts:2 exports a default', 'local/b.ts:1 exports a default', 'local/c.ts:2 exports a default'],
  },
  {
    rule: noAssertions,
    spoilt: {
      'shared/domain/a.ts': `const a = [1] as const;\nconst b = a as unknown;\nconst c = <string>b;\nconst d = a[0]!;`,
      'shared/domain/b.ts': `import { a as b } from './a.ts'; // b as string\nconst c = 'b as string' satisfies string;`,
      'shared/domain/a.test.ts': `const a = 1 as unknown;`,
      'local/a.ts': `const a = 1 as unknown;`,
    },
    said: [
      'shared/domain/a.ts:2 asserts a type',
      'shared/domain/a.ts:3 asserts a type',
      'shared/domain/a.ts:4 asserts that something is there',
    ],
  },
  {
    rule: clockAndChanceAreArguments,
    spoilt: {
      'shared/domain/a.ts': `const a = Date.now();\nconst b = new Date();\nconst c = new Date(0);\nconst d = Math.random();`,
      'shared/aws/a.ts': `const a = crypto.randomUUID();\nconst b = new Date;\nconst c = performance.now();\nconst d = 'Date.now()';`,
      'shared/platform/seam.ts': `const now = () => new Date();`,
    },
    said: [
      'shared/domain/a.ts:1 reads the clock',
      'shared/domain/a.ts:2 reads the clock',
      'shared/domain/a.ts:4 throws dice',
      'shared/aws/a.ts:1 throws dice',
      'shared/aws/a.ts:2 reads the clock',
      'shared/aws/a.ts:3 reads the clock',
    ],
  },
  {
    rule: namesSayWhatIsInside,
    spoilt: {
      'shared/index.ts': '',
      'local/utils.test.ts': '',
      'local/theClock.ts': '',
      'local/the-clock.test.ts': '',
    },
    said: [
      'shared/index.ts:1 index says nothing',
      'local/utils.test.ts:1 utils says nothing',
      'local/theClock.ts:1 theClock is not kebab-case',
    ],
  },
  {
    rule: filesAreShort,
    spoilt: { 'local/a.ts': 'a\n'.repeat(301), 'local/b.ts': 'b\n'.repeat(300), 'docs/c.md': 'c\n'.repeat(999) },
    said: ['local/a.ts:301 goes on to line 301, at most 300 are wanted'],
  },
  {
    rule: functionsHaveTheSameShape,
    spoilt: {
      'functions/check-tag/handler.ts': '',
      'functions/check-tag/check-tag.ts': '',
      'functions/tags/handler.ts': '',
      'functions/tags/tags.ts': '',
      'functions/tags/live-world.ts': '',
      'functions/tags/tags.test.ts': '',
    },
    said: [
      'functions/check-tag:1 lacks live-world.ts',
      'functions/check-tag:1 lacks check-tag.test.ts',
      'functions/tags:1 is not a verb and a noun',
    ],
  },
  {
    rule: noBannedWords,
    spoilt: {
      'docs/a.md': ['TO' + 'DO: later', 'a st' + 'ub of it', '  A Ha' + 'ck', 'stubborn, whacking'].join('\n'),
      'scripts/b.mjs': ['/ho' + 'me/ada/project', 'ro' + 'ot/x and src/work/x', '"/wo' + 'rk/x"'].join('\n'),
      'package-lock.json': ['https://reg' + 'istry.example.org/x.tgz', '"resol' + 'ved": "https://example.org"'].join(
        '\n',
      ),
    },
    said: [
      'docs/a.md:1 TO' + 'DO is unfinished',
      'docs/a.md:2 st' + 'ub is unfinished',
      'docs/a.md:3 Ha' + 'ck is unfinished',
      'scripts/b.mjs:1 /ho' + 'me/a is a path of one machine',
      'scripts/b.mjs:3 /wo' + 'rk/x is a path of one machine',
      'package-lock.json:1 reg' + 'istry.example.org is the address of a registry',
      'package-lock.json:2 "resol' + 'ved": "http is a download address',
    ],
  },
];

describe.each(examples.map((example) => ({ ...example, name: example.rule.name })))(
  '$name',
  ({ rule, spoilt, said }) => {
    it('says what is wrong with a spoilt text, and no more', () => {
      expect(rule(Object.entries(spoilt).map(([path, text]) => ({ path, text })))).toEqual(said);
    });

    it('finds nothing in the project', () => {
      expect(rule(project)).toEqual([]);
    });
  },
);

it('looks at the whole project', () => {
  const paths = project.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['shared/tidy.test.ts', 'package-lock.json', 'scripts/build.mjs', 'local/clock.ts']),
  );
  expect(paths.filter((path) => /node_modules|^dist|^out|^coverage|^\.serverless/.test(path))).toEqual([]);
});
