import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { EntryLabels } from '../../shared/aws/label-entry.ts';
import type { Roster } from '../../shared/aws/observe-roster.ts';
import type { StoredEntry } from '../../shared/aws/read-entry-histories.ts';
import type { Reevaluation } from '../../shared/aws/reevaluate-rule.ts';
import { type ApprovalPolicy, judgeEntryInForce } from '../../shared/domain/catalogue/judge-entry-in-force.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { catalogueLeavesNotice, catalogueRefusedNotice } from '../../shared/notices/approval-notices.ts';
import { problemFinder } from './find-problem.ts';
import { type World as ConfigWorld, reevaluateTags } from './reevaluate-tags.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World extends ConfigWorld {
  readonly policy: ApprovalPolicy;
  readonly readEntries: () => Promise<Attempt<readonly StoredEntry[]>>;
  readonly labels: EntryLabels;
  /** The nodes that carry a schedule. */
  readonly observeCarriers: (value: string) => Promise<Attempt<Roster>>;
  readonly tell: (notice: Notice) => Promise<void>;
}

export interface CatalogueStep {
  readonly value: string;
  readonly did: 'put-in-force' | 'took-out-of-force' | 'not-allowed';
  readonly version: number;
  readonly why?: string;
}

export interface CatalogueReport {
  readonly entries: number;
  readonly steps: readonly CatalogueStep[];
  readonly refused: readonly { readonly value: string; readonly version: number; readonly reason: string }[];
  /** What Config was asked, in a round after one that changed which schedules are in force. */
  readonly reevaluated: Reevaluation | undefined;
}

/**
 * Puts the approved version of each entry in force, and takes out what is not approved, whoever put the label there. It
 * looks at all of them, whatever woke it, so that a change that it did not hear of is made up for.
 */
export async function applyCatalogue(world: World): Promise<CatalogueReport> {
  const read = await world.readEntries();
  if (read.kind === 'refused') throw new Error(`Cannot read the catalogue and its approvals: ${sayRefusal(read)}`);

  const problemOf = problemFinder(read.value);
  const steps: CatalogueStep[] = [];
  const values: string[] = [];
  const refused: { value: string; version: number; reason: string }[] = [];
  for (const entry of read.value) {
    const judgement = judgeEntryInForce(entry, {
      policy: world.policy,
      problemOf: (version) => problemOf(entry.value, version),
    });
    const { inForce, refusal, withdrawal } = judgement;
    if (inForce !== undefined) values.push(entry.value);
    if (refusal !== undefined) {
      refused.push({ value: entry.value, version: refusal.latest.version, reason: refusal.reason });
      await world.tell(catalogueRefusedNotice({ value: entry.value, inForce: inForce?.version, ...refusal }));
    }
    if (inForce?.version === entry.labelled) continue;
    if (inForce !== undefined) {
      const did = await world.labels.putInForce(entry.value, inForce.version);
      steps.push(stepOf('put-in-force', { value: entry.value, version: inForce.version }, did));
      continue;
    }
    if (entry.labelled === undefined) continue;
    const leaving = { value: entry.value, version: entry.labelled };
    const carriers = await world.observeCarriers(entry.value);
    // Told first: a crash in between leaves the label, by which the next round finds it again (P4).
    await world.tell(catalogueLeavesNotice({ ...leaving, withdrawal, carriers }));
    steps.push(stepOf('took-out-of-force', leaving, await world.labels.takeOutOfForce(entry.value, entry.labelled)));
  }
  throwIfNotAllowed(steps);
  const reevaluated = await reevaluateTags(values, world);
  return { entries: read.value.length, steps, refused, reevaluated };
}

function stepOf(
  did: 'put-in-force' | 'took-out-of-force',
  { value, version }: { readonly value: string; readonly version: number },
  attempted: Attempt<void>,
): CatalogueStep {
  if (attempted.kind === 'done') return { value, version, did };
  return { value, version, did: 'not-allowed', why: sayRefusal(attempted) };
}

/** Once all are tried: one that AWS refuses keeps no other from its place, and must be seen (P6). */
function throwIfNotAllowed(steps: readonly CatalogueStep[]): void {
  const failed = steps.filter(({ did }) => did === 'not-allowed');
  if (failed.length === 0) return;
  const said = failed.map(({ value, version, why }) => `version ${version} of ${value}: ${why}`);
  throw new Error(`Cannot label ${failed.length} catalogue entries: ${said.join('; ')}`);
}
