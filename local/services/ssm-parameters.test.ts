import { describe, expect, it } from '@jest/globals';
import { type FakeCloud, fakeCloud, hub, member } from '../fleet/fake-cloud.ts';

const names = Array.from({ length: 23 }, (_, index) => `/patchplane/schedules/${index}SAT`);

function catalogue(): FakeCloud {
  return fakeCloud([], { parameters: Object.fromEntries(names.map((name) => [name, '{"zone":"UTC"}'])) });
}

async function allPages(fake: FakeCloud, input: object) {
  const pages: { Name: string; Value: string; Version: number }[][] = [];
  let NextToken: unknown;
  do {
    const answer = await fake.call('ssm', 'GetParametersByPath', { ...input, NextToken }, hub);
    pages.push(Array.isArray(answer['Parameters']) ? answer['Parameters'] : []);
    NextToken = answer['NextToken'];
  } while (NextToken !== undefined);
  return pages;
}

const inForce = {
  Path: '/patchplane/schedules/',
  ParameterFilters: [{ Key: 'Label', Option: 'Equals', Values: ['in-force'] }],
};

describe('GetParametersByPath', () => {
  it('gives every labelled parameter once, with an empty page now and then', async () => {
    const pages = await allPages(catalogue(), { ...inForce, MaxResults: 1 });

    expect(
      pages
        .flat()
        .map(({ Name }) => Name)
        .sort(),
    ).toEqual([...names].sort());
    expect(new Set(pages.map(({ length }) => length))).toEqual(new Set([0, 1]));
  });

  it('answers the version that carries the label, not the latest', async () => {
    const fake = catalogue();
    await fake.call('ssm', 'PutParameter', { Name: names[0], Value: 'draft', Overwrite: true }, hub);

    const found = (await allPages(fake, inForce)).flat().find(({ Name }) => Name === names[0]);
    expect(found).toMatchObject({ Version: 1, Value: '{"zone":"UTC"}' });
    const plain = (await allPages(fake, { Path: '/patchplane/schedules' }))
      .flat()
      .find(({ Name }) => Name === names[0]);
    expect(plain).toMatchObject({ Version: 2, Value: 'draft' });
  });

  it('leaves a page empty rather than looking further for the label', async () => {
    const fake = catalogue();
    for (const name of names) {
      await fake.call('ssm', 'PutParameter', { Name: name, Value: 'draft', Overwrite: true }, hub);
      await fake.call('ssm', 'LabelParameterVersion', { Name: name, ParameterVersion: 2, Labels: ['draft'] }, hub);
    }
    await fake.call('ssm', 'LabelParameterVersion', { Name: names[0], ParameterVersion: 1, Labels: ['only'] }, hub);

    const pages = await allPages(fake, { ...inForce, ParameterFilters: [{ Key: 'Label', Values: ['only'] }] });
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(pages.flat().map(({ Name }) => Name)).toEqual([names[0]]);
  });

  it('looks into deeper levels only when asked', async () => {
    const fake = catalogue();
    expect((await allPages(fake, { Path: '/patchplane' })).flat()).toEqual([]);
    expect((await allPages(fake, { Path: '/patchplane', Recursive: true })).flat()).toHaveLength(2 * 23); // Each with its approval.

    const described = async (Option: string) => {
      const ParameterFilters = [{ Key: 'Path', Option, Values: ['/patchplane'] }];
      return fake.call('ssm', 'DescribeParameters', { ParameterFilters, MaxResults: 50 }, hub);
    };
    expect(await described('OneLevel')).toMatchObject({ Parameters: [] });
    expect(await described('Recursive')).toMatchObject({ Parameters: { length: 2 * 23 } });
  });

  it.each([
    ['eleven a page', { MaxResults: 11 }, 'ValidationException'],
    ['a token it never gave', { NextToken: 'made-up' }, 'InvalidNextToken'],
    ['a filter by name', { ParameterFilters: [{ Key: 'Name', Values: ['x'] }] }, 'InvalidFilterKey'],
    ['a path without a slash', { Path: 'patchplane' }, 'ValidationException'],
  ])('refuses %s', async (_, change, code) => {
    await expect(catalogue().call('ssm', 'GetParametersByPath', { ...inForce, ...change }, hub)).rejects.toMatchObject({
      code,
    });
  });

  it('asks IAM for the path', async () => {
    const fake = catalogue();
    await fake.call('ssm', 'GetParametersByPath', { Path: '/patchplane/schedules' }, hub);
    expect(fake.needs).toEqual([
      {
        action: 'ssm:GetParametersByPath',
        resource: `arn:aws:ssm:${hub.region}:${hub.account}:parameter/patchplane/schedules`,
      },
    ]);
  });
});

describe('PutParameter', () => {
  it('makes a version, in its own account and Region, and says who did', async () => {
    const fake = fakeCloud([]);
    await fake.call('ssm', 'PutParameter', { Name: '/a/b', Value: '1', Type: 'String' });
    expect(await fake.call('ssm', 'PutParameter', { Name: '/a/b', Value: '2', Overwrite: true })).toMatchObject({
      Version: 2,
    });

    expect(await fake.call('ssm', 'GetParameterHistory', { Name: '/a/b' })).toMatchObject({
      Parameters: [{ Version: 1, Value: '1', LastModifiedUser: `arn:aws:iam::${member.account}:root` }, { Version: 2 }],
    });
    await expect(fake.call('ssm', 'GetParameter', { Name: '/a/b' }, hub)).rejects.toMatchObject({
      code: 'ParameterNotFound',
    });
  });

  it('tells of it without the value', async () => {
    const fake = fakeCloud([]);
    await fake.call('ssm', 'PutParameter', { Name: '/a/b', Value: 'secret', Type: 'String' });
    expect(fake.events).toMatchObject([
      {
        detailType: 'Parameter Store Change',
        resources: [`arn:aws:ssm:${member.region}:${member.account}:parameter/a/b`],
        detail: { operation: 'Create', name: '/a/b', type: 'String' },
      },
    ]);
    expect(JSON.stringify(fake.events)).not.toContain('secret');
  });

  it.each([
    ['an existing name', { Name: '/a', Value: 'x', Type: 'String' }, 'ParameterAlreadyExists'],
    ['no type at first', { Name: '/b', Value: 'x' }, 'ValidationException'],
    ['more than 4 KB', { Name: '/b', Value: 'x'.repeat(4097), Type: 'String' }, 'ValidationException'],
    ['the prefix aws', { Name: '/aws/b', Value: 'x', Type: 'String' }, 'ValidationException'],
  ])('refuses %s', async (_, input, code) => {
    const fake = fakeCloud([]);
    await fake.call('ssm', 'PutParameter', { Name: '/a', Value: 'x', Type: 'String' });
    await expect(fake.call('ssm', 'PutParameter', input)).rejects.toMatchObject({ code });
  });

  it('keeps a hundred versions, and refuses one more while the oldest carries a label', async () => {
    const fake = fakeCloud([], { parameters: { '/kept': '0' } });
    const write = () => fake.call('ssm', 'PutParameter', { Name: '/kept', Value: 'x', Overwrite: true }, hub);
    for (let version = 2; version <= 100; version += 1) await write();
    await expect(write()).rejects.toMatchObject({ code: 'ParameterMaxVersionLimitExceeded' });

    await fake.call('ssm', 'LabelParameterVersion', { Name: '/kept', Labels: ['in-force'] }, hub);
    expect(await write()).toMatchObject({ Version: 101 });
    await expect(fake.call('ssm', 'GetParameter', { Name: '/kept:1' }, hub)).rejects.toMatchObject({
      code: 'ParameterVersionNotFound',
    });
  });
});

describe('LabelParameterVersion', () => {
  it('moves the label, and lists names that no label may have', async () => {
    const fake = fakeCloud([], { parameters: { '/a': 'old' } });
    await fake.call('ssm', 'PutParameter', { Name: '/a', Value: 'new', Overwrite: true }, hub);
    expect(
      await fake.call('ssm', 'LabelParameterVersion', { Name: '/a', Labels: ['in-force', '1st', 'aws-x'] }, hub),
    ).toEqual({
      InvalidLabels: ['1st', 'aws-x'],
      ParameterVersion: 2,
    });
    expect(await fake.call('ssm', 'GetParameter', { Name: '/a:in-force' }, hub)).toMatchObject({
      Parameter: { Value: 'new', Selector: ':in-force' },
    });
  });
});

describe('UnlabelParameterVersion', () => {
  it('takes a label off one version, and says which it did not carry', async () => {
    const fake = fakeCloud([]);
    const write = (Value: string) => ({ Name: '/a', Value, Type: 'String', Overwrite: true });
    await fake.call('ssm', 'PutParameter', write('old'), hub);
    await fake.call('ssm', 'PutParameter', write('new'), hub);
    await fake.call('ssm', 'LabelParameterVersion', { Name: '/a', ParameterVersion: 1, Labels: ['in-force'] }, hub);

    const unlabel = { Name: '/a', ParameterVersion: 1, Labels: ['in-force', 'other'] };
    expect(await fake.call('ssm', 'UnlabelParameterVersion', unlabel, hub)).toMatchObject({
      RemovedLabels: ['in-force'],
      InvalidLabels: ['other'],
    });
    await expect(fake.call('ssm', 'GetParameter', { Name: '/a:in-force' }, hub)).rejects.toMatchObject({
      code: 'ParameterVersionNotFound',
    });
  });
});

describe('GetParameters and DeleteParameter', () => {
  it('list what was not found, and forget what was deleted', async () => {
    const fake = fakeCloud([], { parameters: { '/a': 'x' } });
    expect(await fake.call('ssm', 'GetParameters', { Names: ['/a:1', '/a:9', '/b'] }, hub)).toMatchObject({
      Parameters: [{ Name: '/a', Selector: ':1' }],
      InvalidParameters: ['/a:9', '/b'],
    });
    await fake.call('ssm', 'DeleteParameter', { Name: '/a' }, hub);
    await expect(fake.call('ssm', 'DeleteParameter', { Name: '/a' }, hub)).rejects.toMatchObject({
      code: 'ParameterNotFound',
    });
  });
});

describe('AWS::SSM::Parameter', () => {
  it('makes a parameter that DescribeParameters lists', async () => {
    const fake = fakeCloud([]);
    expect(await fake.deploy('AWS::SSM::Parameter', { Name: '/made', Type: 'String', Value: 'x' })).toMatchObject({
      ref: '/made',
    });
    expect(await fake.call('ssm', 'DescribeParameters', {}, hub)).toMatchObject({
      Parameters: [{ Name: '/made', Version: 1 }],
    });
  });
});
