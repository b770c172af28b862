import { describe, expect, it } from '@jest/globals';
import { aRosterNode, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { anEmergency } from '../../testing/opening-builders.ts';
import { type Cell, cellKey } from './node.ts';
import { withRoster } from './with-roster.ts';

/** Two accounts, and a second Region of the first. */
const CELLS = [CELL, OTHER_CELL, { account: CELL.account, region: 'us-east-1' }] as const;

const SCOPES = [
  undefined,
  anEmergency(),
  anEmergency({ accounts: [CELL.account] }),
  anEmergency({ regions: [CELL.region] }),
  anEmergency({ accounts: [OTHER_CELL.account], regions: [CELL.region] }),
] as const;

/** Of each cell: nodes last time, undefined if the schedule did not know it; nodes now; whether it could be read. */
const HERE = [...everyCombination({ before: [undefined, 9, 10], now: [0, 4, 5, 10], unread: [false, true] })];
const THERE = [...everyCombination({ before: [undefined, 0, 10], now: [0, 5], unread: [false, true] })];
const BESIDE = [...everyCombination({ before: [undefined, 1], now: [0, 1], unread: [false] })];

type CellFacts = (typeof HERE)[number] | (typeof THERE)[number] | (typeof BESIDE)[number];

describe('withRoster() in small worlds', () => {
  // Goal: C1 to C4 whatever a cell shows. Method: three cells with numbers of nodes now and last time around each edge,
  // unread or not, stale or not, in and out of every scope, released or not.
  it('drops no cell in silence, and lets no roster shrink in silence (P4, P6)', () => {
    const worlds = everyCombination({
      here: HERE,
      there: THERE,
      beside: BESIDE,
      scope: SCOPES,
      stale: [[], [OTHER_CELL, { account: '999900001111', region: 'eu-west-1' }]],
      shrunk: [
        { percent: 0, released: false },
        { percent: 50, released: false },
        { percent: 50, released: true },
        { percent: 100, released: false },
      ],
    });

    expect(survey(worlds, lawsOfRoster)).toEqual({ worlds: 24 * 12 * 4 * 5 * 2 * 4, broken: [] });
  });
});

interface RosterWorld {
  readonly here: CellFacts;
  readonly there: CellFacts;
  readonly beside: CellFacts;
  readonly scope: (typeof SCOPES)[number];
  readonly stale: readonly Cell[];
  readonly shrunk: { readonly percent: number; readonly released: boolean };
}

function lawsOfRoster({ here, there, beside, scope, stale, shrunk }: RosterWorld): Record<string, boolean> {
  const cells = [here, there, beside].map((facts, index) => ({ ...(CELLS[index] ?? CELL), ...facts }));
  const decision = withRoster({
    nodes: cells.flatMap((cell) => Array(cell.now).fill(nodeIn(cell))),
    unreadCells: cells.filter(({ unread }) => unread),
    last: {
      window: '22FRI@2026-02-27',
      cells: cells.flatMap(({ account, region, before }) =>
        before === undefined ? [] : [{ account, region, nodes: before }],
      ),
    },
    staleCells: stale,
    emergency: scope,
    released: shrunk.released,
    rosterShrinkPercent: shrunk.percent,
  });

  const inScope = cells.filter(
    ({ account, region }) =>
      (scope?.accounts ?? [account]).includes(account) && (scope?.regions ?? [region]).includes(region),
  );
  const compared = inScope.filter(({ unread }) => !unread);
  const before = compared.reduce((sum, cell) => sum + (cell.before ?? 0), 0);
  const left = compared.reduce((sum, cell) => sum + cell.now, 0);
  const tooFew = before >= 10 && left / before < 1 - shrunk.percent / 100;
  const waits = decision.kind === 'wait';
  const known = inScope.filter((cell) => cell.now > 0 || (cell.before ?? 0) > 0);
  const goesOn = waits ? undefined : decision;

  return {
    'it waits for a person just if too many nodes are gone': waits === (tooFew && !shrunk.released),
    'it runs where nodes are or were, and nowhere else': waits || keys(decision.cells) === keys(known),
    'what has vanished is told': waits || keys(decision.vanishedCells) === keys(known.filter(({ now }) => now === 0)),
    'what is stale is told, where it runs':
      waits || keys(decision.staleCells) === keys(known.filter((cell) => keys(stale).includes(cellKey(cell)))),
    'every node in its scope is owed, and no other (P3)':
      goesOn === undefined ||
      (goesOn.nodes.length === inScope.reduce((sum, { now }) => sum + now, 0) &&
        goesOn.nodes.every((node) => keys(inScope).includes(cellKey(node)))),
  };
}

const NODES = new Map(CELLS.map((cell) => [cellKey(cell), aRosterNode(cell)]));

function nodeIn(cell: Cell) {
  return NODES.get(cellKey(cell)) ?? aRosterNode(cell);
}

function keys(cells: readonly Cell[]): string {
  return cells.map(cellKey).sort().join(' ');
}
