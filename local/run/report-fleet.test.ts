/** The reports as they deploy: by the bundle, the role, the schedules and the bucket. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { VERDICTS } from '../../shared/domain/window/verdict.ts';
import type { Cloud, Principal } from '../cloud.ts';
import { deploy } from '../cloudformation/deploy.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { administratorOf } from '../iam/administrator.ts';
import { checkLaws } from '../referee/check-laws.ts';
import { buildRun } from '../report/build-run.ts';
import type { Run } from '../report/run.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { liveTags } from './live-tags.ts';
import { type OpenStage, openStage } from './open-stage.ts';
import { readOptions } from './options.ts';
import { retagByHand } from './retag-by-hand.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 240_000;
const HUB = '111122223333';
const SHOP = '444455556666';
const REGION = 'eu-central-1';

const tally = z.object({
  name: z.string(),
  windows: z.record(z.string(), z.number()),
  roster: z.number(),
  verdicts: z.record(z.enum(VERDICTS), z.number()),
  unjudged: z.number(),
});

const week = z.object({
  version: z.literal(1),
  total: tally,
  schedules: z.array(tally),
  accounts: z.array(tally),
  owners: z.array(tally),
  windows: z.array(z.object({ id: z.string(), state: z.string(), tally })),
  standings: z.record(z.string(), z.number()),
  nodes: z.array(z.object({ id: z.string(), standing: z.string(), lastVerdict: z.string().optional() })),
  unread: z.array(z.string()),
});

const audit = z.object({
  counts: z.record(z.string(), z.number()),
  nodes: z.array(z.unknown()),
  changes: z.array(
    z.object({
      nodeId: z.string(),
      at: z.string(),
      by: z.string(),
      key: z.string(),
      value: z.string().optional(),
      fault: z.string().optional(),
    }),
  ),
  offenders: z.array(z.object({ who: z.string(), kind: z.string(), refused: z.number() })),
  unread: z.array(z.string()),
});

describe('after a Sunday', () => {
  let stage: OpenStage;
  let run: Run;
  let report: z.infer<typeof week>;

  beforeAll(async () => {
    // The weekly report is made on Monday at noon (UTC). The last window is final by three, and of what the sweeps after it
    // do, the report says nothing.
    const stretch = ['--from', '2026-03-08T17:00', '--to', '2026-03-09T13:10'];
    const options = readOptions([...stretch, '--without-ticks', '2026-03-09T04:00/2026-03-09T12:30']);
    if (options === undefined) throw new Error('Cannot play: the options ask for help');
    stage = await openStage(options, PROJECT);
    const { cloud } = stage;
    retagByHand(cloud);
    await cloud.clock.runUntil(options.organization.to);
    const [rows, tags] = [await stage.ledgerRows(), await liveTags(cloud)];
    const { organization, seed } = options;
    run = buildRun({
      organization,
      seed,
      from: organization.from,
      to: organization.to,
      withoutTicks: undefined,
      record: cloud.record,
      rows,
      tags,
    });
    report = week.parse(JSON.parse(textOf(cloud, 'weekly/2026-03-09T1200Z/compliance.json')));
  }, PATIENCE_MS);
  afterAll(() => stage.embedded.close());

  it('counts what the ledger counts, and the referee has nothing against it', () => {
    expect(checkLaws(stage.cloud)).toEqual([]);
    expect(run.problems).toEqual([]);
    expect(report.unread).toEqual([]);
    expect(
      report.windows.map(({ id, state, tally: { roster, verdicts } }) => ({ id, state, roster, verdicts })),
    ).toEqual(run.windows.map(({ id, state, roster, verdicts }) => ({ id, state, roster, verdicts })));
  });

  it('adds up, by schedule, by account and by owner', () => {
    for (const { roster, verdicts, unjudged } of [report.total, ...report.schedules, ...report.accounts]) {
      expect(sum(Object.values(verdicts)) + unjudged).toBe(roster);
    }
    for (const tallies of [report.schedules, report.accounts, report.owners]) {
      expect(sum(tallies.map(({ roster }) => roster))).toBe(report.total.roster);
    }
    expect(report.total.roster).toBe(sum(run.windows.map(({ roster }) => roster ?? 0)));
    expect(sum(Object.values(report.standings))).toBe(report.nodes.length);
    expect(report.nodes).toHaveLength(run.organization.nodeCount);
  });

  it('files the same as a page and as CSV, one row a node, and says where', () => {
    const csv = textOf(stage.cloud, 'weekly/2026-03-09T1200Z/compliance.csv');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(report.nodes.length + 1);
    expect(textOf(stage.cloud, 'weekly/2026-03-09T1200Z/compliance.html')).toContain('Patch compliance of the week');

    const told = stage.cloud.record.messages.filter(({ attributes }) => attributes['kind'] === 'report-ready');
    expect(told.map(({ topicArn }) => topicArn.split(':').at(-1))).toEqual([
      'patchplane-live-alerts',
      'patchplane-live-chat',
    ]);
    expect(told[0]?.body).toContain('s3://patchplane-live-reports-111122223333-eu-central-1/weekly/2026-03-09T1200Z/');
  });
});

describe('a tag audit on demand', () => {
  let stage: OpenStage;
  let found: z.infer<typeof audit>;

  beforeAll(async () => {
    const organization = tinyOrganization();
    stage = await openStage({ organization, seed: 1 }, PROJECT);
    const { cloud, embedded } = stage;
    const template = readTemplate(APPLICATION_ROLES, 'the roles of an application');
    const stack = { account: SHOP, region: REGION, name: 'shop' };
    await deploy(template, { stack, parameters: {}, providers: embedded.providers });
    const deployer = cloud.assume(administratorOf(SHOP), `arn:aws:iam::${SHOP}:role/AppDeploy`, 'build-17');
    const reader = cloud.assume(administratorOf(SHOP), `arn:aws:iam::${SHOP}:role/AppRead`, 'build-17');

    const [web = '', db = ''] = organization.nodes.map(({ id }) => id);
    const at = (time: string, act: () => Promise<unknown>) =>
      cloud.clock.at(new Date(`2026-03-06T${time}:00Z`), async () => {
        await act();
      });
    at('20:45', () => setTag(cloud, deployer, web, '2STA'));
    at('20:50', () => setTag(cloud, deployer, web, '3SAT'));
    at('20:55', () => setTag(cloud, deployer, db, 'whenever'));
    at('20:56', () => setTag(cloud, deployer, db, '22FRI'));
    at('20:57', () => setTag(cloud, reader, db, '2SAT').catch(() => undefined));
    at('22:00', () =>
      cloud.callAs(administratorOf(HUB), REGION, 'events', 'PutEvents', {
        Entries: [
          {
            EventBusName: 'patchplane-live',
            Source: 'patchplane',
            DetailType: 'Report Requested',
            Detail: JSON.stringify({ report: 'monthly' }),
          },
        ],
      }),
    );
    await cloud.clock.runUntil(organization.to);
    found = audit.parse(JSON.parse(textOf(cloud, 'monthly/2026-03-06T2200Z/tag-audit.json')));
  }, PATIENCE_MS);
  afterAll(() => stage.embedded.close());

  it('names who changed a tag without leave, and when', () => {
    const by = `arn:aws:sts::${SHOP}:assumed-role/AppDeploy/build-17`;
    expect(found.unread).toEqual([]);
    expect(
      found.changes.filter(({ fault }) => fault !== 'refused-by-aws').map(({ at, value, fault }) => [at, value, fault]),
    ).toEqual([
      ['2026-03-06T20:45:00.000Z', '2STA', 'malformed'],
      ['2026-03-06T20:50:00.000Z', '3SAT', 'not-approved'],
      ['2026-03-06T20:55:00.000Z', 'whenever', 'malformed'],
      ['2026-03-06T20:56:00.000Z', '22FRI', undefined],
    ]);
    expect(new Set(found.changes.filter(({ fault }) => fault !== 'refused-by-aws').map((change) => change.by))).toEqual(
      new Set([by]),
    );
  });

  it('counts what AWS refused as refused, and not as a change', () => {
    expect(found.changes.filter(({ fault }) => fault === 'refused-by-aws').map(({ by }) => by)).toEqual([
      `arn:aws:sts::${SHOP}:assumed-role/AppRead/build-17`,
    ]);
  });

  it('knows a repeat offender, and counts the tags as a sweep does', () => {
    expect(found.offenders).toEqual([
      { who: `${SHOP} role AppDeploy`, kind: 'principal', refused: 3 },
      { who: 'bob@example.com', kind: 'owner', refused: 3 },
    ]);
    expect(found.counts).toEqual({ valid: 2, missing: 0, malformed: 0, 'not-approved': 1, 'exempt-or-immutable': 0 });
  });
});

const TRUST = `{ Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::${SHOP}:root' }, Action: sts:AssumeRole }] }`;

const APPLICATION_ROLES = `
Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: AppDeploy
      AssumeRolePolicyDocument: ${TRUST}
      Policies:
        - PolicyName: tag
          PolicyDocument: { Statement: [{ Effect: Allow, Action: ec2:CreateTags, Resource: '*' }] }
  Read:
    Type: AWS::IAM::Role
    Properties: { RoleName: AppRead, AssumeRolePolicyDocument: ${TRUST} }
`;

function setTag(cloud: Cloud, who: Principal, id: string, value: string): Promise<unknown> {
  const Tags = [{ Key: 'maintenance:patching', Value: value }];
  return cloud.callAs(who, REGION, 'ec2', 'CreateTags', { Resources: [id], Tags });
}

function textOf({ record }: Cloud, key: string): string {
  const found = record.objects.findLast((object) => object.key === key);
  if (found === undefined) throw new Error(`No ${key}; ${record.invocationErrors[0]?.error ?? 'no function broke'}`);
  return found.body;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
