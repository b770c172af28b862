import { type Attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { EntryLabels } from '../../shared/aws/label-entry.ts';
import type { ApprovedMemory } from '../../shared/aws/ledger/approved-row.ts';
import type { Roster } from '../../shared/aws/observe-roster.ts';
import type { StoredEntry } from '../../shared/aws/read-entry-histories.ts';
import type { Reevaluation } from '../../shared/aws/reevaluate-rule.ts';
import { type ApprovalPolicy, judgeEntryInForce } from '../../shared/domain/catalogue/judge-entry-in-force.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import {
  catalogueDeletedNotice,
  catalogueLeavesNotice,
  catalogueRefusedNotice,
} from '../../shared/notices/approval-notices.ts';
import type { FindProblems } from './find-problem.ts';
import { type World as ConfigWorld, reevaluateTags } from './reevaluate-tags.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World extends ConfigWorld {
  readonly policy: ApprovalPolicy;
  readonly readEntries: () => Promise<Attempt<readonly StoredEntry[]>>;
  readonly findProblems: FindProblems;
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

  let entries = read.value;
  let problemOf = world.findProblems(entries);
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
      // The entries after it are judged beside what is in force by now: two that wait for each other never come in both.
      entries = entries.map((one) =>
        one === entry && did.kind === 'done' ? { ...one, labelled: inForce.version } : one,
      );
      problemOf = world.findProblems(entries);
      continue;
    }
    if (entry.labelled === undefined) continue;
    const leaving = { value: entry.value, version: entry.labelled };
    const carriers = await world.observeCarriers(entry.value);
    // Told first: a crash in between leaves the label, by which the next round finds it again (P4).
    await world.tell(catalogueLeavesNotice({ ...leaving, withdrawal, carriers }));
    steps.push(stepOf('took-out-of-force', leaving, await world.labels.takeOutOfForce(entry.value, entry.labelled)));
  }
  const memory = await world.approved.read();
  await tellDeleted(memory, read.value, world);
  throwIfNotAllowed(steps);
  const reevaluated = await reevaluateTags({ values, memory }, world);
  return { entries: read.value.length, steps, refused, reevaluated };
}

/** What is deleted leaves no label to find: the memory of the last look knows it, until it is written anew (P4). */
async function tellDeleted(
  memory: ApprovedMemory | undefined,
  entries: readonly StoredEntry[],
  world: World,
): Promise<void> {
  for (const value of memory?.values ?? []) {
    if (memory === undefined || entries.some((entry) => entry.value === value)) continue;
    const carriers = await world.observeCarriers(value);
    await world.tell(catalogueDeletedNotice({ value, inForceSince: memory.changedAt, carriers }));
  }
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
