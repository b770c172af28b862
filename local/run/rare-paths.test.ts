/** What seldom happens, by the functions and roles as they deploy: a grant that only such a day needs is there. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Cloud } from '../cloud.ts';
import { checkLaws } from '../referee/check-laws.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { playedTiny } from './played-tiny.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 240_000;
const SHOP = '444455556666';
const HUB = '111122223333';
const REGION = 'eu-central-1';
const tags = { 'maintenance:patching': '22FRI', 'maintenance:wave': '1' };

describe('a hub whose clock stands still over the cutoff', () => {
  it(
    'stops the cell at the next word from it: no other wave begins',
    async () => {
      const inWave = (wave: string, count: number) => ({
        name: `wave${wave}`,
        count,
        account: SHOP,
        region: REGION,
        platform: 'Windows Server 2022',
        tags: { ...tags, 'maintenance:wave': wave },
      });
      const organization = tinyOrganization({
        file: { nodes: [inWave('1', 4), inWave('2', 1)] },
        entry: { concurrency: '1' },
      });
      const withoutTicks = { from: new Date('2026-03-06T21:30:00Z'), to: new Date('2026-03-06T22:50:00Z') };
      const cloud = await playedTiny({ organization, withoutTicks });
      expect(callsOf(cloud, 'patchplane-live-settle-cell')).toContain('StopAutomationExecution');
      expect(cloud.record.commands.map(({ nodeIds }) => nodeIds.length)).toEqual([4]);
    },
    PATIENCE_MS,
  );
});

describe('a hybrid node whose command fails after its install', () => {
  it(
    'is scanned once more before anybody is woken',
    async () => {
      const cloud = await playedTiny({
        organization: tinyOrganization({ web: { kind: 'hybrid', oddity: 'reboots-unexpectedly' } }),
      });
      expect(commandsTo(cloud, 'mi-').map(({ documentName }) => documentName)).toContain('AWS-RunPatchBaseline');
    },
    PATIENCE_MS,
  );
});

describe('a node that says to be replaced instead of patched', () => {
  it(
    'is judged by the settings, by AWS Config as well',
    async () => {
      const cloud = await playedTiny({
        organization: tinyOrganization({ web: { tags: { ...tags, 'maintenance:patching': 'REPLACE' } } }),
      });
      expect(cloud.record.messages.map(({ subject }) => subject).join('\n')).toMatch(/REPLACE/);
    },
    PATIENCE_MS,
  );
});

describe('a configuration item that is too large for its event', () => {
  it(
    'is read from AWS Config',
    async () => {
      const organization = tinyOrganization();
      const [web] = organization.nodes;
      const event = readFileSync(path.join(PROJECT, 'events/config-rule-oversized.json'), 'utf8')
        .replaceAll('eu-west-1', REGION)
        .replaceAll('2026-03-06T19:36:02.551Z', '2026-03-06T20:49:00.000Z')
        .replaceAll('i-0a1b2c3d4e5f60718', web?.id ?? '');
      const cloud = await playedTiny({
        organization,
        meanwhile: ({ clock, invokeAsync }) =>
          clock.at(new Date('2026-03-06T20:50:00Z'), () => {
            // As AWS Config's own tools try a rule out, since a token is good for what it was given out for.
            const payload = { ...JSON.parse(event), resultToken: 'TESTMODE' };
            invokeAsync(`arn:aws:lambda:${REGION}:${HUB}:function:patchplane-live-evaluate-tag-rule`, payload);
          }),
      });
      expect(operationsOf(cloud)).toContain('GetResourceConfigHistory');
      expect(cloud.record.invocationErrors).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe('the first of a month', () => {
  it(
    'writes down what the audit of the tags has found, for the audit a month later',
    async () => {
      const weekend = { from: '2026-03-01T13:40', to: '2026-03-01T14:30', zone: 'Europe/Berlin' };
      const cloud = await playedTiny({ organization: tinyOrganization({ file: { weekend } }) });
      expect(cloud.record.objects.map(({ key }) => key).join('\n')).toMatch(/^monthly\//m);
      expect(callsOf(cloud, 'patchplane-live-report-fleet')).toContain('BatchWriteItem');
    },
    PATIENCE_MS,
  );
});

describe('a node that has waited for its reboot', () => {
  it(
    'has its verdict amended once it has rebooted, and other systems hear of it',
    async () => {
      const weekend = { from: '2026-03-06T21:40', to: '2026-03-07T21:40', zone: 'Europe/Berlin' };
      const web = { rebootPendingUntil: '2026-03-07T06:00' };
      // Nothing is due from the night until then, so nothing is lost with these sweeps but their time.
      const withoutTicks = { from: new Date('2026-03-06T23:00:00Z'), to: new Date('2026-03-07T20:00:00Z') };
      const cloud = await playedTiny({ organization: tinyOrganization({ file: { weekend }, web }), withoutTicks });
      expect(cloud.record.putEvents.map(({ detailType }) => detailType)).toContain('Verdict Amended');
      expect(checkLaws(cloud)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

function operationsOf({ record }: Cloud): string[] {
  return record.functionCalls.map(({ operation }) => operation);
}

function callsOf({ record }: Cloud, name: string): string[] {
  return record.functionCalls.filter(({ functionName }) => functionName === name).map(({ operation }) => operation);
}

function commandsTo({ record }: Cloud, prefix: string) {
  return record.commands.filter(({ nodeIds }) => nodeIds.some((id) => id.startsWith(prefix)));
}
