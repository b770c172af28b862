/** The command, the bus, the function and the ledger, on the embedded AWS: nothing is faked. */
import path from 'node:path';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administratorOf } from '../../local/iam/administrator.ts';
import { type OpenStage, openStage } from '../../local/run/open-stage.ts';
import { tinyOrganization } from '../../local/testing/tiny-organization.ts';
import { seam } from '../../shared/platform/seam.ts';
import { runCommand } from '../testing/run-command.ts';
import { openReadinessDesk } from './open-readiness-desk.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 240_000;
const HUB = '111122223333';
const SHOP = '444455556666';
const REGION = 'eu-central-1';
const WINDOW = '22FRI@2026-03-06';

let stage: OpenStage;
let ids = 0;

beforeAll(async () => {
  const weekend = { from: '2026-03-04T08:02', to: '2026-03-04T20:00', zone: 'Europe/Berlin' };
  stage = await openStage({ organization: tinyOrganization({ file: { weekend } }), seed: 1 }, PROJECT);
  const client = { ...seam().client, region: REGION, credentials: { accessKeyId: HUB, secretAccessKey: 'any' } };
  const { Credentials } = await new STSClient(client).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${HUB}:role/OrganizationAccountAccessRole`,
      RoleSessionName: 'ada',
    }),
  );
  Object.assign(process.env, {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials?.SessionToken,
  });
}, PATIENCE_MS);

afterAll(() => {
  delete process.env['AWS_SESSION_TOKEN'];
  stage.embedded.close();
});

describe('patchplane ready, on the embedded AWS', () => {
  it(
    'finds all in place, for the next window of each schedule',
    async () => {
      const { out, code, err } = await ready();
      expect({ code, err, out }).toEqual({
        code: 0,
        err: '',
        out: `Ready\n${WINDOW} opens 2026-03-06T21:00Z: 3 nodes\nLooked at the hub, 2 account and Region pairs and 3 nodes\n`,
      });
    },
    PATIENCE_MS,
  );

  it(
    'names the account that the runbook is not shared with, and nothing else',
    async () => {
      await stage.cloud.callAs(administratorOf(HUB), REGION, 'ssm', 'ModifyDocumentPermission', {
        Name: 'Patchplane-PatchCell',
        PermissionType: 'Share',
        AccountIdsToRemove: [SHOP],
      });
      const { out, code } = await ready('--window', WINDOW, '--json');
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({
        ready: false,
        windows: [{ id: WINDOW, nodes: 3 }],
        findings: [{ scope: 'cell', answer: 'fails', what: 'document-shared', account: SHOP }],
      });
    },
    PATIENCE_MS,
  );

  it(
    'says which window there is not',
    async () => {
      const { code, err } = await ready('--window', '2SAT@2026-03-07');
      expect({ code, err }).toEqual({
        code: 2,
        err: 'The hub cannot check: No schedule in force has a window 2SAT@2026-03-07.\n',
      });
    },
    PATIENCE_MS,
  );

  it('tells nobody: whoever asks reads the answer', () => {
    const kinds = stage.cloud.record.messages.map(({ attributes }) => attributes['kind']);
    expect(kinds).not.toContain('not-ready');
  });
});

function ready(...words: readonly string[]) {
  ids += 1;
  return runCommand(['ready', ...words], {
    now: stage.cloud.clock.now(),
    newId: () => `1a2b3c4d-5e6f-4a7b-8c9d-00000000000${ids}`,
    readinessDesk: async () => ({
      ...(await openReadinessDesk()),
      // What happens meanwhile happens while the command waits.
      sleep: (ms) => stage.cloud.clock.runUntil(new Date(stage.cloud.clock.now().getTime() + ms)),
    }),
  });
}
