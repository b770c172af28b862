import { beforeAll, describe, expect, it } from '@jest/globals';
import { claimsOf, readsIn, readsMax } from './claims.ts';
import { organizationOf } from './organization.ts';
import { type PlayedWindow, playWindow } from './play-window.ts';

const SIZE = { accounts: 4, regions: 2, nodes: 200 };
let played: PlayedWindow;

beforeAll(async () => {
  played = await playWindow(SIZE);
});

describe('playWindow()', () => {
  it('counts the calls that open a window', () => {
    expect(Object.fromEntries(played.opening)).toMatchObject({
      'config:SelectAggregateResourceConfig': 2, // 100 nodes a page
      'ssm:StartAutomationExecution': 1,
      'dynamodb:BatchWriteItem': 8 + 1, // 25 nodes, and 25 cells, a batch
    });
    expect(played.nodesWritten).toBe(200);
  });

  it('counts the reads that settle each kind of cell, and judges its nodes by them', () => {
    expect(played.settling.map(({ nodes, counts }) => [nodes, readsIn(counts)])).toEqual([
      [8, 5],
      [40, 5],
      [8, 5],
      [16, 5],
      [80, 7],
      [8, 5],
      [24, 5],
      [16, 5],
    ]);
    expect(played.settling.map(({ counts }) => counts.get('sns:Publish'))).toEqual(Array(8).fill(undefined));
  });

  it('comes to the end of the window', () => {
    expect(played.closing.get('sns:Publish')).toBe(2);
  });
});

describe('claimsOf()', () => {
  it('finds that all holds of a window, and of one of twice the nodes', async () => {
    const doubled = await playWindow({ ...SIZE, nodes: 400 });
    expect(claimsOf(played, [doubled]).filter(({ holds }) => !holds)).toEqual([]);
  });

  it('finds what does not hold', () => {
    const spoilt = {
      ...played,
      nodesWritten: 201,
      opening: new Map([...played.opening, ['ssm:StartAutomationExecution', 2]]),
      settling: [{ cell: { account: '', region: '' }, nodes: 50, counts: new Map([['ssm:ListCommands', 6]]) }],
    };
    const large = { ...played, opening: new Map([['dynamodb:Query', 1000]]) };

    expect(claimsOf(spoilt, [large]).map(({ holds }) => holds)).toEqual([false, false, false, false]);
  });

  it.each([
    [1, 5],
    [50, 5],
    [51, 7],
    [100, 7],
  ])('allows for %i nodes %i reads', (nodes, reads) => {
    expect(readsMax(nodes)).toBe(reads);
  });
});

describe('organizationOf()', () => {
  it('has every node once, in a cell that counts it', () => {
    const organization = organizationOf({ accounts: 3, regions: 3, nodes: 101 });
    const nodes = Array.from({ length: 101 }, (_, place) => {
      const { cell, index } = organization.nodeAt(place);
      expect(index).toBeLessThan(organization.nodesIn(cell));
      return organization.nodeId(cell, index);
    });

    expect(new Set(nodes).size).toBe(101);
    expect(organization.cells.reduce((sum, cell) => sum + organization.nodesIn(cell), 0)).toBe(101);
  });
});
