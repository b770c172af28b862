import type { Attempt } from '../aws/attempt.ts';
import type { TagRows } from '../aws/ledger/tag-row.ts';
import type { TagStep } from '../aws/tag-batches.ts';
import type { Announce } from '../domain/reporting/lifecycle-event.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { type CorrectionPolicy, decideCorrection } from '../domain/tagging/decide-correction.ts';
import { PATCHING_TAG } from '../domain/tagging/tag-keys.ts';
import { tagCorrectedNotice } from './tag-corrected-notice.ts';
import { type JudgedTag, tellRefusal } from './tell-refusal.ts';

export interface CorrectingWorld {
  readonly now: () => Date;
  /** Nothing may be corrected while the settings cannot be read (P5). */
  readonly correctionPolicy: () => Promise<CorrectionPolicy>;
  readonly memory: TagRows;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly announce: Announce;
}

export type CorrectionOutcome = 'corrected' | 'not-allowed';

/**
 * Plans to put a schedule tag right where the settings allow it, whoever finds it: nothing if it is to be refused, or to
 * get a default. A value that AWS does not let us write is refused as if it could not be corrected.
 */
export async function planCorrection(
  judged: JudgedTag,
  world: CorrectingWorld,
): Promise<TagStep<CorrectionOutcome> | undefined> {
  const { node, value, verdict, approved } = judged;
  const [memory, policy] = await Promise.all([world.memory.read(node.id), world.correctionPolicy()]);
  const known = memory.value === value && memory.verdict === verdict.kind && memory.verdict !== 'missing';
  if (known) return undefined; // It was refused before: the settings hold for what comes after them.
  const now = world.now();
  const correction = decideCorrection({ now, verdict, value, approved, policy, memory });
  if (correction === undefined) return undefined;

  const { from, to } = correction;
  const change = memory.change + 1;
  const notice = tagCorrectedNotice({ ...judged, correction, change });
  const finish = async (written: Attempt<void>): Promise<CorrectionOutcome> => {
    if (written.kind === 'refused') {
      await tellRefusal(judged, world);
      return 'not-allowed';
    }
    await world.tell(notice);
    const corrected = { ...(from !== undefined && { from }), at: now };
    await world.memory.write(node.id, { value: to, verdict: 'approved', change, lastApproved: to, corrected });
    return 'corrected';
  };
  return { kind: 'write', node, from, tags: { [PATCHING_TAG]: to }, notice, finish };
}
