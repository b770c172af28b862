import type {
  CommandFilter,
  GetCommandInvocationCommandInput,
  GetCommandInvocationCommandOutput,
  ListCommandInvocationsCommandInput,
  ListCommandInvocationsCommandOutput,
  ListCommandsCommandInput,
  ListCommandsCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsError, type Cloud, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { type Command, commandStatus, type Invocation, invocationStatus } from './ssm-command.ts';
import { pluginNames } from './ssm-command-document.ts';
import { wireCommand, wireInvocation, wireSingleInvocation } from './ssm-command-wire.ts';
import type { Commands } from './ssm-send-command.ts';

/** GetCommandInvocation does not see an invocation for a moment after SendCommand has answered. */
const invisibleMs = 2_000;
const pageBounds = { name: 'maxResults', least: 1, most: 50, otherwise: 50 };

export function ssmListCommands(cloud: Cloud, commands: Commands): Capability {
  return {
    operations: {
      ListCommands: operation<ListCommandsCommandInput, ListCommandsCommandOutput>({
        needs: () => [{ action: 'ssm:ListCommands', resource: '*' }],
        run: (input, call) => {
          const size = sizeWithin(input.MaxResults, pageBounds);
          const candidates = selected(commands.of(cellOf(call)), input.CommandId);
          const matching = candidates.filter(
            (command) =>
              (input.InstanceId === undefined ||
                command.invocations.some(({ node }) => node.id === input.InstanceId)) &&
              (input.Filters ?? []).every((filter) => passes(filter, command, commandStatus(command))),
          );
          const { items, nextToken } = page(matching, {
            size,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextToken',
          });
          return { Commands: items.map(wireCommand), ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
      ListCommandInvocations: operation<ListCommandInvocationsCommandInput, ListCommandInvocationsCommandOutput>({
        needs: () => [{ action: 'ssm:ListCommandInvocations', resource: '*' }],
        run: (input, call) => {
          const size = sizeWithin(input.MaxResults, pageBounds);
          const pairs = selected(commands.of(cellOf(call)), input.CommandId).flatMap((command) =>
            command.invocations
              .filter(({ node }) => input.InstanceId === undefined || node.id === input.InstanceId)
              .filter(({ state }) =>
                (input.Filters ?? []).every((filter) => passes(filter, command, invocationStatus(state))),
              )
              .map((invocation): readonly [Command, Invocation] => [command, invocation]),
          );
          const { items, nextToken } = page(pairs, {
            size,
            token: input.NextToken,
            invalidTokenCode: 'InvalidNextToken',
          });
          return {
            CommandInvocations: items.map(([command, invocation]) =>
              wireInvocation(command, invocation, input.Details ?? false),
            ),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
      GetCommandInvocation: operation<GetCommandInvocationCommandInput, GetCommandInvocationCommandOutput>({
        needs: () => [{ action: 'ssm:GetCommandInvocation', resource: '*' }],
        run: ({ CommandId = '', InstanceId = '', PluginName }, call) => {
          const command = commands.of(cellOf(call)).get(CommandId);
          const invocation = command?.invocations.find(({ node }) => node.id === InstanceId);
          const visibleFrom = (command?.requestedAt.getTime() ?? 0) + invisibleMs;
          if (command === undefined || invocation === undefined || cloud.clock.now().getTime() < visibleFrom)
            throw new AwsError(
              'InvocationDoesNotExist',
              `The command ID and managed node ID you specified don't match any invocations: ${CommandId} ${InstanceId}`,
            );
          const names = pluginNames(command.documentName, invocation.node, command.own);
          if (PluginName === undefined ? names.length > 1 : !names.includes(PluginName))
            throw new AwsError(
              'InvalidPluginName',
              `The plugin name ${PluginName} is not valid: ${command.documentName} has the steps ${names.join(', ')}`,
            );
          return wireSingleInvocation(command, invocation, PluginName);
        },
      }),
    },
  };
}

/** Newest first, as AWS lists them. */
function selected(commands: ReadonlyMap<string, Command>, id: string | undefined): Command[] {
  if (id === undefined) return [...commands.values()].reverse();
  const command = commands.get(id);
  if (command === undefined) throw new AwsError('InvalidCommandId', `The specified command ID is not valid: ${id}`);
  return [command];
}

function passes(
  { key, value = '' }: CommandFilter,
  command: Command,
  { status, detail }: { status: string; detail: string },
): boolean {
  switch (key) {
    case 'InvokedAfter':
      return command.requestedAt >= instant(value);
    case 'InvokedBefore':
      return command.requestedAt <= instant(value);
    case 'Status':
      return value === status || value === detail;
    case 'DocumentName':
      return value === command.documentName;
    case 'ExecutionStage':
      return (value === 'Executing') === (status === 'Pending' || status === 'InProgress' || status === 'Cancelling');
    case undefined:
      throw new AwsError('InvalidFilterKey', 'The specified key is not valid: none is given');
  }
}

function instant(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new AwsError('ValidationException', `The filter value '${text}' is not an ISO 8601 date and time`);
  return at;
}
