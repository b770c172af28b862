/** The first call of a first deployment, by osls itself: CloudFormation refuses parameters that a template does not declare. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { projectRoot } from './testing/packaged.ts';

const PATIENCE_MS = 120_000;
const OSLS = path.join(projectRoot, 'node_modules/serverless/bin/serverless.js');
const PARTS = ['dist', 'runbooks', 'stacks', 'serverless.yml', 'serverless.region.yml', 'serverless.account.yml'];

let folder = '';
let aws: Server;
let asked: URLSearchParams[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'patchplane-first-deployment-'));
  for (const part of PARTS) cpSync(path.join(projectRoot, part), path.join(folder, part), { recursive: true });
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'deployment.live.yml'), 'HubRegion: eu-central-1\n');
  aws = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const query = new URLSearchParams(body);
      asked.push(query);
      const message =
        query.get('Action') === 'DescribeStacks' ? `Stack with id ${query.get('StackName')} does not exist` : 'No more';
      response.writeHead(400, { 'content-type': 'text/xml' });
      response.end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`,
      );
    });
  });
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  aws.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each(['serverless.yml', 'serverless.region.yml', 'serverless.account.yml'])(
  '%s gives the stack no parameter that its template does not declare',
  async (config) => {
    asked = [];
    await deploy(config);
    const created = asked.find((query) => query.get('Action') === 'CreateChangeSet');
    const given = [...(created ?? [])].flatMap(([name, value]) => (name.endsWith('.ParameterKey') ? [value] : []));
    const { Parameters = {}, Resources } = JSON.parse(created?.get('TemplateBody') ?? '{}');

    expect(created?.get('ChangeSetType')).toBe('CREATE');
    expect(Object.keys(Resources)).toEqual(['ServerlessDeploymentBucket', 'ServerlessDeploymentBucketPolicy']);
    expect(given).toContain('OrganizationId');
    expect(given.filter((name) => !Object.hasOwn(Parameters, name))).toEqual([]);
  },
  PATIENCE_MS,
);

/** It ends with an error, since our AWS makes no stack. */
async function deploy(config: string): Promise<void> {
  const { port } = aws.address() as AddressInfo; // A server that listens on a port has one.
  const child = spawn(process.execPath, [OSLS, 'deploy', '--config', config], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      CI: 'true',
      SLS_SCHEMA_CACHE_BASE_DIR: path.join(projectRoot, 'node_modules/.cache'),
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_CONFIG_FILE: path.join(folder, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
    },
    stdio: 'ignore',
  });
  await new Promise((resolve) => child.once('close', resolve));
}
