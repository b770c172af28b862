import { type Answer, refused } from './answer.ts';

/** Marks an incident as taken up, and says whether there is one. */
export type AcknowledgeIncident = (
  key: string,
  acknowledged: { readonly by: string; readonly reason: string; readonly at: Date },
) => Promise<AcknowledgeOutcome>;

export type AcknowledgeOutcome = 'done' | 'already' | 'unknown';

/** Anybody may take up an incident; that somebody has done so already is as good. */
export function judgeAcknowledge(key: string, outcome: AcknowledgeOutcome): Answer {
  if (outcome !== 'unknown') return { kind: 'acknowledged' };
  return refused('unknown-incident', `There is no incident ${key}.`, 'Take the key from the last line of its notice.');
}
