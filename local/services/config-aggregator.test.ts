import { describe, expect, it } from '@jest/globals';
import { deployAggregator, plant, retag, select, web } from '../fleet/config-world.ts';
import { beginning, type FakeCloud, fakeCloud, hub, member, node } from '../fleet/fake-cloud.ts';

async function statuses(fake: FakeCloud, input: object = {}) {
  const asked = { ConfigurationAggregatorName: 'fleet', ...input };
  const answer = await fake.call('config', 'DescribeConfigurationAggregatorSourcesStatus', asked, hub);
  return Array.isArray(answer['AggregatedSourceStatusList']) ? answer['AggregatedSourceStatusList'] : [];
}

describe('an aggregator', () => {
  it('knows everything at the beginning, of every account and Region', async () => {
    const fake = fakeCloud([web, node({ name: 'central', ...hub }), plant]);
    await deployAggregator(fake);
    expect(await select(fake)).toMatchObject({
      Results: [expect.stringContaining('central'), expect.stringContaining(web.id)],
    });
  });

  it('hears of a new tag minutes late', async () => {
    const fake = fakeCloud([web]);
    await deployAggregator(fake);
    await retag(fake, '2SAT');
    await fake.passMinutes(2);
    expect(JSON.stringify(await select(fake))).not.toContain('2SAT');
    await fake.passMinutes(10);
    expect(JSON.stringify(await select(fake))).toContain('2SAT');
  });

  it('never goes back to an older tag, though news of it may come later than of the newer one', async () => {
    const nodes = Array.from({ length: 40 }, (_, index) => node({ name: `web-${index}`, tags: {} }));
    const fake = fakeCloud(nodes);
    await deployAggregator(fake);
    for (const Value of ['2STA', '2SAT']) {
      await fake.call('ec2', 'CreateTags', {
        Resources: nodes.map(({ id }) => id),
        Tags: [{ Key: 'maintenance:patching', Value }],
      });
      await fake.passMinutes(1.1);
    }
    await fake.passMinutes(12);

    const Expression = "SELECT COUNT(*) WHERE tags.tag = 'maintenance:patching=2SAT'";
    expect(await select(fake, { Expression })).toMatchObject({ Results: ['{"COUNT(*)":40}'] });
  });

  it('gives 25 a page, at most 100', async () => {
    const fake = fakeCloud(Array.from({ length: 30 }, (_, index) => node({ name: `web-${index}` })));
    await deployAggregator(fake);
    const first = await select(fake);
    expect(first['Results']).toHaveLength(25);
    expect((await select(fake, { NextToken: first['NextToken'] }))['Results']).toHaveLength(5);
    await expect(select(fake, { Limit: 101 })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('is unknown under another name or in another Region', async () => {
    const fake = fakeCloud([web]);
    await deployAggregator(fake);
    await expect(select(fake, { ConfigurationAggregatorName: 'other' })).rejects.toMatchObject({
      code: 'NoSuchConfigurationAggregatorException',
    });
    expect(
      await fake.call(
        'config',
        'DescribeConfigurationAggregatorSourcesStatus',
        { ConfigurationAggregatorName: 'fleet' },
        hub,
      ),
    ).toMatchObject({
      AggregatedSourceStatusList: { length: 4 },
    });
  });

  it('keeps what it knew of a stale cell and says that it is outdated', async () => {
    const from = new Date(beginning.getTime() + 60_000);
    const fake = fakeCloud([web], { unseenCells: [{ ...member, aggregator: 'stale', from }] });
    await deployAggregator(fake);
    await fake.passMinutes(2);
    await retag(fake, '2SAT');
    await fake.passMinutes(30);

    expect(JSON.stringify(await select(fake))).not.toContain('2SAT');
    expect(await statuses(fake, { UpdateStatus: ['OUTDATED', 'FAILED'] })).toMatchObject([
      { SourceId: member.account, AwsRegion: member.region, LastUpdateStatus: 'OUTDATED', LastUpdateTime: beginning },
    ]);
  });

  it('knows nothing of a cell that has vanished, page by page', async () => {
    const from = new Date(beginning.getTime() + 60_000);
    const fake = fakeCloud([web], { unseenCells: [{ ...member, aggregator: 'vanished', from }] });
    await deployAggregator(fake);
    expect(await select(fake)).toMatchObject({ Results: [expect.stringContaining(web.id)] });
    expect(await statuses(fake)).toHaveLength(4);
    await fake.passMinutes(2);

    expect(await select(fake)).toMatchObject({ Results: [] });
    const cells = (await statuses(fake)).map(({ SourceId, AwsRegion }) => `${SourceId}/${AwsRegion}`);
    expect(cells).toHaveLength(3);
    expect(cells).not.toContain(`${member.account}/${member.region}`);
    expect(await statuses(fake, { Limit: 2 })).toHaveLength(2);
  });

  it('has only the accounts and Regions that it was told to have', async () => {
    const fake = fakeCloud([web, node({ name: 'central', ...hub })]);
    const sources = [{ AccountIds: [hub.account], AwsRegions: [hub.region] }];
    await fake.deploy('AWS::Config::ConfigurationAggregator', {
      ConfigurationAggregatorName: 'fleet',
      AccountAggregationSources: sources,
    });
    expect(await select(fake)).toMatchObject({ Results: [expect.stringContaining('central')] });
  });
});
