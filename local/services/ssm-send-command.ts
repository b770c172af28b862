import type {
  CancelCommandCommandInput,
  CancelCommandCommandOutput,
  SendCommandCommandInput,
  SendCommandCommandOutput,
  Target,
} from '@aws-sdk/client-ssm';
import { AwsError, type Call, type Cell, type Cloud, type Need, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf, uuidOf } from '../fleet/deterministic-id.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { hasTags, isManaged, type LiveNode } from '../fleet/live-node.ts';
import type { PatchBaselines } from '../fleet/patch-baselines.ts';
import type { PerCell } from '../fleet/per-cell.ts';
import { type Command, countOf } from './ssm-command.ts';
import { checkParameters, executionTimeoutSeconds, isCommandDocument } from './ssm-command-document.ts';
import { CommandEngine } from './ssm-command-engine.ts';
import { wireCommand } from './ssm-command-wire.ts';
import type { Documents } from './ssm-document-store.ts';
import type { HookCommand } from './ssm-hook-command.ts';

export type Commands = PerCell<Map<string, Command>>;

const idsMax = 50;
const targetsMax = 5;
const commentLengthMax = 100;

const hookParameters = ['PreInstallHookDocName', 'PostInstallHookDocName', 'OnExitHookDocName'] as const;

export interface CommandParts {
  readonly cloud: Cloud;
  readonly fleet: Fleet;
  readonly baselines: PatchBaselines;
  readonly documents: Documents;
  readonly commands: Commands;
}

export function ssmSendCommand({ cloud, fleet, baselines, documents, commands }: CommandParts): Capability {
  const engine = new CommandEngine(cloud, fleet, baselines, (command, parameter) =>
    ownDocument(documents, command, command.parameters[parameter]?.[0] ?? ''),
  );

  return {
    operations: {
      SendCommand: operation<SendCommandCommandInput, SendCommandCommandOutput>({
        needs: (input, call) => [
          { action: 'ssm:SendCommand', resource: documentArn(call, input.DocumentName ?? '') },
          ...nodesOf(fleet, cellOf(call), input).map(nodeNeed),
          ...bucketNeeds(input),
        ],
        // There is no token: the same request sent twice is two commands.
        run: (input, call) => {
          const cell = cellOf(call);
          const known = commands.of(cell);
          const own = ownDocument(documents, cell, input.DocumentName ?? '');
          const nodes = checked(input, nodesOf(fleet, cell, input), own);
          refuseUnknownHooks(documents, cell, input);
          const command = newCommand(cloud, cell, { number: known.size + 1, own, input, nodes });
          known.set(command.id, command);
          recordCommand(cloud, command, call);
          engine.start(command);
          return { Command: wireCommand(command) };
        },
      }),
      CancelCommand: operation<CancelCommandCommandInput, CancelCommandCommandOutput>({
        needs: () => [{ action: 'ssm:CancelCommand', resource: '*' }],
        run: ({ CommandId = '', InstanceIds = [] }, call) => {
          const command = commands.of(cellOf(call)).get(CommandId);
          if (command === undefined)
            throw new AwsError('InvalidCommandId', `The specified command ID is not valid: ${CommandId}`);
          engine.cancel(command, new Set(InstanceIds));
          return {};
        },
      }),
    },
  };
}

/** The bucket is among the resources of the action (Service Authorization Reference), and in the guide's policy for it. */
function bucketNeeds({ OutputS3BucketName = '' }: SendCommandCommandInput): Need[] {
  return OutputS3BucketName === ''
    ? []
    : [{ action: 'ssm:SendCommand', resource: `arn:aws:s3:::${OutputS3BucketName}` }];
}

/** Whether AWS looks for the hooks when the command is sent, or the agent on the node only, is not known. */
function refuseUnknownHooks(documents: Documents, cell: Cell, { Parameters = {} }: SendCommandCommandInput): void {
  const names = hookParameters.flatMap((name) => Parameters[name] ?? []).filter((name) => !isCommandDocument(name));
  const missing = names.find((name) => documents.find(cell, name)?.type !== 'Command');
  if (missing !== undefined)
    throw new AwsError('InvalidDocument', `Document with name ${missing} does not exist in ${cell.region}.`);
}

function recordCommand(cloud: Cloud, command: Command, call: Call): void {
  const { account, region, id, requestedAt: at, documentName, comment, invocations } = command;
  const nodeIds = invocations.map(({ node }) => node.id);
  cloud.record.commands.push({ account, region, id, at, by: call.principal.arn, documentName, comment, nodeIds });
}

/** A Command document that the account itself has, as it is now. */
function ownDocument(documents: Documents, cell: Cell, name: string): HookCommand | undefined {
  const document = documents.find(cell, name);
  return document?.type === 'Command' ? document.command : undefined;
}

interface Sent {
  readonly number: number;
  readonly own: HookCommand | undefined;
  readonly input: SendCommandCommandInput;
  readonly nodes: readonly LiveNode[];
}

function newCommand(cloud: Cloud, cell: Cell, { number, own, input, nodes }: Sent): Command {
  const requestedAt = cloud.clock.now();
  const deliveryTimeoutMs = (input.TimeoutSeconds ?? 3600) * 1000;
  return {
    ...cell,
    id: uuidOf(`command ${number} of ${cell.account} ${cell.region} at ${requestedAt.toISOString()}`),
    documentName: input.DocumentName ?? '',
    own,
    comment: input.Comment ?? '',
    parameters: input.Parameters ?? {},
    request: input,
    targets: input.Targets ?? [],
    requestedAt,
    expiresAt: new Date(requestedAt.getTime() + deliveryTimeoutMs + executionTimeoutSeconds * 1000),
    deliveryTimeoutMs,
    inFlightMax: countOf(input.MaxConcurrency ?? '50', nodes.length, 1),
    errorsMax: countOf(input.MaxErrors ?? '0', nodes.length, 0),
    invocations: nodes.map((node) => ({ node, state: { kind: 'waiting' } })),
    halted: 'no',
    counts: { ended: 0, succeeded: 0, errors: 0, undelivered: 0, cancelled: 0, begun: 0 },
    nextToSend: 0,
    inFlight: 0,
    told: undefined,
    whenEnded: [],
  };
}

/** Every target must match; several values of one target are alternatives. Systems Manager must know the node. */
export function nodesOf(
  fleet: Fleet,
  cell: Cell,
  { InstanceIds = [], Targets = [] }: Pick<SendCommandCommandInput, 'InstanceIds' | 'Targets'>,
): LiveNode[] {
  if (InstanceIds.length > 0) return InstanceIds.flatMap((id) => managedNode(fleet, cell, id));
  if (Targets.length === 0) return [];
  return fleet.in(cell).filter((node) => isManaged(node) && Targets.every((target) => matches(node, target)));
}

function matches(node: LiveNode, { Key = '', Values = [] }: Target): boolean {
  if (Key === 'InstanceIds') return Values.includes(node.id) || Values.includes('*');
  if (Key.startsWith('tag:')) return hasTags(node, [{ key: Key.slice('tag:'.length), values: Values }]);
  if (Key === 'tag-key') return Values.some((key) => node.tags.has(key));
  throw new AwsError(
    'ValidationException',
    `Target key ${Key} is not supported, wanted InstanceIds, tag:<key> or tag-key`,
  );
}

function managedNode(fleet: Fleet, cell: Cell, id: string): LiveNode[] {
  const node = fleet.find(cell, id);
  return node !== undefined && isManaged(node) ? [node] : [];
}

function checked(
  input: SendCommandCommandInput,
  nodes: readonly LiveNode[],
  own: HookCommand | undefined,
): readonly LiveNode[] {
  const { InstanceIds = [], Targets = [], Comment = '', TimeoutSeconds, Parameters = {} } = input;
  checkParameters(input.DocumentName ?? '', Parameters, own);
  if (InstanceIds.length === 0 && Targets.length === 0) throw refused('InstanceIds or Targets must be specified.');
  if (InstanceIds.length > 0 && Targets.length > 0)
    throw refused('InstanceIds and Targets must not be specified together.');
  if (InstanceIds.length > idsMax) throw refused(`${InstanceIds.length} instance ids, wanted at most ${idsMax}`);
  if (Targets.length > targetsMax) throw refused(`${Targets.length} targets, wanted at most ${targetsMax}`);
  const malformed = Targets.find(({ Key = '' }) => !/^[\p{L}\p{Z}\p{N}_.:/=\-@]{1,163}$/u.test(Key));
  if (malformed !== undefined) throw refused(`Target key '${malformed.Key}' has a character that no target may have`);
  if (Targets.some(({ Values = [] }) => Values.length > 50)) throw refused('A target has more than 50 values');
  if (Comment.length > commentLengthMax)
    throw refused(`Comment has ${Comment.length} characters, wanted at most ${commentLengthMax}`);
  if (TimeoutSeconds !== undefined && (TimeoutSeconds < 30 || TimeoutSeconds > 2_592_000))
    throw refused(`TimeoutSeconds is ${TimeoutSeconds}, wanted 30 to 2592000`);
  for (const [name, limit, pattern] of [
    ['MaxConcurrency', input.MaxConcurrency, /^([1-9]\d*|[1-9]\d?%|100%)$/],
    ['MaxErrors', input.MaxErrors, /^(0|[1-9]\d*|[1-9]\d?%|0%|100%)$/],
  ] as const)
    if (limit !== undefined && !pattern.test(limit))
      throw refused(`${name} is '${limit}', wanted a number or a percentage`);
  if (new Set(InstanceIds).size < InstanceIds.length)
    throw new AwsError('DuplicateInstanceId', 'You cannot specify an instance ID in more than one association.');
  const known = new Set(nodes.map(({ id }) => id));
  const unknown = InstanceIds.filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new AwsError('InvalidInstanceId', `Instances [[${unknown.join(', ')}]] not in a valid state for account`);
  return nodes;
}

function refused(what: string): AwsError {
  return new AwsError('ValidationException', `1 validation error detected: ${what}`);
}

/** Documents of AWS have no account in their ARN. */
export function documentArn(call: Call, name: string): string {
  if (name.startsWith('arn:')) return name;
  const account = /^(AWS|Amazon)/.test(name) ? '' : call.principal.account;
  return `arn:aws:ssm:${call.region}:${account}:document/${name}`;
}

function nodeNeed(node: LiveNode): Need {
  const context: Record<string, string> = {};
  for (const [key, value] of node.tags) {
    context[`ssm:resourceTag/${key}`] = value;
    context[`aws:ResourceTag/${key}`] = value;
  }
  return { action: 'ssm:SendCommand', resource: node.arn, context };
}
