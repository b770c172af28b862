import { describe, expect, it } from '@jest/globals';
import { InputError } from './input-error.ts';
import { parseOrganization } from './parse-organization.ts';

const small = {
  name: 'Small',
  organizationId: 'o-exampletiny',
  hub: { account: '111122223333', region: 'eu-central-1' },
  accounts: [
    { id: '111122223333', name: 'hub' },
    { id: '444455556666', name: 'shop', tags: { owner: 'shop@example.com', environment: 'prod' } },
  ],
  regions: ['eu-central-1'],
  weekend: { from: '2026-03-06T18:00', to: '2026-03-09T06:00', zone: 'Europe/Berlin' },
  scheduleDefaults: { zone: 'Europe/Berlin', durationHours: 4 },
  schedules: { '2SAT': {}, '6SAT': { durationHours: 2 } },
  nodes: [
    {
      name: 'till',
      count: 2,
      account: '444455556666',
      region: 'eu-central-1',
      kind: 'hybrid',
      platform: 'Ubuntu 24.04',
      tags: { 'maintenance:patching': '2SAT', environment: 'test' },
    },
    { name: 'web', account: '444455556666', region: 'eu-central-1', platform: 'Amazon Linux 2023' },
  ],
};

describe('parseOrganization()', () => {
  it('reads local times in the zone of the file', () => {
    const { from, to } = parseOrganization(small, 'small.json');

    expect([from.toISOString(), to.toISOString()]).toEqual(['2026-03-06T17:00:00.000Z', '2026-03-09T05:00:00.000Z']);
  });

  it('expands groups to nodes with names, ids by kind, and the tags of their account under their own', () => {
    const { nodes } = parseOrganization(small, 'small.json');

    expect(nodes.map(({ name, id }) => `${name} ${id.replace(/[0-9a-f]{17}$/, '<17 hex>')}`)).toEqual([
      'till-01 mi-<17 hex>',
      'till-02 mi-<17 hex>',
      'web-01 i-<17 hex>',
    ]);
    expect(nodes[0]).toMatchObject({
      condition: 'healthy',
      tags: { 'maintenance:patching': '2SAT', owner: 'shop@example.com', environment: 'test', Name: 'till-01' },
    });
  });

  it('reads what befalls nodes, cells and calendars, with their instants', () => {
    const [till, web] = small.nodes;
    const { nodes, calendars, unseenCells } = parseOrganization(
      {
        ...small,
        nodes: [
          { ...till, foreignPatchAt: '2026-03-07T02:30', oddity: 'unknown-status' },
          { ...web, rebootPendingUntil: '2026-03-08T12:00', missingFrom: '2026-03-07T00:00' },
        ],
        calendars: { freeze: [{ from: '2026-03-07T00:00', to: '2026-03-08T00:00', summary: 'audit' }], own: 'BEGIN:' },
        unseenCells: [
          { account: '444455556666', region: 'eu-central-1', aggregator: 'vanished', from: '2026-03-08T00:00' },
          { account: '111122223333', region: 'eu-central-1', aggregator: 'stale' },
        ],
      },
      'small.json',
    );

    expect(nodes[0]).toMatchObject({ oddity: 'unknown-status', foreignPatchAt: new Date('2026-03-07T01:30:00Z') });
    expect(nodes[2]).toMatchObject({
      rebootPendingUntil: new Date('2026-03-08T11:00:00Z'),
      missingFrom: new Date('2026-03-06T23:00:00Z'),
    });
    expect(calendars?.get('freeze')).toContain('DTSTART:20260306T230000Z\r\nDTEND:20260307T230000Z\r\nSUMMARY:audit');
    expect(calendars?.get('own')).toBe('BEGIN:');
    expect(unseenCells?.map(({ aggregator, from }) => `${aggregator} ${from.toISOString()}`)).toEqual([
      'vanished 2026-03-07T23:00:00.000Z',
      'stale 2026-03-06T17:00:00.000Z',
    ]);
  });

  it('gives a node the same id whatever else stands in the file, and no two nodes the same one', () => {
    const alone = parseOrganization({ ...small, nodes: small.nodes.slice(1) }, 'small.json');
    const many = parseOrganization({ ...small, times: 200 }, 'small.json');
    const web = (nodes: typeof many.nodes) => nodes.find(({ name }) => name === 'web-01')?.id;

    expect(web(alone.nodes)).toBe(web(many.nodes));
    expect(new Set(many.nodes.map(({ id }) => id)).size).toBe(600);
  });

  it('writes the parameters, each entry over the defaults, and finds the cells with hybrid nodes', () => {
    const { parameters } = parseOrganization({ ...small, settings: { graceMinutes: 90 } }, 'small.json');

    expect(Object.fromEntries([...parameters].map(([name, value]) => [name, JSON.parse(value)]))).toEqual({
      '/patchplane/schedules/2SAT': { zone: 'Europe/Berlin', durationHours: 4 },
      '/patchplane/schedules/6SAT': { zone: 'Europe/Berlin', durationHours: 2 },
      '/patchplane/defaults': [],
      '/patchplane/settings': {
        graceMinutes: 90,
        hybridCells: [{ account: '444455556666', region: 'eu-central-1' }],
      },
    });
  });

  it('resolves changes of tags to node ids, in order of time', () => {
    const changes = [
      { at: '2026-03-07T10:00', node: 'till-02', tags: { a: '2' } },
      { at: '2026-03-06T20:00:30', node: 'web-01', tags: { a: '1' } },
    ];
    const { nodes, changes: parsed } = parseOrganization({ ...small, changes }, 'small.json');

    expect(parsed).toEqual([
      { at: new Date('2026-03-06T19:00:30Z'), nodeId: nodes[2]?.id, tags: { a: '1' } },
      { at: new Date('2026-03-07T09:00:00Z'), nodeId: nodes[1]?.id, tags: { a: '2' } },
    ]);
  });
});

describe('parseOrganization() refuses', () => {
  const group = small.nodes[1];

  it.each([
    [{ nodes: [{ ...group, count: 'two' }] }, 'nodes[0].count is "two", wanted a whole number from 1 to 10000'],
    [
      { nodes: [{ ...group, region: 'eu-north-1' }] },
      'nodes[0].region is "eu-north-1", wanted one of the file\'s regions: eu-central-1',
    ],
    [
      { nodes: [{ ...group, account: '000000000000' }] },
      'nodes[0].account is "000000000000", wanted one of the file\'s accounts: 111122223333, 444455556666',
    ],
    [{ nodes: [group, group] }, 'nodes[1].name is "web", wanted its own name, since nodes[0].name is the same'],
    [
      { nodes: [{ ...group, condition: 'poorly' }] },
      'nodes[0].condition is "poorly", wanted one of healthy, stopped, offline, unmanaged',
    ],
    [
      { nodes: [{ ...group, patforms: 1 }] },
      'nodes[0] has the key "patforms", wanted a group of nodes with name, count, account',
    ],
    [
      { accounts: [...small.accounts, { id: '111122223333', name: 'twin' }] },
      'accounts[2].id is "111122223333", wanted its own id, since accounts[0].id is the same',
    ],
    [
      { regions: ['eu-central-1', 'eu-central-1'] },
      'regions[1] is "eu-central-1", wanted its own value, since regions[0] is the same',
    ],
    [
      { hub: { account: '999999999999', region: 'eu-central-1' } },
      'hub.account is "999999999999", wanted one of the file\'s accounts',
    ],
    [
      { nodes: [{ ...group, foreignPatchAt: 'soon' }] },
      'nodes[0].foreignPatchAt is "soon", wanted a local time such as 2026-03-06T18:00, or one with an offset',
    ],
    [
      { calendars: { freeze: [{ from: '2026-03-06T18:00', to: 'later' }] } },
      'calendars["freeze"][0].to is "later", wanted a local time such as 2026-03-06T18:00, or one with an offset',
    ],
    [{ calendars: { freeze: 7 } }, 'calendars.freeze is 7, wanted iCalendar text, or a list of closed spans'],
    [
      { unseenCells: [{ account: '444455556666', region: 'eu-north-1', aggregator: 'stale' }] },
      'unseenCells[0].region is "eu-north-1", wanted one of the file\'s regions: eu-central-1',
    ],
    [{ weekend: { ...small.weekend, zone: 'Europe/Berln' } }, 'weekend.zone is "Europe/Berln", wanted an IANA zone'],
    [{ weekend: { ...small.weekend, from: 'Friday' } }, 'weekend.from is "Friday", wanted a local time'],
    [
      { weekend: { ...small.weekend, to: '2026-03-06T18:00' } },
      'weekend.to is "2026-03-06T18:00", wanted a time after weekend.from',
    ],
    [
      { changes: [{ at: '2026-03-06T20:00', node: 'web-02', tags: {} }] },
      'changes[0].node is "web-02", wanted the Name of a node',
    ],
    [{ schedules: { '2SAT': [] } }, 'schedules.2SAT is [], wanted a JSON object'],
    [{ schedules: { '2 SAT': {} } }, 'schedules has the key "2 SAT", wanted a schedule such as 2SATX4'],
    [{ organizationId: undefined }, 'organizationId is missing, wanted an organization id'],
  ])('%j', (override, problem) => {
    const parse = () => parseOrganization({ ...small, ...override }, 'small.json');

    expect(parse).toThrow(InputError);
    expect(parse).toThrow(problem);
    expect(parse).toThrow('Cannot read organization small.json:\n');
  });

  it('what is no object at all', () => {
    expect(() => parseOrganization([], 'small.json')).toThrow('the file is [], wanted an object');
  });

  it('a file with many problems, telling ten of them', () => {
    const nodes = Array.from({ length: 14 }, (_, index) => ({ ...group, name: `n${index}`, count: 0 }));

    expect(() => parseOrganization({ ...small, nodes }, 'small.json')).toThrow(/( {2}nodes\[.*\n){10} {2}and 4 more$/);
  });
});
