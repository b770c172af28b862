import type { Command, CommandInvocation, CommandPlugin } from '@aws-sdk/client-ssm';
import type { Invocation, Step } from '../domain/window/evidence.ts';
import type { PatchCommand } from '../domain/window/foreign-run.ts';
import type { CellCommand } from '../domain/window/run-in-cell.ts';

/** The command's parameters say for which window it was sent. */
export function snapshotIdIn(command: Command): string | undefined {
  return parameterIn(command, 'SnapshotId');
}

function parameterIn({ Parameters }: Command, name: string): string | undefined {
  return Parameters?.[name]?.[0];
}

const WAVE_TARGET = 'tag:maintenance:wave';

export function commandOf({ CommandId = '', Status, StatusDetails, Targets = [] }: Command): CellCommand {
  return {
    id: CommandId,
    ended: Status !== undefined && ENDED.has(Status),
    status: StatusDetails ?? Status,
    wave: Targets.find(({ Key }) => Key === WAVE_TARGET)?.Values?.[0],
  };
}

/** An unknown status has not ended: the next look decides. Guide and API spell the second one differently. */
const ENDED: ReadonlySet<string> = new Set(['Success', 'Cancelled', 'Canceled', 'Failed', 'TimedOut']);

export function patchCommandOf(command: Command): PatchCommand {
  return {
    commandId: command.CommandId ?? '',
    document: command.DocumentName ?? '',
    operation: parameterIn(command, 'Operation') ?? '',
    requestedAt: command.RequestedDateTime ?? new Date(0),
    comment: command.Comment ?? '',
    snapshotId: snapshotIdIn(command),
    nodeIds: command.InstanceIds ?? [],
  };
}

/** Reads an invocation of one of these commands; of any other, nothing. */
export function invocationsFrom(commands: readonly Command[]) {
  const outputs = new Map(commands.map((command) => [command.CommandId, outputPrefix(command)]));
  return (invocation: CommandInvocation): Invocation[] => {
    const { InstanceId, CommandId, RequestedDateTime, StatusDetails, Status, CommandPlugins = [] } = invocation;
    if (InstanceId === undefined || CommandId === undefined || !outputs.has(CommandId)) return [];
    const prefix = outputs.get(CommandId);
    return [
      {
        nodeId: InstanceId,
        commandId: CommandId,
        requestedAt: RequestedDateTime ?? new Date(0),
        status: (StatusDetails ?? Status ?? 'Unknown').replaceAll(' ', ''),
        steps: CommandPlugins.map(stepOf),
        output: prefix && `${prefix}${InstanceId}/`,
      },
    ];
  };
}

/** Run Command puts the output of a node under the command's own prefix, by command and node. */
function outputPrefix({ OutputS3BucketName, OutputS3KeyPrefix, CommandId }: Command): string | undefined {
  if (!OutputS3BucketName) return undefined; // absent, or empty as it is answered where none was asked for
  return ['s3:/', OutputS3BucketName, ...(OutputS3KeyPrefix ? [OutputS3KeyPrefix] : []), CommandId, ''].join('/');
}

function stepOf(plugin: CommandPlugin): Step {
  return {
    name: plugin.Name ?? '',
    status: plugin.StatusDetails ?? plugin.Status ?? '',
    responseCode: plugin.ResponseCode ?? -1,
    startedAt: plugin.ResponseStartDateTime,
    endedAt: plugin.ResponseFinishDateTime,
  };
}
