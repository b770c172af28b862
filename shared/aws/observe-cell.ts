import {
  type Command,
  type CommandInvocation,
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  type InstanceInformation,
  type InstancePatchState,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { CellEvidence } from '../domain/window/judge-cell.ts';
import type { Invocation, PatchState } from '../domain/window/judge-node.ts';
import type { Cell } from '../domain/window/node.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { type Attempt, attempt } from './attempt.ts';
import { cellClient, eachGroup } from './cell-client.ts';
import { allItems } from './pages.ts';

export type CommandEvidence = Pick<CellEvidence, 'commands' | 'invocations'>;

/** Reads what a run did in a cell, through the member's read role. A refusal is an outcome: it stops this cell only (P6). */
export interface CellObserver {
  readonly commands: (
    cell: Cell,
    of: { readonly snapshotId: string; readonly since: Date },
  ) => Promise<Attempt<CommandEvidence>>;
  readonly patchStates: (cell: Cell, nodeIds: readonly string[]) => Promise<Attempt<PatchState[]>>;
  readonly pings: (cell: Cell, nodeIds: readonly string[]) => Promise<Attempt<CellEvidence['pings']>>;
}

/** Items in a page of ListCommands, ListCommandInvocations and DescribeInstanceInformation (the service's limit). */
const PAGE_SIZE = 50;
const PATCH_DOCUMENT = 'AWS-RunPatchBaselineWithHooks';

export function cellObserver(assumeReadRole: AssumeMemberRole): CellObserver {
  const inCell = cellClient(assumeReadRole);

  return {
    commands: (cell, { snapshotId, since }) =>
      inCell(cell, async (ssm) => {
        const ours = (await commandsSince(ssm, since)).filter((command) => snapshotIdIn(command) === snapshotId);
        const invocations = [];
        for (const { CommandId } of ours) invocations.push(...(await invocationsOf(ssm, CommandId)));
        return { commands: ours.map(commandOf), invocations: invocations.flatMap(invocationOf) };
      }),
    patchStates: (cell, nodeIds) =>
      inCell(cell, async (ssm) => {
        const states = await eachGroup(nodeIds, async (InstanceIds) => {
          const { InstancePatchStates } = await ssm.send(new DescribeInstancePatchStatesCommand({ InstanceIds }));
          return InstancePatchStates ?? [];
        });
        return states.flatMap(patchStateOf);
      }),
    pings: (cell, nodeIds) =>
      inCell(cell, async (ssm) => {
        const nodes = await eachGroup(nodeIds, (ids) => knownNodes(ssm, ids));
        return new Map(nodes.flatMap(pingOf));
      }),
  };
}

function commandsSince(ssm: SSMClient, since: Date): Promise<Command[]> {
  const Filters = [
    { key: 'InvokedAfter' as const, value: since.toISOString().replace(/\.\d+/, '') },
    { key: 'DocumentName' as const, value: PATCH_DOCUMENT },
  ];
  return allItems((NextToken) => ssm.send(new ListCommandsCommand({ Filters, MaxResults: PAGE_SIZE, NextToken })), {
    items: ({ Commands }) => Commands,
    nextToken: ({ NextToken }) => NextToken,
  });
}

function invocationsOf(ssm: SSMClient, CommandId: string | undefined): Promise<CommandInvocation[]> {
  return allItems(
    (NextToken) => ssm.send(new ListCommandInvocationsCommand({ CommandId, MaxResults: PAGE_SIZE, NextToken })),
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

/** The command's parameters say for which window it was sent. */
function snapshotIdIn({ Parameters }: Command): string | undefined {
  return Parameters?.['SnapshotId']?.[0];
}

function commandOf({ CommandId = '', Status }: Command): CommandEvidence['commands'][number] {
  return { id: CommandId, ended: ENDED.has(Status ?? '') };
}

/** An unknown status has not ended: the next look decides. Guide and API spell the third one differently. */
const ENDED: ReadonlySet<string> = new Set(['Success', 'Cancelled', 'Canceled', 'Failed', 'TimedOut']);

function invocationOf({
  InstanceId,
  CommandId,
  RequestedDateTime,
  StatusDetails,
  Status,
}: CommandInvocation): Invocation[] {
  if (InstanceId === undefined || CommandId === undefined) return [];
  const status = (StatusDetails ?? Status ?? 'Unknown').replaceAll(' ', '');
  return [{ nodeId: InstanceId, commandId: CommandId, requestedAt: RequestedDateTime ?? new Date(0), status }];
}

function patchStateOf(state: InstancePatchState): PatchState[] {
  if (state.InstanceId === undefined || state.OperationStartTime === undefined) return [];
  return [
    {
      nodeId: state.InstanceId,
      snapshotId: state.SnapshotId,
      startedAt: state.OperationStartTime,
      missingCount: state.MissingCount ?? 0,
      failedCount: state.FailedCount ?? 0,
      pendingRebootCount: state.InstalledPendingRebootCount ?? 0,
    },
  ];
}

function pingOf({ InstanceId, PingStatus }: InstanceInformation): [string, 'online' | 'lost'][] {
  return InstanceId === undefined ? [] : [[InstanceId, PingStatus === 'Online' ? 'online' : 'lost']];
}
