/** `npm run package` on a service of our own making, since packaging must fail as clearly as it works. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from './testing/packaged.ts';

/** osls takes about a second a stack, and much more on a busy machine. */
const PATIENCE_MS = 60_000;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'patchplane-packaging-'));
  mkdirSync(path.join(folder, 'dist/greet'), { recursive: true });
  writeFileSync(path.join(folder, 'dist/greet/handler.js'), 'exports.handler = async () => "hello";');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run package', () => {
  it(
    'writes both templates, whatever AWS profile is set, and can do so again',
    () => {
      writeService({ hub: service('greeter'), region: service('greeter-region') });

      for (const _ of ['once', 'again']) {
        expect(run('--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
        expect(functionNames('.serverless')).toEqual(['greeter-dev-greet']);
        expect(functionNames('.serverless/region')).toEqual(['greeter-region-dev-greet']);
      }
      expect(existsSync(path.join(folder, '.serverless/greet.zip'))).toBe(true);
      expect(existsSync(path.join(folder, '.serverless/region/greet.zip'))).toBe(true);
    },
    PATIENCE_MS,
  );

  it(
    'fails in the words of osls, naming the file',
    () => {
      writeService({ hub: `${service('greeter')}\nmemory: 5\n`, region: service('greeter-region') });

      const { status, stdout, stderr } = run();
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(/^Cannot package serverless\.yml\. It ended with 1 and said:\n/);
      expect(stderr).toContain("Configuration error at root: unrecognized property 'memory'");
    },
    PATIENCE_MS,
  );

  it('says so when there is nothing to package', () => {
    rmSync(path.join(folder, 'serverless.region.yml'));
    expect(run()).toMatchObject({
      status: 1,
      stderr: `Cannot package serverless.region.yml: there is none in ${folder}\n`,
    });
  });
});

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const script = path.join(projectRoot, 'scripts/package.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--service', folder, ...args], {
    encoding: 'utf8',
    env: { ...process.env, AWS_PROFILE: 'nobody', NODE_OPTIONS: '' },
  });
  return { status, stdout, stderr };
}

function writeService({ hub, region }: { hub: string; region: string }): void {
  writeFileSync(path.join(folder, 'serverless.yml'), hub);
  writeFileSync(path.join(folder, 'serverless.region.yml'), region);
}

function service(name: string): string {
  return `
service: ${name}
configValidationMode: error
package: { individually: true, excludeDevDependencies: false, patterns: ['!**'] }
provider: { name: aws, runtime: nodejs24.x, region: eu-central-1 }
functions:
  greet: { handler: dist/greet/handler.handler, package: { patterns: ['dist/greet/**'] } }
`;
}

function functionNames(output: string): unknown[] {
  const file = path.join(folder, output, 'cloudformation-template-update-stack.json');
  const resources: Record<string, { Type: string; Properties: { FunctionName?: unknown } }> = JSON.parse(
    readFileSync(file, 'utf8'),
  ).Resources;
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => Properties.FunctionName);
}
