/**
 * Whether a window is ready, as it deploys: by the sweep, the bus, the bundle, its role and the ledger. One thing is taken
 * away in each run, and exactly that is named.
 */
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { administratorOf } from '../iam/administrator.ts';
import type { Organization } from '../organization/organization.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { type OpenStage, openStage } from './open-stage.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 240_000;
const HUB = '111122223333';
const SHOP = '444455556666';
const REGION = 'eu-central-1';
const WINDOW = '22FRI@2026-03-06';

const tags = { 'maintenance:patching': '22FRI', 'maintenance:wave': '1' };
const place = { account: SHOP, region: REGION, platform: 'Amazon Linux 2023', tags };
const bastion = { name: 'bastion', ...place, account: HUB };
const web = { name: 'web', ...place };

/** Most of a day before the window. */
function dayBefore(file: object = {}): Organization {
  const weekend = { from: '2026-03-06T08:02', to: '2026-03-06T09:00', zone: 'Europe/Berlin' };
  return tinyOrganization({ file: { weekend, nodes: [web, bastion], ...file } });
}

let stage: OpenStage | undefined;
afterEach(() => stage?.embedded.close());

describe('a day ahead of a window', () => {
  it(
    'finds all in place, looks once, and tells nobody',
    async () => {
      expect(await lookedAhead(dayBefore())).toEqual({ findings: [], told: [] });
      const looks = stage?.cloud.record.functionCalls.filter(
        ({ functionName, operation }) =>
          functionName === 'patchplane-live-check-readiness' && operation === 'DescribeDocumentPermission',
      );
      expect(looks).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'names the recorder that is off',
    async () => {
      const from = '2026-03-06T08:03';
      const found = await lookedAhead(
        dayBefore({ unseenCells: [{ account: SHOP, region: REGION, aggregator: 'recorder-off', from }] }),
      );
      expect(found).toEqual({
        findings: [
          `fails recorder ${SHOP} ${REGION}: The recorder of AWS Config of account ${SHOP} in ${REGION} is off.`,
        ],
        told: [`not-ready#${WINDOW}`],
      });
    },
    PATIENCE_MS,
  );

  it(
    'names the aggregator that is gone',
    async () => {
      const found = await lookedAhead(dayBefore(), ({ account, region, call }) =>
        call({ account, region }, 'config', 'DeleteConfigurationAggregator', {
          ConfigurationAggregatorName: 'patchplane-live',
        }),
      );
      expect(found.told).toEqual([`not-ready#${WINDOW}`]);
      expect(found.findings).toEqual([
        expect.stringMatching(/^fails aggregator : There is no aggregator of AWS Config in the hub \(NoSuchConf/),
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'names the cell that the aggregator does not hear',
    async () => {
      const from = '2026-03-06T08:03';
      const found = await lookedAhead(
        dayBefore({ unseenCells: [{ account: SHOP, region: REGION, aggregator: 'stale', from }] }),
      );
      expect(found.findings).toEqual([
        `fails aggregated ${SHOP} ${REGION}: The aggregator of AWS Config is behind of account ${SHOP} in ${REGION} (OUTDATED: No data was received.).`,
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'names the account that the runbook is not shared with',
    async () => {
      const found = await lookedAhead(dayBefore(), ({ account, region, call }) =>
        call({ account, region }, 'ssm', 'ModifyDocumentPermission', {
          Name: 'Patchplane-PatchCell',
          PermissionType: 'Share',
          AccountIdsToRemove: [SHOP],
        }),
      );
      expect(found).toEqual({
        findings: [
          `fails document-shared ${SHOP}: The runbook Patchplane-PatchCell is not shared with account ${SHOP}: no run can begin there.`,
        ],
        told: [`not-ready#${WINDOW}`],
      });
    },
    PATIENCE_MS,
  );

  it(
    'names the role that is gone',
    async () => {
      const role = `arn:aws:iam::${SHOP}:role/Patchplane-Read`;
      const found = await lookedAhead(dayBefore(), ({ stage: { embedded } }) => embedded.deleteRole(role));
      expect(found).toEqual({
        findings: [
          expect.stringMatching(`^fails read-role ${SHOP}: The role Patchplane-Read of account ${SHOP} cannot`),
        ],
        told: [`not-ready#${WINDOW}`],
      });
    },
    PATIENCE_MS,
  );

  it(
    'names the node without an agent, to its owner alone',
    async () => {
      const found = await lookedAhead(dayBefore({ nodes: [{ ...web, condition: 'unmanaged' }, bastion] }));
      expect(found).toEqual({
        findings: [
          `fails agent-present ${SHOP} ${REGION} web-01 bob@example.com: Systems Manager does not know it: no agent has registered.`,
        ],
        told: [`not-ready#${WINDOW}#bob@example.com`],
      });
    },
    PATIENCE_MS,
  );

  it(
    'names the service that the organization does not trust any more',
    async () => {
      const found = await lookedAhead(dayBefore(), ({ account, region, call }) =>
        call({ account, region }, 'organizations', 'DisableAWSServiceAccess', {
          ServicePrincipal: 'config.amazonaws.com',
        }),
      );
      expect(found.findings).toEqual(['fails trusted-access : AWS Organizations does not trust config.amazonaws.com.']);
    },
    PATIENCE_MS,
  );
});

interface Hand {
  readonly account: string;
  readonly region: string;
  readonly stage: OpenStage;
  readonly call: (
    cell: { readonly account: string; readonly region: string },
    service: string,
    operation: string,
    input: object,
  ) => Promise<unknown>;
}

/** What the ledger says of the window an hour later, and under which keys people were told. */
async function lookedAhead(organization: Organization, takeAway: (hand: Hand) => unknown = () => {}) {
  stage = await openStage({ organization, seed: 1 }, PROJECT);
  const { cloud } = stage;
  await takeAway({
    account: HUB,
    region: REGION,
    stage,
    call: ({ account, region }, service, operation, input) =>
      cloud.callAs(administratorOf(account), region, service, operation, input),
  });
  await cloud.clock.runUntil(organization.to);
  const rows = (await stage.ledgerRows()).map((row) => new Map<string, unknown>(Object.entries(Object(row))));
  const state = rows.filter((row) => row.get('pk') === `READINESS#${WINDOW}` && row.get('sk') === 'STATE');
  expect(state).toHaveLength(1);
  const found = rows.filter(
    (row) => row.get('pk') === `READINESS#${WINDOW}` && String(row.get('sk')).startsWith('FOUND#'),
  );
  const keys = cloud.record.messages.flatMap(({ attributes }) => attributes['key'] ?? []);
  return {
    findings: found.flatMap((row) => listOf(row.get('findings'))).map(sayFound),
    told: [...new Set(keys)]
      .filter((key) => key.startsWith('not-ready#'))
      .map(withoutDigest)
      .sort(),
  };
}

/** Which facts a notice tells is in its key, as a digest. */
function withoutDigest(key: string): string {
  return key.replace(/#[0-9a-f]{8}$/, '');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function sayFound(finding: unknown): string {
  const of = new Map(Object.entries(Object(finding)));
  const words = ['answer', 'what', 'account', 'region', 'name', 'owner'].flatMap((key) => of.get(key) ?? []);
  const place = of.has('account') ? '' : ' ';
  return `${words.join(' ')}${place}: ${String(of.get('sentence'))}`;
}
