/** What Run Command tells EventBridge, in the account and Region of the nodes. */
import type { Cloud } from '../cloud.ts';
import { type Command, commandStatus, type Invocation, invocationStatus } from './ssm-command.ts';

/** Once per status: a command that stays in progress says so once. No status detail is in the event. */
export function tellCommand(cloud: Cloud, command: Command): void {
  const { status } = commandStatus(command);
  if (status === command.told || status === 'Pending') return;
  command.told = status;
  if (status === 'Cancelling') return; // Not among the statuses that AWS lists for events.
  cloud.emit({
    account: command.account,
    region: command.region,
    source: 'aws.ssm',
    detailType: 'EC2 Command Status-change Notification',
    resources: command.invocations.map(({ node }) => node.arn),
    detail: {
      'command-id': command.id,
      'document-name': command.documentName,
      'expire-after': isoOf(command.expiresAt),
      'requested-date-time': isoOf(command.requestedAt),
      parameters: command.parameters,
      status,
    },
  });
}

export function tellInvocation(cloud: Cloud, command: Command, { node, state }: Invocation): void {
  cloud.emit({
    account: command.account,
    region: command.region,
    source: 'aws.ssm',
    detailType: 'EC2 Command Invocation Status-change Notification',
    resources: [node.arn],
    detail: {
      'command-id': command.id,
      'document-name': command.documentName,
      'instance-id': node.id,
      'requested-date-time': isoOf(command.requestedAt),
      status: invocationStatus(state).status,
    },
  });
}

/** `2026-03-06T21:00:07.123Z`, as the samples show it. */
function isoOf(at: Date): string {
  return at.toISOString();
}
