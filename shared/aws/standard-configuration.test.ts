/**
 * Clients find AWS by the SDK's standard configuration, so that any emulator can stand in: `AWS_ENDPOINT_URL`, or
 * `AWS_ENDPOINT_URL_SSM` and its like for one service. Asked of a bundle made as the functions' are, in a process of its
 * own and without a seam, for the function's own role and Region and for a role that was assumed elsewhere.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { standardCalls } from '../testing/standard-calls.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 60_000;

/** What each client is called by in the names of variables. */
const SERVICE_VARIABLES: Readonly<Record<string, string>> = {
  cloudtrail: 'CLOUDTRAIL',
  'config-service': 'CONFIG_SERVICE',
  dynamodb: 'DYNAMODB',
  ec2: 'EC2',
  eventbridge: 'EVENTBRIDGE',
  organizations: 'ORGANIZATIONS',
  'resource-groups-tagging-api': 'RESOURCE_GROUPS_TAGGING_API',
  s3: 'S3',
  sns: 'SNS',
  ssm: 'SSM',
  sts: 'STS',
};

let folder = '';
let general: Endpoint;
let special: Endpoint;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'patchplane-configuration-'));
  const built = ['--entry', 'shared/testing/standard-calls.ts', '--outfile', path.join(folder, 'calls.js')];
  execFileSync(process.execPath, ['scripts/build.mjs', ...built], { cwd: PROJECT });
  [general, special] = [await endpoint(), await endpoint()];
}, PATIENCE_MS);

afterAll(() => {
  for (const { server } of [general, special]) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

it('knows of every client in the bundles', () => {
  const clients = readdirSync(path.join(PROJECT, 'dist/.meta')).flatMap((file): string[] => {
    const { commands = [] } = JSON.parse(readFileSync(path.join(PROJECT, 'dist/.meta', file), 'utf8'));
    return commands.map((command: string) => command.split(':')[0] ?? '');
  });
  expect([...new Set(clients)].sort()).toEqual(Object.keys(SERVICE_VARIABLES));
  expect(Object.keys(standardCalls).sort()).toEqual(Object.keys(SERVICE_VARIABLES));
});

describe.each(Object.entries(SERVICE_VARIABLES))('the client of %s', (client, variable) => {
  it(
    'calls AWS_ENDPOINT_URL, in its own Region and as its own role',
    async () => {
      await call(client, { AWS_ENDPOINT_URL: general.url });
      expect(general.heard()).toEqual({ accessKeyId: 'AKIDOWN', region: 'eu-central-1' });
      expect(special.heard()).toBeUndefined();
    },
    PATIENCE_MS,
  );

  it(
    `calls AWS_ENDPOINT_URL_${variable} before that`,
    async () => {
      await call(client, { AWS_ENDPOINT_URL: general.url, [`AWS_ENDPOINT_URL_${variable}`]: special.url });
      expect(special.heard()).toBeDefined();
      expect(general.heard()).toBeUndefined();
    },
    PATIENCE_MS,
  );

  it(
    'calls it too in another Region as an assumed role, where it is used so',
    async () => {
      await call(client, { AWS_ENDPOINT_URL: general.url }, 'elsewhere');
      const own = ['sns', 's3', 'dynamodb', 'organizations'].includes(client);
      const accessKeyId = own ? 'AKIDOWN' : 'ASIAASSUMED';
      const region = ['sns', 's3', 'organizations'].includes(client) ? 'eu-central-1' : 'ap-southeast-2';
      expect(general.heard()).toEqual({ accessKeyId, region });
    },
    PATIENCE_MS,
  );
});

/** The bundle leaves out the classes of errors that our code never names (scripts/lean-bundles.mjs). */
describe('what AWS refuses keeps its own name and message in a bundle', () => {
  const json = (name: string) => `{"__type":"com.amazonaws.any#${name}","message":"It said so."}`;
  const query = (name: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>It said so.</Message></Error></ErrorResponse>`;
  it.each([
    ['ssm', 'ParameterNotFound', json('ParameterNotFound')],
    ['ssm', 'ThrottlingExceptionOfTomorrow', json('ThrottlingExceptionOfTomorrow')],
    ['dynamodb', 'ConditionalCheckFailedException', json('ConditionalCheckFailedException')],
    ['sns', 'NotFound', query('NotFound')],
    ['sts', 'AccessDenied', query('AccessDenied')],
    [
      'ec2',
      'UnauthorizedOperation',
      '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>It said so.</Message></Error></Errors></Response>',
    ],
  ])(
    'by %s: %s',
    async (client, name, body) => {
      general.answer(body);
      expect(await call(client, { AWS_ENDPOINT_URL: general.url })).toBe(`${name}: It said so.`);
    },
    PATIENCE_MS,
  );
});

interface Endpoint {
  readonly answer: (body: string) => void;
  readonly server: Server;
  readonly url: string;
  /** Who signed the last request, and for which Region; each answer is given once. */
  readonly heard: () => { readonly accessKeyId: string; readonly region: string } | undefined;
}

async function endpoint(): Promise<Endpoint> {
  let authorization: string | undefined;
  let body = '';
  const server = createServer((request, response) => {
    authorization = request.headers.authorization;
    request.resume().on('end', () => response.writeHead(400).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('Cannot learn the port of the endpoint');
  const heard = () => {
    const [, accessKeyId, region] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(authorization ?? '') ?? [];
    authorization = undefined;
    return accessKeyId === undefined || region === undefined ? undefined : { accessKeyId, region };
  };
  const answer = (text: string) => {
    body = text;
  };
  return { answer, server, url: `http://127.0.0.1:${address.port}`, heard };
}

/**
 * What was refused, and in which words. The variables of this machine stay out: what is tested is what the bundle makes of
 * those given.
 */
async function call(client: string, environment: Readonly<Record<string, string>>, where = 'here'): Promise<string> {
  const script = `require(process.argv[1]).standardCalls[process.argv[2]](process.argv[3])
    .catch((error) => console.log(error.name + ': ' + error.message))`;
  const child = spawn(process.execPath, ['-e', script, path.join(folder, 'calls.js'), client, where], {
    cwd: folder,
    env: {
      ...environment,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIDOWN',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_CONFIG_FILE: path.join(folder, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  return said.trim();
}
