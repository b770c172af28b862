/** Against the embedded AWS over HTTP, as the command finds it: by AWS_ENDPOINT_URL, and nothing of ours. */
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fleetParts } from '../../local/fleet/fleet-parts.ts';
import { HUB, smallOrganization } from '../../local/testing/small-organization.ts';
import { startCloud } from '../../local/testing/start-cloud.ts';
import { InputError } from '../input-error.ts';
import { entryFile, folderOf } from '../testing/folder-of.ts';
import { runCommand } from '../testing/run-command.ts';
import { openParameterStore } from './open-parameter-store.ts';

const NAMES = Array.from({ length: 23 }, (_, index) => `/patchplane/schedules/${index}SAT`);
const before = { ...process.env };
const organization = { ...smallOrganization, parameters: new Map(NAMES.map((name) => [name, '{"zone":"UTC"}'])) };
const cloud = startCloud({ organization, fleet: fleetParts });
let server: Server;

beforeAll(async () => {
  server = await cloud.listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  Object.assign(process.env, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_ACCESS_KEY_ID: HUB });
});

afterAll(() => {
  process.env = before;
  server.closeAllConnections();
  server.close();
  cloud.close();
});

describe('openParameterStore()', () => {
  it('tells the account of its credentials, and the Region that it is set to', async () => {
    const store = await openParameterStore();
    expect(await store.readPlace()).toEqual({ account: HUB, region: 'eu-central-1' });
  });

  it.each(['127.0.0.1:4010', 'localhost:4010', 'http://', 'ftp://host', 'http://no port:x'])(
    'refuses the endpoint %j, and quotes it',
    async (endpoint) => {
      const { AWS_ENDPOINT_URL } = process.env;
      process.env['AWS_ENDPOINT_URL'] = endpoint;
      try {
        await expect(openParameterStore()).rejects.toThrow(
          `Cannot read AWS_ENDPOINT_URL: it is "${endpoint}", wanted a URL such as http://127.0.0.1:4010`,
        );
      } finally {
        process.env['AWS_ENDPOINT_URL'] = AWS_ENDPOINT_URL;
      }
    },
  );

  it('reads every page, and writes a version that is not in force', async () => {
    const store = await openParameterStore();
    const approvals = NAMES.map((name) => name.replace('schedules', 'approvals'));
    expect((await store.readAll()).map(({ name }) => name).sort()).toEqual([...approvals, ...NAMES].sort());

    expect(await store.write('/patchplane/schedules/0SAT', '{"zone":"Europe/Berlin"}')).toBe(2);
    expect(await store.write('/patchplane/schedules/2SUN', '{}')).toBe(1);
    const stored = await store.readAll();
    expect(stored).toHaveLength(approvals.length + 24);
    expect(stored).toContainEqual({
      name: '/patchplane/schedules/0SAT',
      text: '{"zone":"Europe/Berlin"}',
      version: 2,
    });
    const inForce = await store.readInForce();
    expect(inForce.get('/patchplane/schedules/0SAT')).toBe(1);
    expect(inForce.has('/patchplane/schedules/2SUN')).toBe(false);
  });

  it('says in a sentence what AWS refuses', async () => {
    const store = await openParameterStore();
    const refused = store.write('/patchplane/schedules/0SAT', 'x'.repeat(5000));
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(
      /^Cannot write \/patchplane\/schedules\/0SAT in Parameter Store \(eu-central-1\): ValidationException: /,
    );
  });

  it('carries a catalogue there and back', async () => {
    const folder = folderOf({ 'catalogue/schedules/14SUN.json': entryFile(), 'catalogue/settings.json': {} });
    const pushed = await runCommand(['catalogue', 'push', '--yes'], { folder, parameterStore: openParameterStore });
    expect(pushed).toMatchObject({ code: 0, err: '' });
    expect(pushed.out).toContain('version 1 of /patchplane/schedules/14SUN waits for approval');

    const words = ['catalogue', 'pull', '--yes', '--catalogue', 'pulled'];
    const pulled = await runCommand(words, { folder, parameterStore: openParameterStore });
    expect(pulled.code).toBe(0);
    expect(pulled.out).toContain('wrote pulled/schedules/14SUN.json');
  });
});
