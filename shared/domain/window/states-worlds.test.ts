import { describe, expect, it } from '@jest/globals';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { cellTransitions, nodeTransitions, type Transition, windowTransitions } from './states.ts';
import { VERDICTS } from './verdict.ts';

const WINDOW_STATES = ['start', 'opening', 'open', 'closing', 'final', 'missed', 'skipped'] as const;
const CELL_STATES = ['start', 'running', 'stopped', 'settled'] as const;
const NODE_STATES = ['start', 'owed', ...VERDICTS] as const;

/** From the worst to the best that may still come of a node by what is heard of it later. */
const AMENDABLE: readonly string[] = ['missed', 'failed', 'pending-reboot', 'patched'];

describe('transitions in small worlds', () => {
  // Goal: the laws of the life of a window, of every pair of states. Method: all pairs, those without an edge as well.
  it('lead a window forward to an end, and never back', () => {
    const worlds = everyCombination({ from: WINDOW_STATES, to: WINDOW_STATES });

    expect(
      survey(worlds, ({ from, to }) => {
        const leads = isEdge(windowTransitions, from, to);
        const over = ['final', 'missed', 'skipped'].includes(from);
        return {
          'it begins by being claimed': from !== 'start' || leads === (to === 'opening'),
          'what is over stays so; a final one may be amended (P3)':
            !over || leads === (from === 'final' && to === 'final'),
          'nothing leads back': !leads || WINDOW_STATES.indexOf(from) <= WINDOW_STATES.indexOf(to),
          'only what never opened is missed or skipped':
            !leads || !(to === 'missed' || to === 'skipped') || from === 'opening',
          'only what has opened becomes final': !leads || to !== 'final' || ['open', 'closing', 'final'].includes(from),
          'an end can be reached (P4)': ['final', 'missed', 'skipped'].some((end) =>
            canReach(windowTransitions, from, end),
          ),
        };
      }),
    ).toEqual({ worlds: 49, broken: [] });
  });

  it('settle every cell, and set none going again', () => {
    const worlds = everyCombination({ from: CELL_STATES, to: CELL_STATES });

    expect(
      survey(worlds, ({ from, to }) => {
        const leads = isEdge(cellTransitions, from, to);
        return {
          'what is settled stays so': from !== 'settled' || !leads,
          'what is stopped begins nothing more (P1)': from !== 'stopped' || leads === (to === 'settled'),
          'nothing leads back': !leads || CELL_STATES.indexOf(from) <= CELL_STATES.indexOf(to),
          'it can be settled': from === 'settled' || canReach(cellTransitions, from, 'settled'),
        };
      }),
    ).toEqual({ worlds: 16, broken: [] });
  });

  it('give every owed node a verdict, and amend it only for the better', () => {
    const worlds = everyCombination({ from: NODE_STATES, to: NODE_STATES });

    expect(
      survey(worlds, ({ from, to }) => {
        const leads = isEdge(nodeTransitions, from, to);
        const [before, after] = [from, to].map((state) => AMENDABLE.indexOf(state));
        const amends = before !== -1 && after !== -1;
        return {
          'it begins by being owed (P3)': from !== 'start' || leads === (to === 'owed'),
          'any verdict may be its first but the exception, which no window owes':
            from !== 'owed' || leads === !['start', 'owed', 'excepted'].includes(to),
          'later evidence makes it better': !amends || leads === Number(before) < Number(after),
          'nothing amends what was not to be patched': amends || from === 'start' || from === 'owed' || !leads,
        };
      }),
    ).toEqual({ worlds: 64, broken: [] });
  });

  it('are each drawn once', () => {
    for (const transitions of [windowTransitions, cellTransitions, nodeTransitions]) {
      expect(new Set(transitions.map(({ from, to, by }) => `${from} ${to} ${by}`)).size).toBe(transitions.length);
    }
  });
});

function isEdge(transitions: readonly Transition<string>[], from: string, to: string): boolean {
  return transitions.some((edge) => edge.from === from && edge.to === to);
}

function canReach(
  transitions: readonly Transition<string>[],
  from: string,
  end: string,
  passed: string[] = [],
): boolean {
  if (from === end) return true;
  return transitions.some(
    (edge) => edge.from === from && !passed.includes(edge.to) && canReach(transitions, edge.to, end, [...passed, from]),
  );
}
