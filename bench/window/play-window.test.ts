import { beforeAll, describe, expect, it } from '@jest/globals';
import { claimsOf, readsIn, readsMax } from './claims.ts';
import { organizationOf } from './organization.ts';
import { type InterruptedOpening, openInterrupted, type PlayedWindow, playWindow } from './play-window.ts';
import { reckonSettling } from './reckon-settling.ts';

const SIZE = { accounts: 4, regions: 2, nodes: 200 };
let played: PlayedWindow;
let interrupted: InterruptedOpening;

beforeAll(async () => {
  played = await playWindow(SIZE);
  interrupted = await openInterrupted({ accounts: 100, regions: 4, nodes: 4000 });
});

describe('playWindow()', () => {
  it('counts the calls that open a window', () => {
    expect(Object.fromEntries(played.opening)).toMatchObject({
      'config:SelectAggregateResourceConfig': 2, // 100 nodes a page
      'ssm:StartAutomationExecution': 1,
      'dynamodb:BatchWriteItem': 8 + 2, // 25 nodes a batch, and 25 cells, before them and after
    });
    expect(played.opening.get('dynamodb:Query')).toBeLessThan(20); // Not one a cell.
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

  it('counts a read more for each other window that is under way or followed', () => {
    const reads = played.settlingBeside.map(({ counts }) => counts.get('dynamodb:GetItem'));
    expect(played.settlingBeside.map(({ others }) => others)).toEqual([0, 10, 20]);
    expect(reads).toEqual([2, 22, 42]);
  });

  it('goes on with an opening that was killed halfway, and writes down few nodes again', () => {
    expect(interrupted.nodesWritten).toBeGreaterThanOrEqual(4000);
    expect(interrupted.nodesWritten).toBeLessThanOrEqual(5100); // The nodes of 100 cells, a round, are some 1,000.
    expect(interrupted.secondTry.get('dynamodb:BatchWriteItem')).toBeLessThan(160); // Of 192, 160 of them for nodes.
  });

  it('comes to the end of the window', () => {
    expect(played.closing.get('sns:Publish')).toBe(2);
  });
});

describe('claimsOf()', () => {
  it('finds that all holds of a window, and of one of twice the nodes', async () => {
    const doubled = await playWindow({ ...SIZE, nodes: 400 });
    const ofThisSize = { ...interrupted, secondTry: new Map([['dynamodb:Query', 1]]), nodesWritten: SIZE.nodes };
    expect(claimsOf(played, [doubled], ofThisSize).filter(({ holds }) => !holds)).toEqual([]);
  });

  it('finds what does not hold', () => {
    const spoilt = {
      ...played,
      nodesWritten: 201,
      opening: new Map([...played.opening, ['ssm:StartAutomationExecution', 2]]),
      settling: [{ cell: { account: '', region: '' }, nodes: 50, counts: new Map([['ssm:ListCommands', 6]]) }],
    };
    const large = { ...played, opening: new Map([['dynamodb:Query', 1000]]) };

    const anew = { secondTry: played.opening, nodesWritten: 1.5 * SIZE.nodes };
    expect(claimsOf(spoilt, [large], anew).map(({ holds }) => holds)).toEqual(Array(5).fill(false));
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

describe('reckonSettling()', () => {
  it('takes every kind of cell as often as it comes', () => {
    expect(reckonSettling(played).get('dynamodb:PutItem')).toBe(SIZE.nodes);
    const twice = reckonSettling({ ...played, size: { ...SIZE, accounts: 2 * SIZE.accounts } });
    expect(twice.get('ssm:ListCommands')).toBe(2 * (reckonSettling(played).get('ssm:ListCommands') ?? 0));
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
