import { describe, expect, it } from '@jest/globals';
import { type FakeCloud, fakeCloud, member, node } from '../fleet/fake-cloud.ts';
import { send } from '../fleet/sent-command.ts';

const scan = {
  AssociationName: 'Patchplane-DailyScan',
  Name: 'AWS-RunPatchBaseline',
  Parameters: { Operation: ['Scan'] },
  Targets: [{ Key: 'tag-key', Values: ['maintenance:patching'] }],
  ScheduleExpression: 'cron(30 18 ? * * *)', // Half an hour after the run begins.
  ApplyOnlyAtCronInterval: true,
  MaxConcurrency: '10%',
  MaxErrors: '100%',
};
const dueAt = new Date('2026-03-06T18:30:00Z');

async function scanning(...[nodes, changes = {}]: [Parameters<typeof fakeCloud>[0], object?]): Promise<FakeCloud> {
  const fake = fakeCloud(nodes);
  await fake.deploy('AWS::SSM::Association', { ...scan, ...changes }, member);
  return fake;
}

const runsOf = ({ cloud }: FakeCloud) => cloud.record.patchRuns;

describe('AWS::SSM::Association', () => {
  it('scans every day at its time in UTC, and not before', async () => {
    const fake = await scanning([node()]);
    await fake.passMinutes(29);
    expect(runsOf(fake)).toEqual([]);

    await fake.passMinutes(2 * 24 * 60);
    expect(runsOf(fake)).toMatchObject([
      { begunAt: dueAt, operation: 'Scan', came: 'scanning', comment: '', end: { missing: 3 } },
      { begunAt: new Date('2026-03-07T18:30:00Z'), operation: 'Scan' },
    ]);
    expect(new Set(runsOf(fake).map(({ commandId }) => commandId)).size).toBe(2);
    expect(fake.cloud.record.installs).toEqual([]);
  });

  it('takes the nodes of its account and Region that carry the tag and that answer, exempt ones too', async () => {
    const carrying = node({ name: 'exempt', tags: { 'maintenance:patching': 'EXEMPT' } });
    const fake = await scanning([
      carrying,
      node({ name: 'untagged', tags: { Name: 'untagged' } }),
      node({ name: 'elsewhere', region: 'eu-central-1' }),
      node({ name: 'offline', condition: 'offline' }),
      node({ name: 'stopped', condition: 'stopped' }),
    ]);
    await fake.passMinutes(12 * 60);

    expect(runsOf(fake).map(({ nodeId }) => nodeId)).toEqual([carrying.id]);
  });

  it('runs on a tenth of them at once', async () => {
    const fake = await scanning(Array.from({ length: 20 }, (_, index) => node({ name: `web-${index}` })));
    await fake.passMinutes(31);
    const begun = runsOf(fake).filter(({ begunAt }) => begunAt.getTime() === dueAt.getTime());
    await fake.passMinutes(60);

    expect(begun).toHaveLength(2);
    expect(runsOf(fake)).toHaveLength(20);
  });

  it('writes a patch state without a snapshot id over the last one', async () => {
    const fake = await scanning([node()]);
    await fake.passMinutes(60);

    const [{ nodeId = '' } = {}] = runsOf(fake);
    const answer = await fake.call('ssm', 'DescribeInstancePatchStates', { InstanceIds: [nodeId] });
    expect(answer).toMatchObject({ InstancePatchStates: [{ Operation: 'Scan', OperationStartTime: dueAt }] });
    expect(JSON.stringify(answer)).not.toContain('SnapshotId');
  });

  it('fails on a node with a patch run at work, and that one goes on', async () => {
    const fake = await scanning([node()]);
    await fake.passMinutes(28);
    await send(fake);
    await fake.passMinutes(60);

    expect(runsOf(fake).map(({ came }) => came)).toEqual(['installing', 'locked']);
    expect(runsOf(fake).map(({ end }) => end?.missing)).toEqual([0, expect.anything()]);
  });

  it('is no command that a user requested', async () => {
    const fake = await scanning([node()]);
    await fake.passMinutes(60);

    expect(runsOf(fake)).toHaveLength(1);
    expect(await fake.call('ssm', 'ListCommands', {})).toMatchObject({ Commands: [] });
    expect(fake.cloud.record.commands).toEqual([]);
  });

  it.each([
    ['an install', { Parameters: { Operation: ['Install'] } }, /Operation/],
    ['a run when the stack is made', { ApplyOnlyAtCronInterval: false }, /ApplyOnlyAtCronInterval/],
    ['an end after some errors', { MaxErrors: '10%' }, /MaxErrors/],
    ['a rate', { ScheduleExpression: 'rate(1 day)' }, /ScheduleExpression/],
    ['what it does not know', { CalendarNames: ['year-end'] }, /CalendarNames/],
  ])('refuses %s', async (_, changes, why) => {
    await expect(scanning([], changes)).rejects.toThrow(why);
  });

  it('takes an update of agents, checks it, and does nothing', async () => {
    const { Parameters: _, ...update } = { ...scan, Name: 'AWS-UpdateSSMAgent', MaxErrors: '10%' };
    const fake = fakeCloud([node()]);
    await fake.deploy('AWS::SSM::Association', update, member);
    await fake.passMinutes(60);

    expect(runsOf(fake)).toEqual([]);
    for (const wrong of [{ ScheduleExpression: 'cron(0 10 ? * WES *)' }, { MaxErrors: 'few' }, { Parameters: {} }])
      await expect(fake.deploy('AWS::SSM::Association', { ...update, ...wrong }, member)).rejects.toThrow();
  });
});
