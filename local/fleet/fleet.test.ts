import { describe, expect, it } from '@jest/globals';
import { fakeCloud, hub, member, node } from './fake-cloud.ts';
import { Fleet } from './fleet.ts';
import { isManaged, type LiveNode } from './live-node.ts';
import { PatchBaselines } from './patch-baselines.ts';

function fleetOf(...specs: Parameters<typeof fakeCloud>[0]): Fleet {
  return new Fleet(fakeCloud(specs).cloud, new PatchBaselines());
}

function only(fleet: Fleet): LiveNode {
  const [first] = fleet.all();
  if (first === undefined) throw new Error('The fleet has no node');
  return first;
}

describe('Fleet', () => {
  it('finds a node in its own cell only', () => {
    const fleet = fleetOf(node());
    expect(fleet.find(member, node().id)?.spec.name).toBe('web-01');
    expect(fleet.find(hub, node().id)).toBeUndefined();
    expect(fleet.in(hub)).toEqual([]);
  });

  it('answers the keys that changed, counts changes, and tells of them once', () => {
    const fleet = fleetOf(node({ tags: { Name: 'web-01', owner: 'ann' } }));
    const told: number[] = [];
    fleet.onChange(({ tagVersion }) => told.push(tagVersion));

    const changes = new Map([
      ['Name', 'web-01'],
      ['owner', undefined],
      ['PatchGroup', 'prod'],
    ] as const);
    expect(fleet.changeTags(only(fleet), changes, 'ann')).toEqual(['owner', 'PatchGroup']);
    expect(fleet.changeTags(only(fleet), changes, 'ann')).toEqual([]);
    expect(Object.fromEntries(only(fleet).tags)).toEqual({ Name: 'web-01', PatchGroup: 'prod' });
    expect(told).toEqual([1]);
  });

  it('delivers to a node what waited for its agent, once', () => {
    const fleet = fleetOf(node({ condition: 'offline' }));
    let delivered = 0;
    only(fleet).waiting.add(() => {
      delivered += 1;
    });
    fleet.connect(only(fleet));
    fleet.connect(only(fleet));
    expect(delivered).toBe(1);
  });

  it.each([
    ['healthy', true],
    ['offline', true],
    ['stopped', false],
    ['unmanaged', false],
  ] as const)('has an EC2 node that is %s managed: %s', (condition, managed) => {
    expect(isManaged(only(fleetOf(node({ condition }))))).toBe(managed);
  });

  it('keeps a hybrid node that is switched off on the list, without a connection', () => {
    const off = only(fleetOf(node({ id: 'mi-0123456789abcdef0', condition: 'stopped' })));
    expect([isManaged(off), off.agent]).toEqual([true, 'lost']);
  });
});
