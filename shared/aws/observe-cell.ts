import {
  type Command,
  DescribeInstanceInformationCommand,
  DescribePatchGroupsCommand,
  type InstanceInformation,
  type InstancePatchState,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  type PatchGroupPatchBaselineMapping,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { GroupBaselines, PatchState } from '../domain/window/evidence.ts';
import type { PatchCommand } from '../domain/window/foreign-run.ts';
import type { CellEvidence } from '../domain/window/judge-cell.ts';
import type { Cell } from '../domain/window/node.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { type Attempt, attempt } from './attempt.ts';
import { cellClient, eachGroup } from './cell-client.ts';
import { allItems } from './pages.ts';
import { commandOf, invocationsFrom, patchCommandOf, snapshotIdIn } from './read-command.ts';
import { readPatchStates } from './read-patch-states.ts';

export interface CommandEvidence extends Pick<CellEvidence, 'commands' | 'invocations'> {
  /** Every command with the window's own patch document, whoever sent it. */
  readonly sent: readonly PatchCommand[];
}

/**
 * Reads what a run did in a cell, through the member's read role. A refusal is an outcome: it stops this cell only (P6).
 * A cell whose nodes answer costs two reads per 50 of them and three of its own: one each of `commands`, `scans` and
 * `baselines`.
 */
export interface CellObserver {
  readonly commands: (
    cell: Cell,
    of: { readonly snapshotId: string; readonly since: Date },
  ) => Promise<Attempt<CommandEvidence>>;
  /** Commands with the patch document that has no hooks: our rescans, and runs of others. */
  readonly scans: (cell: Cell, of: { readonly since: Date }) => Promise<Attempt<PatchCommand[]>>;
  readonly patchStates: (cell: Cell, nodeIds: readonly string[]) => Promise<Attempt<PatchState[]>>;
  readonly pings: (cell: Cell, nodeIds: readonly string[]) => Promise<Attempt<CellEvidence['pings']>>;
  readonly baselines: (cell: Cell, patchGroup: string) => Promise<Attempt<GroupBaselines>>;
}

/** Items in a page of ListCommands, ListCommandInvocations and DescribeInstanceInformation (the service's limit). */
const PAGE_SIZE = 50;
const GROUPS_PAGE_SIZE = 100;
const PATCH_DOCUMENT = 'AWS-RunPatchBaselineWithHooks';
export const SCAN_DOCUMENT = 'AWS-RunPatchBaseline';

export function cellObserver(assumeReadRole: AssumeMemberRole): CellObserver {
  const inCell = cellClient(assumeReadRole);

  return {
    commands: (cell, { snapshotId, since }) =>
      inCell(cell, async (ssm) => {
        const sent = await commandsSince(ssm, PATCH_DOCUMENT, since);
        const ours = sent.filter((command) => snapshotIdIn(command) === snapshotId);
        const ids = ours.flatMap(({ CommandId }) => CommandId ?? []);
        const invocations = (await invocationsOf(ssm, ids, since)).flatMap(invocationsFrom(ours));
        return { sent: sent.map(patchCommandOf), commands: ours.map(commandOf), invocations };
      }),
    scans: (cell, { since }) =>
      inCell(cell, async (ssm) => (await commandsSince(ssm, SCAN_DOCUMENT, since)).map(patchCommandOf)),
    patchStates: (cell, nodeIds) =>
      inCell(cell, async (ssm) => {
        const states = await eachGroup(nodeIds, (ids) => readPatchStates(ssm, ids));
        return states.flatMap(patchStateOf);
      }),
    pings: (cell, nodeIds) =>
      inCell(cell, async (ssm) => {
        const nodes = await eachGroup(nodeIds, (ids) => knownNodes(ssm, ids));
        return new Map(nodes.flatMap(pingOf));
      }),
    baselines: (cell, patchGroup) =>
      inCell(cell, async (ssm) => {
        const mappings = await mappingsOf(ssm, patchGroup);
        return { patchGroup, operatingSystems: new Map(mappings.flatMap(baselineIn(patchGroup))) };
      }),
  };
}

function commandsSince(ssm: SSMClient, document: string, since: Date): Promise<Command[]> {
  const Filters = sentSince(document, since);
  return allItems((NextToken) => ssm.send(new ListCommandsCommand({ Filters, MaxResults: PAGE_SIZE, NextToken })), {
    items: ({ Commands }) => Commands,
    nextToken: ({ NextToken }) => NextToken,
  });
}

function sentSince(document: string, since: Date) {
  return [
    { key: 'InvokedAfter' as const, value: since.toISOString().replace(/\.\d+/, '') },
    { key: 'DocumentName' as const, value: document },
  ];
}

/** With all their steps. Several commands are read in one listing, so that waves of a few nodes do not cost a page each. */
async function invocationsOf(ssm: SSMClient, commandIds: readonly string[], since: Date) {
  if (commandIds.length === 0) return [];
  const [CommandId] = commandIds;
  const which = commandIds.length === 1 ? { CommandId } : { Filters: sentSince(PATCH_DOCUMENT, since) };
  return allItems(
    (NextToken) =>
      ssm.send(new ListCommandInvocationsCommand({ ...which, Details: true, MaxResults: PAGE_SIZE, NextToken })),
    { items: ({ CommandInvocations }) => CommandInvocations, nextToken: ({ NextToken }) => NextToken },
  );
}

/**
 * Asks for some nodes by id. One id that Systems Manager does not like, of a node that is gone for one, makes it refuse
 * them all; then every node of the cell is listed instead.
 */
async function knownNodes(ssm: SSMClient, ids: readonly string[]): Promise<InstanceInformation[]> {
  const list = (Filters?: { Key: string; Values: string[] }[]) =>
    allItems(
      (NextToken) => ssm.send(new DescribeInstanceInformationCommand({ Filters, MaxResults: PAGE_SIZE, NextToken })),
      { items: ({ InstanceInformationList }) => InstanceInformationList, nextToken: ({ NextToken }) => NextToken },
    );
  const byId = await attempt(() => list([{ Key: 'InstanceIds', Values: [...ids] }]));
  if (byId.kind === 'done') return byId.value;
  const wanted = new Set(ids);
  return (await list()).filter(({ InstanceId = '' }) => wanted.has(InstanceId));
}

/** One listing has the baselines of all operating systems, where asking for a baseline takes a call for each of them. */
function mappingsOf(ssm: SSMClient, patchGroup: string): Promise<PatchGroupPatchBaselineMapping[]> {
  const Filters = [{ Key: 'NAME_PREFIX', Values: [patchGroup] }];
  return allItems(
    (NextToken) => ssm.send(new DescribePatchGroupsCommand({ Filters, MaxResults: GROUPS_PAGE_SIZE, NextToken })),
    { items: ({ Mappings }) => Mappings, nextToken: ({ NextToken }) => NextToken },
  );
}

function baselineIn(patchGroup: string) {
  return ({ PatchGroup, BaselineIdentity }: PatchGroupPatchBaselineMapping): [string, string][] => {
    const { BaselineId, OperatingSystem = '' } = BaselineIdentity ?? {};
    return PatchGroup === patchGroup && BaselineId !== undefined
      ? [[shortBaselineId(BaselineId), OperatingSystem]]
      : [];
  };
}

/** AWS's own baselines are named by their ARN, in some answers. */
function shortBaselineId(baselineId: string): string {
  return baselineId.slice(baselineId.lastIndexOf('/') + 1);
}

function patchStateOf(state: InstancePatchState): PatchState[] {
  if (state.InstanceId === undefined || state.OperationStartTime === undefined) return [];
  return [
    {
      nodeId: state.InstanceId,
      snapshotId: state.SnapshotId,
      operation: state.Operation === 'Install' ? 'Install' : 'Scan',
      startedAt: state.OperationStartTime,
      endedAt: state.OperationEndTime,
      lastNoRebootInstallAt: state.LastNoRebootInstallOperationTime,
      patchGroup: state.PatchGroup,
      baselineId: state.BaselineId && shortBaselineId(state.BaselineId),
      missingCount: state.MissingCount ?? 0,
      failedCount: state.FailedCount ?? 0,
      pendingRebootCount: state.InstalledPendingRebootCount ?? 0,
    },
  ];
}

function pingOf({ InstanceId, PingStatus }: InstanceInformation): [string, 'online' | 'lost'][] {
  return InstanceId === undefined ? [] : [[InstanceId, PingStatus === 'Online' ? 'online' : 'lost']];
}
