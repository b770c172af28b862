import type { ConfigurationItem } from './config-recorder.ts';
import type { ConfigRule } from './config-rules.ts';

interface Told {
  readonly rule: ConfigRule;
  readonly resultToken: string;
  readonly now: Date;
}

/** What AWS Config hands to a rule's function: everything that matters is JSON inside a string. */
export function ruleEvent({ item, ...told }: Told & { readonly item: ConfigurationItem }) {
  return eventWith(told, {
    configurationItemDiff: null,
    configurationItem: configurationItem(item),
    notificationCreationTime: told.now.toISOString(),
    messageType: 'ConfigurationItemChangeNotification',
    recordVersion: '1.3',
  });
}

/** What it hands over when the rule's own clock strikes: no resource is named. */
export function scheduleEvent(told: Told) {
  return eventWith(told, {
    awsAccountId: told.rule.account,
    notificationCreationTime: told.now.toISOString(),
    messageType: 'ScheduledNotification',
    recordVersion: '1.0',
  });
}

function eventWith({ rule, resultToken }: Told, invokingEvent: object) {
  return {
    version: '1.0',
    invokingEvent: JSON.stringify(invokingEvent),
    ...(rule.parameters !== undefined && { ruleParameters: rule.parameters }), // Absent for a rule without parameters.
    resultToken,
    eventLeftScope: false,
    executionRoleArn: `arn:aws:iam::${rule.account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    configRuleArn: rule.arn,
    configRuleName: rule.name,
    configRuleId: rule.id,
    accountId: rule.account,
  };
}

function configurationItem(item: ConfigurationItem) {
  return {
    relatedEvents: [],
    relationships: [],
    configuration: item.configuration,
    supplementaryConfiguration: {},
    tags: Object.fromEntries(item.tags),
    configurationItemVersion: '1.3',
    configurationItemCaptureTime: item.capturedAt.toISOString(),
    configurationStateId: item.capturedAt.getTime(),
    awsAccountId: item.account,
    configurationItemStatus: item.status,
    resourceType: item.type,
    resourceId: item.id,
    resourceName: item.name ?? null,
    ARN: item.arn,
    awsRegion: item.region,
    availabilityZone: item.type === 'AWS::EC2::Instance' ? `${item.region}a` : 'Not Applicable',
    configurationStateMd5Hash: '',
    resourceCreationTime: null,
  };
}
