import { describe, expect, it } from '@jest/globals';
import { aRosterNode, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { anEmergency, withRosterInput } from '../../testing/opening-builders.ts';
import { type Cell, cellKey, type RosterNode } from './node.ts';
import { type LastRoster, type WithRosterInput, withRoster } from './with-roster.ts';

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

  // Goal: C1 to C4 in every combination. Method: numbers of nodes now and last time around each edge, in two cells each
  // of which may be unread, stale or out of scope.
  it('keeps C1 to C4 in every small world', () => {
    let count = 0;
    for (const input of everySmallWorld()) {
      count += 1;
      const broken = brokenInvariants(input);
      if (broken.length > 0) expect({ input, broken }).toEqual({ input, broken: [] });
    }
    expect(count).toBe(7 * 3 * 7 * 3 * 3 * 2 * 2 * 3 * 2);
  });
});

function brokenInvariants(input: WithRosterInput): string[] {
  const decision = withRoster(input);
  const regions = input.emergency?.regions ?? [CELL.region, OTHER_CELL.region];
  const asked = (cell: Cell) => regions.includes(cell.region);
  const readable = (cell: Cell) => !input.unreadCells.some((other) => cellKey(other) === cellKey(cell));
  const owed = input.nodes.filter(asked);
  const lastCells = (input.last?.cells ?? []).filter((cell) => asked(cell) && cell.nodes > 0);
  const before = lastCells.filter(readable).reduce((sum, { nodes }) => sum + nodes, 0);
  const share = (100 * (before - owed.filter(readable).length)) / before;
  const shrunk = before >= 10 && share > input.rosterShrinkPercent;
  if (decision.kind === 'wait') return shrunk && !input.released ? [] : ['C2'];

  const keys = (cells: readonly Cell[]) => cells.map(cellKey).sort().join();
  const now = new Set(owed.map(cellKey));
  const expected = new Map(
    [...owed, ...lastCells].map(({ account, region }) => [`${account}#${region}`, { account, region }]),
  );
  const holds = {
    C1: keys(decision.cells) === keys([...expected.values()]),
    C1vanished: keys(decision.vanishedCells) === keys([...expected.values()].filter((cell) => !now.has(cellKey(cell)))),
    C1stale: keys(decision.staleCells) === keys(input.staleCells.filter((cell) => expected.has(cellKey(cell)))),
    C2: !shrunk || input.released,
    C4: decision.cells.every(asked) && decision.nodes.length === owed.length,
  };
  return Object.entries(holds).flatMap(([name, kept]) => (kept ? [] : [name]));
}

function* everySmallWorld(): Generator<WithRosterInput> {
  const scopes = [undefined, anEmergency({ regions: [CELL.region] })];
  for (const here of [0, 1, 2, 3, 4, 5, 10])
    for (const there of [0, 1, 5])
      for (const lastHere of [0, 1, 4, 5, 9, 10, 11])
        for (const lastThere of [0, 1, 5])
          for (const unreadCells of [[], [CELL], [OTHER_CELL]])
            for (const staleCells of [[], [OTHER_CELL]])
              for (const emergency of scopes)
                for (const rosterShrinkPercent of [49, 50, 100])
                  for (const released of [false, true])
                    yield {
                      nodes: nodes(here, there),
                      unreadCells,
                      staleCells,
                      last: last([lastHere, lastThere]),
                      emergency,
                      released,
                      rosterShrinkPercent,
                    };
}

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
    at: new Date('2026-02-27T21:00:00Z'),
  };
}
