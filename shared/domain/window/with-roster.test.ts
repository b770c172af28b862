import { describe, expect, it } from '@jest/globals';
import { aRosterNode, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { anEmergency, withRosterInput } from '../../testing/opening-builders.ts';
import type { RosterNode } from './node.ts';
import { type LastRoster, withRoster } from './with-roster.ts';

const node = aRosterNode();
const otherNode = aRosterNode({ id: 'i-0f1e2d3c4b5a69788', ...OTHER_CELL });

describe('withRoster()', () => {
  it('runs where the nodes are', () => {
    expect(withRoster(withRosterInput({ nodes: [node, otherNode, { ...node, id: 'i-2' }] }))).toEqual({
      kind: 'go-on',
      nodes: [node, otherNode, { ...node, id: 'i-2' }],
      cells: [CELL, OTHER_CELL],
      vanishedCells: [],
      staleCells: [],
    });
  });

  it('runs in a cell of last time all the same, and tells that it has vanished', () => {
    expect(withRoster(withRosterInput({ last: last([1, 1]) }))).toEqual({
      kind: 'go-on',
      nodes: [node],
      cells: [CELL, OTHER_CELL],
      vanishedCells: [OTHER_CELL],
      staleCells: [],
    });
  });

  it('does not miss a cell in which there was no node last time', () => {
    expect(withRoster(withRosterInput({ last: last([1, 0]) }))).toMatchObject({ cells: [CELL], vanishedCells: [] });
  });

  it('tells which of its cells the aggregator is behind with, and no others', () => {
    const staleCells = [CELL, OTHER_CELL, { account: '999900001111', region: 'eu-west-1' }];

    expect(withRoster(withRosterInput({ staleCells }))).toMatchObject({ cells: [CELL], staleCells: [CELL] });
    expect(withRoster(withRosterInput({ staleCells, last: last([0, 3]) }))).toMatchObject({
      cells: [CELL, OTHER_CELL],
      staleCells: [CELL, OTHER_CELL],
    });
  });

  it('waits for a person when more than the share of the nodes of last time is gone', () => {
    expect(withRoster(withRosterInput({ nodes: nodes(4, 0), last: last([10, 0]) }))).toEqual({
      kind: 'wait',
      reason: 'roster-shrunk',
      waitsFor:
        'The roster has 4 nodes where 22FRI@2026-02-27 had 10; more than 50 % fewer wait for a person to release the window.',
    });
    expect(withRoster(withRosterInput({ nodes: nodes(5, 0), last: last([10, 0]) })).kind).toBe('go-on');
  });

  it('counts all cells together', () => {
    expect(withRoster(withRosterInput({ nodes: nodes(1, 4), last: last([5, 5]) })).kind).toBe('go-on');
    expect(withRoster(withRosterInput({ nodes: nodes(0, 4), last: last([5, 5]) })).kind).toBe('wait');
  });

  it('runs in nothing where there is nothing', () => {
    expect(withRoster(withRosterInput({ nodes: [] }))).toEqual({
      kind: 'go-on',
      nodes: [],
      cells: [],
      vanishedCells: [],
      staleCells: [],
    });
  });

  it('leaves a cell that could not be read out of the comparison, on both sides', () => {
    const unreadCells = [OTHER_CELL];

    expect(withRoster(withRosterInput({ unreadCells, nodes: nodes(10, 0), last: last([10, 90]) })).kind).toBe('go-on');
    expect(withRoster(withRosterInput({ unreadCells, nodes: nodes(4, 90), last: last([10, 90]) }))).toMatchObject({
      kind: 'wait',
      waitsFor:
        'The roster has 4 nodes where 22FRI@2026-02-27 had 10; more than 50 % fewer wait for a person to release the window.',
    });
  });

  it('keeps an emergency to its scope, in what it runs and in what it compares', () => {
    const emergency = anEmergency({ regions: [CELL.region] });
    const input = { emergency, nodes: [node, otherNode], staleCells: [OTHER_CELL], last: last([1, 100]) };

    expect(withRoster(withRosterInput(input))).toEqual({
      kind: 'go-on',
      nodes: [node],
      cells: [CELL],
      vanishedCells: [],
      staleCells: [],
    });
  });
});

function nodes(here: number, there: number): RosterNode[] {
  return [...Array<RosterNode>(here).fill(node), ...Array<RosterNode>(there).fill(otherNode)];
}

function last([here, there]: readonly [number, number]): LastRoster {
  return {
    window: '22FRI@2026-02-27',
    cells: [
      { ...CELL, nodes: here },
      { ...OTHER_CELL, nodes: there },
    ],
  };
}
