import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { NodeSpec, Organization } from './organization.ts';
import { readOrganization } from './read-organization.ts';

const WEEKEND_SLOTS = '22FRI 2SAT 6SAT 10SAT 14SAT 18SAT 22SAT 2SUN 6SUN 10SUN 14SUN 18SUN 22SUN'.split(' ');

describe('examples/default.json', () => {
  const organization = readOrganization('examples/default.json');

  it('has the size and the mixture that a first run should show', () => {
    const { accounts, regions, nodes } = organization;
    const count = (test: (node: NodeSpec) => boolean) => nodes.filter(test).length;

    expect({ accounts: accounts.length, regions: regions.length, nodes: nodes.length }).toEqual({
      accounts: 4,
      regions: 2,
      nodes: 133,
    });
    expect(count(({ id }) => id.startsWith('mi-'))).toBeGreaterThan(10);
    expect(count(({ platform }) => platform.startsWith('Windows'))).toBeGreaterThan(30);
    expect(new Set(nodes.map(({ condition }) => condition)).size).toBe(8);
    expect(count(({ condition }) => condition === 'never-returns')).toBe(1);
    expect(count(({ tags }) => tags['maintenance:patching'] === undefined)).toBe(5);
  });

  it('spreads every weekend slot over several cells and both waves', () => {
    for (const slot of WEEKEND_SLOTS) {
      const nodes = organization.nodes.filter(({ tags }) => tags['maintenance:patching'] === slot);
      const cells = new Set(nodes.map(({ account, region }) => `${account}/${region}`));
      const waves = new Set(nodes.map(({ tags }) => tags['maintenance:wave']));

      expect({ slot, several: cells.size > 1, waves: [waves.has('1'), waves.has('2')] }).toEqual({
        slot,
        several: true,
        waves: [true, true],
      });
    }
  });

  it('approves the weekend slots and two that fall on other days', () => {
    expect(approved(organization)).toEqual([...WEEKEND_SLOTS, '2SATX4', '4TUEX2']);
  });
});

describe('examples/single-account.json', () => {
  it('is one account and one Region with a node in every weekend slot', () => {
    const organization = readOrganization('examples/single-account.json');
    const tagged = new Set(organization.nodes.map(({ tags }) => tags['maintenance:patching']));

    expect([organization.accounts.length, organization.regions.length]).toEqual([1, 1]);
    expect(approved(organization)).toEqual(WEEKEND_SLOTS);
    expect(WEEKEND_SLOTS.filter((slot) => !tagged.has(slot))).toEqual([]);
  });
});

describe('examples/ten-times.json', () => {
  it('has ten times the nodes of the default in the same cells, and the default ones among them', () => {
    const few = readOrganization('examples/default.json');
    const many = readOrganization('examples/ten-times.json');
    const cells = ({ nodes }: Organization) => new Set(nodes.map(({ account, region }) => `${account}/${region}`));
    const ids = new Set(many.nodes.map(({ id }) => id));

    expect(many.nodes.length).toBe(10 * few.nodes.length);
    expect(cells(many)).toEqual(cells(few));
    expect(few.nodes.filter(({ id }) => !ids.has(id))).toEqual([]);
  });
});

describe('readOrganization()', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'organization-'));
  const write = (name: string, content: string) => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };

  it('refuses a file that is not there, by the name it was given', () => {
    expect(() => readOrganization('nowhere.json')).toThrow(
      'Cannot read organization nowhere.json: there is no such file',
    );
  });

  it('refuses a file that is not JSON', () => {
    expect(() => readOrganization(write('broken.json', '{"name": '))).toThrow(/broken\.json: it is not JSON: /);
  });

  it('refuses files that extend one another', () => {
    expect(() => readOrganization(write('loop.json', '{"extends": "loop.json"}'))).toThrow('more than 5 files');
  });

  it('refuses an extends that is no name of a file', () => {
    expect(() => readOrganization(write('odd.json', '{"extends": 7}'))).toThrow('extends is 7, wanted');
  });
});

function approved({ parameters }: Organization): string[] {
  return [...parameters.keys()].flatMap((name) => name.match(/^\/patchplane\/schedules\/(.*)$/)?.[1] ?? []);
}
