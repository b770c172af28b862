import { describe, expect, it } from '@jest/globals';
import { runQuery } from './config-query.ts';
import type { ConfigurationItem } from './config-recorder.ts';

function item(id: string, tags: Record<string, string>, overrides: Partial<ConfigurationItem> = {}): ConfigurationItem {
  return {
    account: '222222222222',
    region: 'eu-west-1',
    type: 'AWS::EC2::Instance',
    id,
    arn: `arn:aws:ec2:eu-west-1:222222222222:instance/${id}`,
    name: undefined,
    status: 'OK',
    capturedAt: new Date('2026-03-06T18:00:00Z'),
    tags: new Map(Object.entries(tags)),
    configuration: { state: { code: 16, name: 'running' } },
    ...overrides,
  };
}

const items = [
  item('i-1', { 'maintenance:patching': '2SAT', owner: 'ann@example.com' }),
  item('i-2', { 'maintenance:patching': '6SAT', alias: '2SAT' }),
  item(
    'i-3',
    { owner: "o'hara@example.com" },
    { region: 'eu-central-1', configuration: { state: { code: 80, name: 'stopped' }, platform: 'windows' } },
  ),
  item('mi-1', {}, { type: 'AWS::SSM::ManagedInstanceInventory', configuration: {} }),
];

function ids(where: string): string[] {
  return runQuery(`SELECT resourceId WHERE ${where}`, items).results.map((text) => JSON.parse(text).resourceId);
}

describe('runQuery()', () => {
  it.each([
    ["tags.tag = 'maintenance:patching=2SAT'", ['i-1']],
    ["tags.key = 'maintenance:patching' AND tags.value = '2SAT'", ['i-1', 'i-2']], // Two different tags may match.
    ["resourceType = 'AWS::EC2::Instance' AND NOT tags.key = 'owner'", ['i-2']],
    ["tags.value = '6SAT' OR awsRegion = 'eu-central-1' AND resourceId = 'i-3'", ['i-2', 'i-3']],
    ["(tags.value = '6SAT' OR awsRegion = 'eu-central-1') AND resourceId = 'i-3'", ['i-3']],
    ["resourceId IN ('i-1', 'mi-1')", ['i-1', 'mi-1']],
    ["resourceId NOT IN ('i-1', 'mi-1')", ['i-2', 'i-3']],
    ["tags.tag LIKE 'maintenance:patching=%'", ['i-1', 'i-2']],
    ["tags.value LIKE '_SAT'", ['i-1', 'i-2']],
    ['configuration.state.code BETWEEN 20 AND 90', ['i-3']],
    ['configuration.state.code > 16', ['i-3']],
    ['configuration.state.code != 80', ['i-1', 'i-2']], // What has no state matches nothing.
    ["configuration.platform = 'windows'", ['i-3']],
    ["tags.value = 'o''hara@example.com'", ['i-3']],
    ["resourceId = 'nobody'", []],
  ])('finds where %s', (where, expected) => {
    expect(ids(where)).toEqual(expected);
  });

  it('gives one JSON text a row, nested as the item is, without what the item has not', () => {
    const { results, fields } = runQuery(
      "select resourceId, tags, configuration.platform, configuration.state.name where resourceId in ('i-2','i-3') order by resourceId desc",
      items,
    );
    expect(fields).toEqual(['resourceId', 'tags', 'configuration.platform', 'configuration.state.name']);
    expect(results.map((text) => JSON.parse(text))).toEqual([
      {
        resourceId: 'i-3',
        tags: [{ key: 'owner', value: "o'hara@example.com", tag: "owner=o'hara@example.com" }],
        configuration: { platform: 'windows', state: { name: 'stopped' } },
      },
      {
        resourceId: 'i-2',
        tags: [
          { key: 'maintenance:patching', value: '6SAT', tag: 'maintenance:patching=6SAT' },
          { key: 'alias', value: '2SAT', tag: 'alias=2SAT' },
        ],
        configuration: { state: { name: 'running' } },
      },
    ]);
  });

  it('picks members of every element of an array', () => {
    expect(runQuery("SELECT tags.key, tags.value WHERE resourceId = 'i-1'", items).results).toEqual([
      '{"tags":[{"key":"maintenance:patching","value":"2SAT"},{"key":"owner","value":"ann@example.com"}]}',
    ]);
  });

  it('counts, by group when asked', () => {
    expect(runQuery("SELECT COUNT(*) WHERE resourceId = 'nobody'", items).results).toEqual(['{"COUNT(*)":0}']);
    expect(runQuery('SELECT awsRegion, COUNT(*) GROUP BY awsRegion ORDER BY awsRegion', items).results).toEqual([
      '{"awsRegion":"eu-central-1","COUNT(*)":1}',
      '{"awsRegion":"eu-west-1","COUNT(*)":3}',
    ]);
  });

  it.each([
    ['SELECT', 'Expected a field, found the end'],
    ['SELECT resourceId WHERE', 'Expected a field'],
    ['SELECT resourceId FROM resources', "Expected the end, found 'FROM'"],
    ['SELECT resourceId WHERE colour = 1', 'colour is not known'],
    ["SELECT resourceId WHERE resourceId = 'i-1", 'Unexpected text at position'],
    ['SELECT resourceId WHERE resourceId IS NULL', 'Expected a comparison'],
    ['SELECT resourceId, COUNT(*)', 'not in GROUP BY'],
    [`SELECT resourceId WHERE resourceId = '${'x'.repeat(4096)}'`, 'at most 4096'],
  ])('refuses %s', (expression, message) => {
    expect(() => runQuery(expression, items)).toThrow(message);
  });
});
