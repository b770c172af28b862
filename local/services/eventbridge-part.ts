/** EventBridge on the wire and in the templates. */
import * as events from '@aws-sdk/client-eventbridge';
import { AwsError, operation, type Part, type Resource } from '../cloud.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { readPolicy } from '../iam/policy.ts';
import { busArnOf, type EventBuses } from './event-buses.ts';
import { readEventPattern } from './event-pattern.ts';
import { readRule } from './event-rule.ts';
import { EventRuleReads } from './event-rule-reads.ts';
import { busArnOfEntry, type PutEventsWorld, putEvents } from './eventbridge-put-events.ts';
import type { Schedules } from './schedules.ts';

interface EventBridge extends PutEventsWorld {
  readonly schedules: Schedules;
  readonly authorizer: Authorizer;
}

export function eventBridgePart({ schedules, authorizer, ...world }: EventBridge): Part {
  const { buses } = world;
  const reads = new EventRuleReads();
  return {
    service: {
      id: 'events',
      schemas: events,
      accessDenied: 'AccessDeniedException',
      operations: {
        PutEvents: operation<events.PutEventsCommandInput, events.PutEventsCommandOutput>({
          needs: ({ Entries = [] }, call) =>
            Entries.map((entry) => ({
              action: 'events:PutEvents',
              resource: busArnOfEntry(entry, call),
              context: { 'events:source': entry.Source ?? '', 'events:detail-type': entry.DetailType ?? '' },
            })),
          run: (input, call) => putEvents(world, input, call),
        }),
        TestEventPattern: operation<events.TestEventPatternCommandInput, events.TestEventPatternCommandOutput>({
          needs: () => [{ action: 'events:TestEventPattern', resource: '*' }],
          run: ({ EventPattern = '', Event = '' }) => ({ Result: testPattern(EventPattern, Event) }),
        }),
        ...reads.operations,
      },
    },
    resources: {
      'AWS::Events::EventBus': (resource) => createBus(buses, authorizer, resource),
      'AWS::Events::EventBusPolicy': (resource) => createPolicy(authorizer, resource),
      'AWS::Events::Rule': (resource) => {
        reads.add(resource);
        if (resource.properties['State'] === 'DISABLED') return { ref: resource.logicalId };
        const rule = readRule(resource);
        buses.addRule(rule);
        if (rule.schedule !== undefined) schedules.addRule(rule, rule.schedule, resource.stack);
        return { ref: rule.arn.split('rule/').at(-1) ?? rule.arn, attributes: { Arn: rule.arn } };
      },
    },
  };
}

const EVENT_FIELDS = ['id', 'detail-type', 'source', 'account', 'time', 'region', 'resources'];

function testPattern(pattern: string, event: string): boolean {
  const parsed = parse(event, 'ValidationException', 'Parameter Event is not valid.');
  const missing = EVENT_FIELDS.filter((field) => typeof parsed !== 'object' || parsed === null || !(field in parsed));
  if (missing.length > 0) {
    throw new AwsError('ValidationException', `Parameter Event is not valid: it lacks ${missing.join(', ')}.`);
  }
  const code = 'InvalidEventPatternException';
  const wanted = parse(pattern, code, 'Event pattern is not valid. Reason: it is no JSON.');
  try {
    return readEventPattern(wanted)(parsed);
  } catch (error) {
    throw new AwsError(code, error instanceof Error ? error.message : String(error));
  }
}

function parse(text: string, code: string, message: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError(code, message);
  }
}

function createBus(buses: EventBuses, authorizer: Authorizer, { properties, stack, logicalId }: Resource) {
  const name = String(properties['Name']);
  const arn = busArnOf(stack, name);
  buses.create(arn);
  if (properties['Policy'] !== undefined)
    authorizer.addResourcePolicy(arn, readPolicy(properties['Policy'], logicalId));
  return { ref: name, attributes: { Arn: arn, Name: name } };
}

/** Either a whole statement, or the older form of action, principal and one condition. */
function createPolicy(authorizer: Authorizer, { properties, stack, logicalId }: Resource) {
  const name = typeof properties['EventBusName'] === 'string' ? properties['EventBusName'] : 'default';
  const arn = busArnOf(stack, name.split('/').at(-1) ?? name);
  const statement = properties['Statement'] ?? olderStatement(properties, arn);
  authorizer.addResourcePolicy(arn, readPolicy({ Statement: statement }, logicalId));
  return { ref: logicalId };
}

function olderStatement(properties: Resource['properties'], busArn: string): object {
  const { Action: action, Principal: principal, Condition: condition } = properties;
  const fields: Readonly<Record<string, unknown>> = { Type: '', Key: '', Value: '', ...Object(condition) };
  return {
    Effect: 'Allow',
    Action: action,
    Principal: principal === '*' ? '*' : { AWS: principal },
    Resource: busArn,
    ...(condition === undefined
      ? {}
      : { Condition: { [String(fields['Type'])]: { [String(fields['Key'])]: fields['Value'] } } }),
  };
}
