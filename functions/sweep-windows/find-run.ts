import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { Run } from '../../shared/aws/ledger/window-rows.ts';
import type { Wait } from '../../shared/domain/window/before-roster.ts';
import type { World } from './sweep-windows.ts';

/** What became of a run that was to begin: it has, it surely has not, or nobody can say. */
export type Sending =
  | { readonly kind: 'begun'; readonly executionId: string }
  | { readonly kind: 'left'; readonly wait: Wait }
  | { readonly kind: 'unclear'; readonly wait: Wait };

/** Looks for what an earlier sending of the run began. Undefined where Systems Manager shows no such execution. */
export async function findRun(run: Run, world: World): Promise<Exclude<Sending, { kind: 'left' }> | undefined> {
  const found = await world.runs.find(run);
  if (found.kind === 'refused') {
    return { kind: 'unclear', wait: { kind: 'wait', reason: 'start-refused', waitsFor: sayAnswer(found) } };
  }
  return found.value && { kind: 'begun', executionId: found.value.executionId };
}

export function sayAnswer(refused: Extract<Attempt<never>, { kind: 'refused' }>): string {
  return `AWS answered ${sayRefusal(refused)}`;
}
