import { describe, expect, it } from '@jest/globals';
import {
  aJudgedNode,
  anEvidence,
  anInvocation,
  aPatchState,
  aRosterNode,
  aRun,
  CELL,
} from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import type { Invocation, PatchState } from './evidence.ts';
import { type CellEvidence, type CellJudgement, type JudgedNode, judgeCell } from './judge-cell.ts';

const rebootBy = new Date('2026-03-10T01:00:00Z');
const later = new Date('2026-03-06T21:10:00Z');
const judged = aJudgedNode({ verdict: { kind: 'failed', reason: 'did-not-return' } });

/** What may be so of a node: its verdict, if it has one, its commands' statuses, the latest last, and its patch state. */
interface Story {
  readonly before?: JudgedNode['verdict'];
  readonly statuses?: readonly string[];
  readonly state?: Partial<PatchState>;
}

const stories: readonly Story[] = [
  {},
  { before: { kind: 'patched', reason: 'installed' }, statuses: ['Pending'] },
  { before: judged.verdict },
  { statuses: ['Pending'] },
  { statuses: ['Delayed', 'InProgress'] },
  { statuses: ['Pending', 'Success'], state: {} },
  { statuses: ['Success'], state: { pendingRebootCount: 1 } },
  { statuses: ['Failed'], state: {} },
  { statuses: ['Terminated'] },
  { statuses: ['Hibernated'] },
];

/** Of a node that the roster lacks only its commands speak. */
const strangers = stories.filter(({ before }) => before === undefined).slice(0, 6);

const phases = [
  { wavesBegun: 0, ended: false },
  { wavesBegun: 1, ended: false },
  { wavesBegun: 1, ended: true, childOver: true },
  { wavesBegun: 2, ended: true },
  { wavesBegun: 1, ended: true, overdue: true },
  { wavesBegun: 0, ended: true, overdue: true, lastCall: true },
  { wavesBegun: 2, ended: true, overdue: true, lastCall: true },
] as const;

const measures = { tooLate: [false, true], cancelRunning: [false, true] } as const;

describe('judgeCell() in small worlds', () => {
  // Goal: P1, P3 and P6 in a cell. Method: every two nodes of the roster and a stranger, in every phase of the run.
  it('keeps P1, P3 and P6 in every small world', () => {
    const judgedAlone = new Map<string, readonly string[]>();
    const worlds = everyCombination({ one: stories, other: stories, stranger: strangers, phase: phases, ...measures });
    const found = survey(worlds, ({ one, other, stranger, phase, tooLate, cancelRunning }) => {
      const places = [placeOf('i-1', one), placeOf('i-2', other), placeOf('i-3', stranger)];
      const judge = (among: readonly Place[]) =>
        judgeCell(rosterOf(among), together(among), aRun(phase), { tooLate, cancelRunning, rebootBy });
      const alone = places.map((place) => {
        const key = `${place.key} ${phases.indexOf(phase)} ${tooLate} ${cancelRunning}`;
        const said = judgedAlone.get(key) ?? say(judge([place]));
        judgedAlone.set(key, said);
        return said;
      });
      const judgement = judge(places);
      const { roster } = rosterOf(places);
      return {
        ...lawsOf(judgement, { roster, stories: [one, other, stranger], phase, tooLate, cancelRunning }),
        'P6: each is judged, stopped and scanned as if it were alone':
          say(judgement).join() === alone.flat().sort().join(),
      };
    });
    expect(found).toEqual({ worlds: 10 ** 2 * 6 * 7 * 4, broken: [] });
  });
});

interface World {
  readonly roster: readonly JudgedNode[];
  readonly stories: readonly Story[];
  readonly phase: (typeof phases)[number] & { readonly overdue?: boolean; readonly lastCall?: boolean };
  readonly tooLate: boolean;
  readonly cancelRunning: boolean;
}

function lawsOf(judgement: CellJudgement, { roster, stories: told, phase, tooLate, cancelRunning }: World) {
  const { nodes, settled, toCancel, toStop, toRescan, notBack } = judgement;
  const ids = ['i-1', 'i-2', 'i-3'];
  const reached = ids.filter((_, index) => told[index]?.statuses !== undefined);
  const owed = ids.filter((id) => id !== 'i-3' || reached.includes(id));
  const verdicts = nodes.flatMap(({ verdict }) => verdict ?? []);
  const mayTakeAWave = phase.wavesBegun < 2 && !('childOver' in phase);
  const notBegun = ['Pending', 'Delayed', ...(cancelRunning ? ['InProgress'] : [])];
  const unbegun = told.flatMap(({ statuses = [] }, index) =>
    statuses.flatMap((status, turn) => (notBegun.includes(status) ? `${ids[index]} ${turn}` : [])),
  );
  const latest = (id: string) => told[ids.indexOf(id)]?.statuses?.at(-1);

  return {
    'P3: all of the roster and what the run has touched is there once':
      nodes.map(({ id }) => id).join() === owed.join(),
    'P3: what is settled adds up': !settled || verdicts.length === nodes.length,
    'P3: at the last call every node has a verdict': phase.lastCall !== true || verdicts.length === nodes.length,
    'a verdict stands': roster.every((node, index) => node.verdict === undefined || nodes[index] === node),
    'P1: what may go on is not settled': !settled || !tooLate || !mayTakeAWave,
    'settled is what has ended with every verdict, and nothing to be stopped':
      settled === (phase.ended && verdicts.length === nodes.length && !toStop),
    'P1: too late, every wave that may come is stopped': !(tooLate && mayTakeAWave) || toStop,
    'what is in time is not stopped': tooLate || (!toStop && toCancel.size === 0),
    'P1: too late, exactly what has not begun is cancelled, whichever command it is of':
      sayCancelled(toCancel).join() === (tooLate ? unbegun : []).join(),
    'J4: a scan is asked for nodes whose command failed, and that have no verdict': toRescan.every(
      ({ id, verdict }) => verdict === undefined && latest(id) === 'Failed',
    ),
    'J4: no such node is judged before the last call without it':
      phase.lastCall === true || nodes.every(({ id, verdict }) => latest(id) !== 'Failed' || verdict === undefined),
    'J2: what is not known is waited for': nodes.every(
      ({ id, verdict }) =>
        phase.lastCall === true ||
        latest(id) !== 'Hibernated' ||
        verdict === undefined ||
        roster.some((node) => node.id === id && node.verdict === verdict),
    ),
    'at work, and not heard at the end of the window: not back':
      notBack.map(({ id }) => id).join() ===
      (phase.overdue === true ? nodes.filter((node) => isAway(node, latest(node.id))) : []).map(({ id }) => id).join(),
    'a deadline is for what waits for a reboot, and for nothing else': nodes.every(
      ({ verdict, rebootDueAt }) => (rebootDueAt === undefined) === (verdict?.kind !== 'pending-reboot'),
    ),
  };
}

/** Whether a node is at work at the end of the window, or has the verdict that it was. */
function isAway({ verdict }: JudgedNode, status: string | undefined): boolean {
  if (verdict !== undefined) return verdict.reason === 'did-not-return';
  return status === 'InProgress' || status === 'Cancelling';
}

/** What the ledger holds of a node, absent for one that the roster lacks, and what the cell shows of it. */
interface Place extends Pick<CellEvidence, 'invocations' | 'patchStates'> {
  readonly key: string;
  readonly node: JudgedNode | undefined;
}

const placesOf = new Map<string, Place>();

function placeOf(id: string, story: Story): Place {
  const key = `${id} ${stories.indexOf(story)}`;
  const place = placesOf.get(key) ?? newPlace(id, story, key);
  placesOf.set(key, place);
  return place;
}

function newPlace(id: string, { before, statuses = [], state }: Story, key: string): Place {
  const invocations = statuses.map(
    (status, turn): Invocation => ({
      ...anInvocation({ nodeId: id, status, commandId: `${id} ${turn}` }),
      ...(turn === statuses.length - 1 && { requestedAt: later }),
    }),
  );
  const node = before === undefined ? aRosterNode({ id }) : aJudgedNode({ id, verdict: before });
  const patchStates = state === undefined ? [] : [aPatchState({ nodeId: id, ...state })];
  return { key, node: id === 'i-3' ? undefined : node, invocations, patchStates };
}

function rosterOf(places: readonly Place[]) {
  return { cell: CELL, roster: places.flatMap(({ node }) => node ?? []) };
}

function together(places: readonly Place[]): CellEvidence {
  return anEvidence({
    invocations: places.flatMap(({ invocations }) => invocations),
    patchStates: places.flatMap(({ patchStates }) => patchStates),
  });
}

/** A command here is named for the node that it was sent to. */
function sayCancelled(toCancel: CellJudgement['toCancel']): string[] {
  return [...toCancel].flatMap(([commandId, nodeIds]) =>
    nodeIds.map((id) => (commandId.startsWith(id) ? commandId : '?')),
  );
}

function say({ nodes, toCancel, toRescan, notBack }: CellJudgement): string[] {
  return [
    ...nodes.map(
      ({ id, verdict, commandId, rebootDueAt }) =>
        `${id} ${verdict?.kind} ${verdict?.reason} ${commandId} ${rebootDueAt?.getTime()}`,
    ),
    ...sayCancelled(toCancel).map((command) => `cancel ${command}`),
    ...toRescan.map(({ id }) => `scan ${id}`),
    ...notBack.map(({ id }) => `miss ${id}`),
  ].sort();
}
