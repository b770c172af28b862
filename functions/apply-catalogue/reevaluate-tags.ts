import type { ApprovedMemory, ApprovedRow } from '../../shared/aws/ledger/approved-row.ts';
import type { Reevaluation } from '../../shared/aws/reevaluate-rule.ts';

export interface World {
  readonly now: () => Date;
  readonly approved: ApprovedRow;
  readonly reevaluate: () => Promise<Reevaluation>;
}

/** The function behind the Config rule keeps a catalogue for a minute: asked sooner, it would answer by the one before. */
const SETTLES_MS = 2 * 60_000;

/**
 * Has Config judge all tags anew once the set of schedules in force has changed: whether a tag is valid changes then, where
 * no node has. What a rule is not asked for here, it is asked for by the daily sweep.
 */
export async function reevaluateTags(
  { values, memory }: { readonly values: readonly string[]; readonly memory: ApprovedMemory | undefined },
  world: World,
): Promise<Reevaluation | undefined> {
  const changedAt = world.now();
  if (memory === undefined || !isSame(values, memory.values)) {
    // At the first look the rule is as new as the installation, and has judged everything.
    await world.approved.write({ values, changedAt, evaluated: memory === undefined });
    return undefined;
  }
  if (memory.evaluated || changedAt.getTime() - memory.changedAt.getTime() < SETTLES_MS) return undefined;
  const done = await world.reevaluate();
  await world.approved.write({ ...memory, evaluated: true });
  return done;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((value) => others.includes(value));
}
