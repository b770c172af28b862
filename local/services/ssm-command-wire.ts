import type {
  CommandInvocation,
  CommandPlugin,
  GetCommandInvocationCommandOutput,
  Command as WireCommand,
} from '@aws-sdk/client-ssm';
import { type Command, commandStatus, type Invocation, invocationStatus } from './ssm-command.ts';
import { pluginNames } from './ssm-command-document.ts';

const listedOutputLengthMax = 2_500;

export function wireCommand(command: Command): WireCommand {
  const { status, detail } = commandStatus(command);
  const { request, counts } = command;
  return {
    CommandId: command.id,
    DocumentName: command.documentName,
    DocumentVersion: '$DEFAULT',
    Comment: command.comment,
    ExpiresAfter: command.expiresAt,
    Parameters: request.Parameters,
    InstanceIds: request.InstanceIds ?? [],
    Targets: request.Targets ?? [],
    RequestedDateTime: command.requestedAt,
    Status: status,
    StatusDetails: detail,
    OutputS3BucketName: request.OutputS3BucketName ?? '',
    OutputS3KeyPrefix: request.OutputS3KeyPrefix ?? '',
    OutputS3Region: command.region,
    MaxConcurrency: request.MaxConcurrency ?? '50',
    MaxErrors: request.MaxErrors ?? '0',
    TargetCount: command.invocations.length,
    CompletedCount: counts.ended,
    ErrorCount: counts.errors,
    DeliveryTimedOutCount: counts.undelivered,
    ServiceRole: request.ServiceRoleArn ?? '',
    TimeoutSeconds: request.TimeoutSeconds,
  };
}

export function wireInvocation(command: Command, invocation: Invocation, details: boolean): CommandInvocation {
  const { status, detail } = invocationStatus(invocation.state);
  return {
    CommandId: command.id,
    InstanceId: invocation.node.id,
    InstanceName: invocation.node.tags.get('Name') ?? '',
    Comment: command.comment,
    DocumentName: command.documentName,
    DocumentVersion: '$DEFAULT',
    RequestedDateTime: command.requestedAt,
    Status: status,
    StatusDetails: detail,
    ServiceRole: command.request.ServiceRoleArn ?? '',
    CommandPlugins: details ? plugins(command, invocation) : [],
  };
}

/** Steps after the one that failed are reported successful: the document skips them without an error. */
function plugins(command: Command, { node, state }: Invocation): CommandPlugin[] {
  if (state.kind === 'waiting' || state.kind === 'sent') return [];
  const names = pluginNames(command.documentName, node, command.own);
  const ended = state.kind === 'ended' ? state : undefined;
  if (ended !== undefined && ended.startedAt === undefined) return [];
  const endedBadlyAt = ended?.failedStep === undefined ? undefined : Math.max(0, names.indexOf(ended.failedStep));
  return names.map((name, index) => {
    const here = index === endedBadlyAt;
    const { status, detail } =
      here || ended === undefined ? invocationStatus(state) : { status: 'Success' as const, detail: 'Success' };
    const tellsOutput = here || (endedBadlyAt === undefined && index === names.length - 1);
    return {
      Name: name,
      Status: status === 'Delayed' ? 'Pending' : status === 'Cancelling' ? 'InProgress' : status,
      StatusDetails: detail,
      ResponseCode: here ? (ended?.responseCode ?? -1) : ended === undefined ? -1 : 0,
      ResponseStartDateTime: state.startedAt,
      ...(ended !== undefined && { ResponseFinishDateTime: ended.endedAt }),
      Output: tellsOutput ? (ended?.output ?? '').slice(0, listedOutputLengthMax) : '',
      OutputS3BucketName: command.request.OutputS3BucketName ?? '',
      OutputS3KeyPrefix: command.request.OutputS3KeyPrefix ?? '',
      OutputS3Region: command.region,
    };
  });
}

export function wireSingleInvocation(
  command: Command,
  invocation: Invocation,
  pluginName: string | undefined,
): Omit<GetCommandInvocationCommandOutput, '$metadata'> {
  const { status, detail } = invocationStatus(invocation.state);
  const plugin = plugins(command, invocation).find(({ Name }) => pluginName === undefined || Name === pluginName);
  return {
    CommandId: command.id,
    InstanceId: invocation.node.id,
    Comment: command.comment,
    DocumentName: command.documentName,
    DocumentVersion: '$DEFAULT',
    PluginName: plugin?.Name ?? pluginName,
    ResponseCode: plugin?.ResponseCode ?? -1,
    ExecutionStartDateTime: plugin?.ResponseStartDateTime?.toISOString() ?? '',
    ExecutionEndDateTime: plugin?.ResponseFinishDateTime?.toISOString() ?? '',
    ExecutionElapsedTime: '',
    Status: plugin?.Status ?? status,
    StatusDetails: plugin?.StatusDetails ?? detail,
    StandardOutputContent: plugin?.Output ?? '',
    StandardErrorContent: '',
  };
}
