/**
 * State Manager, as far as a patch scan of every day needs it. Nothing of its API is served: an association comes with a
 * stack, and runs by the clock.
 *
 *   A1. It runs by its cron, in UTC, and not before: one without ApplyOnlyAtCronInterval, which would also run when the
 *       stack is made, is refused here.
 *   A2. At most MaxConcurrency of its nodes run at once. Failures do not stop it, so MaxErrors has to be 100%.
 *   A3. A node whose agent is not connected is passed over until the next time.
 *   A4. A node with a patch run at work fails, as by any second patch command.
 *   A5. ListCommands answers the commands that users requested: these runs are not among them.
 *   A6. An update of agents is checked and does nothing, since the agents of the laptop are the latest.
 */
import { z } from 'zod';
import { AwsError, type Cell } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { uuidOf } from '../fleet/deterministic-id.ts';
import { beginPatchRun } from '../fleet/patch-run.ts';
import { readScheduleExpression } from './schedule-expression.ts';
import { countOf } from './ssm-command.ts';
import { checkParameters, executionTimeoutSeconds } from './ssm-command-document.ts';
import { type CommandParts, nodesOf } from './ssm-send-command.ts';

const anyAssociation = z.strictObject({
  AssociationName: z.string().regex(/^[\w.-]{3,128}$/),
  Targets: z.array(z.strictObject({ Key: z.string(), Values: z.array(z.string()) })).min(1),
  ScheduleExpression: z.string().startsWith('cron('),
  ApplyOnlyAtCronInterval: z.literal(true), // A1
  MaxConcurrency: z.string().regex(/^([1-9]\d*|[1-9]\d?%|100%)$/),
});

const scan = anyAssociation.extend({
  Name: z.literal('AWS-RunPatchBaseline'),
  Parameters: z.strictObject({ Operation: z.tuple([z.literal('Scan')]) }),
  MaxErrors: z.literal('100%'), // A2
});

const agentUpdate = anyAssociation.extend({
  Name: z.literal('AWS-UpdateSSMAgent'),
  MaxErrors: z.string().regex(/^(\d+|\d{1,2}%|100%)$/),
});

const properties = z.discriminatedUnion('Name', [scan, agentUpdate]);

type Association = z.infer<typeof scan> & Cell & { readonly id: string };

type Parts = Pick<CommandParts, 'cloud' | 'fleet' | 'baselines'>;

export function ssmAssociations(parts: Parts): Capability {
  return {
    operations: {},
    resources: {
      'AWS::SSM::Association': ({ logicalId, properties: given, stack: { account, region, name } }) => {
        const { data, error } = properties.safeParse(given);
        if (data === undefined)
          throw new AwsError('ValidationException', `Cannot make association ${logicalId}: ${z.prettifyError(error)}`);
        const id = uuidOf(`association ${logicalId} of ${name} in ${account} ${region}`);
        if (data.Name === 'AWS-RunPatchBaseline') {
          checkParameters(data.Name, data.Parameters);
          runByTheClock({ ...data, account, region, id }, parts);
        } else {
          readScheduleExpression(data.ScheduleExpression, { zone: 'UTC', start: parts.cloud.clock.now() }); // A6
        }
        return { ref: id, attributes: { AssociationId: id } };
      },
    },
  };
}

function runByTheClock(association: Association, parts: Parts): void {
  const { clock } = parts.cloud;
  const next = readScheduleExpression(association.ScheduleExpression, { zone: 'UTC', start: clock.now() });
  const plan = (): void => {
    const due = next(clock.now());
    if (due === undefined) return;
    clock.at(due, () => {
      runOnce(association, parts);
      plan();
    });
  };
  plan();
}

function runOnce({ id, account, region, Targets, MaxConcurrency }: Association, parts: Parts): void {
  const { cloud, fleet } = parts;
  const commandId = uuidOf(`run of ${id} at ${cloud.clock.now().toISOString()}`);
  const waiting = nodesOf(fleet, { account, region }, { Targets });
  const beginNext = (): void => {
    let node = waiting.shift();
    while (node !== undefined && node.agent !== 'connected') node = waiting.shift(); // A3
    if (node === undefined) return;
    beginPatchRun({ ...parts, node, order: { ...SCAN, commandId }, end: beginNext }); // A4
  };
  for (let slots = countOf(MaxConcurrency, waiting.length, 1); slots > 0; slots -= 1) beginNext(); // A2
}

const SCAN = {
  operation: 'Scan',
  rebootOption: 'RebootIfNeeded',
  snapshotId: undefined,
  comment: '',
  executionTimeoutMs: executionTimeoutSeconds * 1000,
  preInstall: undefined,
  countsReboots: false,
} as const;
