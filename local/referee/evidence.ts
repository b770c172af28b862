/**
 * What the referee judges by: the organization as it was, and the embedded AWS's own record of what really happened. The
 * ledger is not among it, since what Patchplane believes is what is on trial.
 */
import type { Cloud } from '../cloud.ts';
import type { NodeSpec, Organization } from '../organization/organization.ts';
import type { CloudRecord, PatchRun, SentCommand, TagWrite } from '../record.ts';

export interface Evidence {
  readonly organization: Organization;
  readonly record: CloudRecord;
  /** How far the run has come. */
  readonly now: Date;
}

export function evidenceOf({
  organization,
  record,
  clock,
}: Pick<Cloud, 'organization' | 'record' | 'clock'>): Evidence {
  return { organization, record, now: clock.now() };
}

/** The roles by which Patchplane acts in a member account, as `stacks/member.yml` names them. */
const PATCHES = /:assumed-role\/Patchplane-PatchCell\//;
const TAGS = /:assumed-role\/Patchplane-Tag\//;

/** The commands that Patchplane sent, in order. */
export function ourCommands({ record }: Evidence): SentCommand[] {
  return record.commands.filter(({ by }) => PATCHES.test(by));
}

export function isOurTagWrite({ by }: TagWrite): boolean {
  return TAGS.test(by);
}

/** A patch run on a node by a command of ours, with that command. */
export interface OurRun extends PatchRun {
  readonly command: SentCommand;
}

export function ourRuns(evidence: Evidence): OurRun[] {
  const commands = new Map(ourCommands(evidence).map((command) => [keyOf(command, command.id), command]));
  return evidence.record.patchRuns.flatMap((run) => {
    const command = commands.get(keyOf(run, run.commandId));
    return command === undefined ? [] : [{ ...run, command }];
  });
}

/** The value of a node's tag at an instant; a write at that very instant counts. */
export function tagAt({ organization, record }: Evidence, nodeId: string, key: string, at: Date): string | undefined {
  const writes = record.tagWrites.filter((write) => write.nodeId === nodeId && write.key === key && write.at <= at);
  const last = writes.at(-1);
  if (last !== undefined) return last.after;
  return nodesOf(organization).get(nodeId)?.tags[key];
}

/** Ten thousand nodes are looked up for every window. */
const indexes = new WeakMap<Organization, ReadonlyMap<string, NodeSpec>>();

function nodesOf(organization: Organization): ReadonlyMap<string, NodeSpec> {
  const index = indexes.get(organization) ?? new Map(organization.nodes.map((node) => [node.id, node]));
  indexes.set(organization, index);
  return index;
}

export function instants(...dates: readonly Date[]): string {
  return dates.map((date) => date.toISOString()).join(' and ');
}

function keyOf({ account, region }: { readonly account: string; readonly region: string }, id: string): string {
  return `${account}/${region}/${id}`;
}
