import { approvedValues, type Catalogue } from '../catalogue/catalogue-entry.ts';
import { guessMeant } from '../tagging/doctor.ts';
import { judgeTag } from '../tagging/judge-tag.ts';
import { type Answer, type Refused, refused } from './answer.ts';
import type { Asker, DecideIntent } from './intent.ts';
import { refuseAsker } from './refuse-asker.ts';

export interface DecisionInput {
  readonly now: Date;
  readonly intent: DecideIntent;
  readonly asker: Asker;
  readonly catalogue: Extract<Catalogue, { kind: 'read' }>;
  /** Absent where the node does not wait for a person. */
  readonly waiting: Extract<Answer, { kind: 'decided' }>['node'] | undefined;
}

/**
 * Decides whether a node of the review queue gets the schedule that a person has chosen.
 *
 *   V1. Nothing is decided by somebody whom AWS does not vouch for, or long after it was asked.
 *   V2. Only a schedule in force is given: an exception has its own way.
 *   V3. Only a node that waits for a person gets one: a value that is there is its owner's (P8).
 */
export function judgeDecision(input: DecisionInput): Answer {
  const { waiting, intent } = input;
  const unfit = refuseAsker(input) ?? refuseValue(input);
  if (unfit !== undefined) return unfit;
  if (waiting !== undefined) return { kind: 'decided', node: waiting };
  const because = `${intent.nodeId} does not wait for a person: it carries a value, got a default, or is not known.`;
  return refused('not-in-review', because, 'Look at what waits: npx patchplane review list.');
}

function refuseValue({ intent: { nodeId, value }, catalogue }: DecisionInput): Refused | undefined {
  const approved = approvedValues(catalogue);
  const verdict = judgeTag(value, approved);
  if (verdict.kind === 'approved') return undefined;
  if (verdict.kind === 'reserved') {
    const because = `${value} is no schedule: it would keep the node out of all windows.`;
    const next = `Choose a schedule that is in force, or ask for an exception: npx patchplane except ${nodeId} ….`;
    return refused('reserved-value', because, next);
  }
  const nearest = guessMeant(value, approved);
  const meant = nearest.kind === 'meant' ? `, such as ${nearest.value}` : '';
  return refused('unknown-schedule', `${value} is not in force.`, `Choose a schedule that is in force${meant}.`);
}
