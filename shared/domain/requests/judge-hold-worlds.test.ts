import { describe, expect, it } from '@jest/globals';
import { aKnownCell, aKnownWindow, anEntry, aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { aHold } from '../../testing/opening-builders.ts';
import type { Catalogue } from '../catalogue/catalogue-entry.ts';
import type { HoldScope } from '../window/hold.ts';
import type { WindowUnderWay } from './hold-reach.ts';
import { judgeHold } from './judge-hold.ts';

const scopes: readonly HoldScope[] = [
  { kind: 'all' },
  { kind: 'schedule', schedule: '22FRI' },
  { kind: 'schedule', schedule: '22FIR' },
  { kind: 'window', window: '22FRI@2026-03-06' },
  { kind: 'window', window: '22FRI@2026-03-06+1a2b3c4d' },
  { kind: 'window', window: '3SUN@2026-03-08' },
  { kind: 'account', account: CELL.account },
  { kind: 'account', account: OTHER_CELL.account },
];

const catalogues: readonly Catalogue[] = [
  { kind: 'read', entries: [anEntry()], problems: [] },
  { kind: 'read', entries: [], problems: [{ value: '22FRI', version: 1, reason: '?' }] },
  { kind: 'read', entries: [], problems: [] },
  { kind: 'unread', reason: 'ThrottlingException' },
];

/** Absent, or under way in a state, in one cell or in none that is known. */
const anyState = [undefined, 'opening', 'open', 'closing'] as const;

describe('judgeHold() in small worlds', () => {
  // Method: every scope, every hold of every scope before it, with and without cancelling, and every two windows under way.
  it('holds whatever is asked, and says what it touches and what is odd', () => {
    const worlds = everyCombination({
      scope: scopes,
      cancelRunning: [false, true],
      before: [undefined, ...scopes],
      beforeCancels: [false, true],
      catalogue: catalogues,
      regular: anyState,
      emergency: [undefined, 'open'],
      cells: [[], [aKnownCell(OTHER_CELL)]],
    });
    const found = survey(worlds, ({ scope, cancelRunning, before, beforeCancels, catalogue, ...states }) => {
      const underWay = underWayIn(states);
      const holds = before === undefined ? [] : [aHold({ scope: before, cancelRunning: beforeCancels })];
      const answer = judgeHold({ scope, cancelRunning }, { holds, underWay, catalogue });
      const inForce = catalogue.kind === 'read' && catalogue.entries.length + catalogue.problems.length > 0;
      const named = /^(22FRI)?/.exec(nameIn(scope) ?? '22FRI')?.[0] === '22FRI';
      const stays = JSON.stringify(before) === JSON.stringify(scope) && (beforeCancels || !cancelRunning);
      const wanted = underWay
        .filter((each) => isTouched(scope, each))
        .map(({ window, state }) => `${window.id} (${state})`);
      return {
        'P5: to stop is refused to nobody': answer.kind === 'held',
        'it says what it touches, and nothing else': answer.affected.join() === wanted.sort().join(),
        'it says where a hold stays that does as much': answer.warnings.some((each) => /already/.test(each)) === stays,
        'it warns of a schedule that nobody knows':
          answer.warnings.some((each) => /in force/.test(each)) ===
          (nameIn(scope) !== undefined && catalogue.kind === 'read' && !(inForce && named)),
        'it says no more than that': answer.warnings.length <= 2,
      };
    });
    expect(found).toEqual({ worlds: 8 * 2 * 9 * 2 * 4 * 4 * 2 * 2, broken: [] });
  });
});

/** The schedule by name, be it that of a window. */
function nameIn(scope: HoldScope): string | undefined {
  if (scope.kind === 'schedule') return scope.schedule;
  return scope.kind === 'window' ? scope.window : undefined;
}

type State = (typeof anyState)[number];

function underWayIn({
  regular,
  emergency,
  cells,
}: {
  readonly regular: State;
  readonly emergency: State;
  readonly cells: WindowUnderWay['cells'];
}): WindowUnderWay[] {
  const other = aWindow({ id: '22FRI@2026-03-06+1a2b3c4d' });
  return [
    ...(regular === undefined ? [] : [aKnownWindow({ state: regular, cells })]),
    ...(emergency === undefined ? [] : [aKnownWindow({ window: other, state: emergency, cells: [aKnownCell()] })]),
  ];
}

function isTouched(scope: HoldScope, { window, cells }: WindowUnderWay): boolean {
  return (
    scope.kind === 'all' ||
    (scope.kind === 'schedule' && scope.schedule === '22FRI') ||
    (scope.kind === 'window' && scope.window === window.id) ||
    (scope.kind === 'account' && cells.filter(({ account }) => account === scope.account).length > 0)
  );
}
