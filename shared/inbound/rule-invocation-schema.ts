/** What AWS Config sends to the Lambda of a custom rule, in so far as we read it. */
import * as z from 'zod/mini';
import { nodeResourceType } from './config-nudge.ts';
import { accountId, instant, regionName } from './envelope.ts';
import { jsonText } from './json-text.ts';
import { nodeId } from './node-reference.ts';

/** Enough to see which of the next three it is. */
export const anyInvocation = z.object({
  invokingEvent: z.pipe(
    jsonText,
    z.object({
      messageType: z.enum([
        'ConfigurationItemChangeNotification',
        'OversizedConfigurationItemChangeNotification',
        'ScheduledNotification',
      ]),
    }),
  ),
});

/** Values of a rule are strings, but a template may say 30 or true. */
const parameter = z.pipe(
  z.unknown().check(z.refine((value) => ['string', 'number', 'boolean'].includes(typeof value), 'a string')),
  z.transform(String),
);

const arnOfRule = /^arn:aws[a-z-]*:config:[a-z0-9-]+:\d{12}:config-rule\/.+$/;
const arnOfRole = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;

const question = {
  configRuleName: z.string().check(z.minLength(1, 'the name of a rule')),
  configRuleArn: z.string().check(z.regex(arnOfRule, 'the ARN of a Config rule')),
  accountId,
  // Config leaves it out when the rule has none.
  ruleParameters: z.nullish(z.pipe(jsonText, z.record(z.string(), parameter))),
  resultToken: z.string().check(z.minLength(1, 'a token')),
  executionRoleArn: z.string().check(z.regex(arnOfRole, 'the ARN of a role')),
  eventLeftScope: z.boolean(),
} as const;

const item = {
  awsAccountId: accountId,
  awsRegion: regionName,
  resourceType: nodeResourceType,
  resourceId: nodeId,
  configurationItemCaptureTime: instant,
  configurationItemStatus: z.enum([
    'OK',
    'ResourceDiscovered',
    'ResourceNotRecorded',
    'ResourceDeleted',
    'ResourceDeletedNotRecorded',
  ]),
} as const;

const tags = z.nullish(z.record(z.string(), z.string()));

export const itemInvocation = z.object({
  ...question,
  invokingEvent: z.pipe(jsonText, z.object({ configurationItem: z.object({ ...item, tags }) })),
});

export const summaryInvocation = z.object({
  ...question,
  invokingEvent: z.pipe(jsonText, z.object({ configurationItemSummary: z.object(item) })),
});

export const scheduleInvocation = z.object({
  ...question,
  invokingEvent: z.pipe(jsonText, z.object({ notificationCreationTime: instant })),
});

const questionObject = z.object(question);
const itemObject = z.object(item);
export type ConfigQuestion = z.output<typeof questionObject>;
export type ConfigItem = z.output<typeof itemObject>;
