/**
 * Event buses, from an event's arrival to its delivery.
 *
 *   B1. An event of an AWS service comes to the default bus of its account and Region, after that service's lag.
 *   B2. Every rule that matches delivers to each of its targets; delivery is exactly once unless a policy plays otherwise.
 *   B3. A bus of another account is reached by a role of the sender's and that bus's policy, and only from the account
 *       where the event began: it never hops to a third.
 *   B4. What a target refuses goes to the target's dead-letter queue at once, if the queue lets the rule in.
 */
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Cell, type ServiceEvent, type ServicePrincipal } from '../cloud.ts';
import { uuidOf } from '../digest.ts';
import { requireArn } from '../iam/arn.ts';
import type { AssumeRole } from '../iam/assume-role.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { type EventEnvelope, envelopeTime } from './event-envelope.ts';
import type { EventRule, EventTarget } from './event-rule.ts';
import type { LambdaFunctions } from './lambda-functions.ts';
import { publishNeeds } from './sns-needs.ts';
import type { Topics } from './sns-topics.ts';
import type { Queues } from './sqs-queues.ts';

/** AWS's own lag from a change to its event. */
const SERVICE_LAG_MS = 1_000;
/** From a bus to a target; another Region or account costs the same again. */
const DELIVERY_LAG_MS = 200;

/** When a target gets an event, counted from the usual moment: `[0]` is once, `[]` lost, `[0, 30000]` twice. */
export type DeliveryPolicy = (delivery: {
  readonly event: EventEnvelope;
  readonly ruleArn: string;
  readonly targetArn: string;
}) => readonly number[];

interface Surroundings {
  readonly clock: VirtualClock;
  readonly authorizer: Authorizer;
  readonly assumeRole: AssumeRole;
  readonly functions: LambdaFunctions;
  readonly queues: Queues;
  readonly topics: Topics;
  readonly deliver?: DeliveryPolicy | undefined;
}

export class EventBuses {
  readonly #buses = new Set<string>();
  readonly #rules = new Map<string, EventRule[]>();
  readonly #surroundings: Surroundings;
  #events = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  create(busArn: string): void {
    this.#buses.add(busArn);
  }

  exists(busArn: string): boolean {
    return this.#buses.has(busArn) || busArn.endsWith(':event-bus/default');
  }

  addRule(rule: EventRule): void {
    if (!this.exists(rule.busArn)) throw new Error(`Event bus ${rule.busArn} does not exist`);
    this.#rules.set(rule.busArn, [...(this.#rules.get(rule.busArn) ?? []), rule]);
  }

  /** B1. */
  emit({ account, region, source, detailType, resources, detail, lagMs = SERVICE_LAG_MS }: ServiceEvent): void {
    const event = this.envelope({ account, region }, { source, detailType, resources, detail });
    this.#surroundings.clock.after(lagMs, () => this.put(busArnOf({ account, region }, 'default'), event));
  }

  envelope(
    { account, region }: Cell,
    { source, detailType, resources, detail }: Pick<ServiceEvent, 'source' | 'detailType' | 'resources' | 'detail'>,
  ): EventEnvelope {
    this.#events += 1;
    return {
      version: '0',
      id: uuidOf(`event/${this.#events}`),
      'detail-type': detailType,
      source,
      account,
      time: envelopeTime(this.#surroundings.clock.now()),
      region,
      resources,
      detail: JSON.parse(JSON.stringify(detail)),
    };
  }

  put(busArn: string, event: EventEnvelope): void {
    for (const rule of this.#rules.get(busArn) ?? []) {
      if (rule.matches?.(event)) this.fire(rule, event);
    }
  }

  /** B2. */
  fire(rule: EventRule, event: EventEnvelope): void {
    const { clock, deliver = () => [0] } = this.#surroundings;
    for (const target of rule.targets) {
      for (const delayMs of deliver({ event, ruleArn: rule.arn, targetArn: target.arn })) {
        clock.after(DELIVERY_LAG_MS + delayMs, () => this.#deliver(rule, target, event));
      }
    }
  }

  #deliver(rule: EventRule, target: EventTarget, event: EventEnvelope): void {
    const { account, region } = requireArn(rule.busArn);
    const sender: ServicePrincipal = { service: 'events.amazonaws.com', account, sourceArn: rule.arn };
    try {
      this.#hand(sender, region, target, event);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.#bury(sender, rule, target, event, error);
    }
  }

  #hand(sender: ServicePrincipal, region: string, target: EventTarget, event: EventEnvelope): void {
    const { functions, queues } = this.#surroundings;
    const input = target.makeInput(event);
    const { service } = requireArn(target.arn);
    switch (service) {
      case 'events':
        this.#forward(sender, region, target, event);
        break;
      case 'lambda':
        functions.invokeAsync(target.arn, input, sender);
        break;
      case 'sqs':
        queues.send(sender, target.arn, { body: JSON.stringify(input), attributes: {} });
        break;
      case 'sns':
        this.#publish(sender, region, target.arn, input);
        break;
      default:
        throw new Error(`Cannot deliver to ${target.arn}: the embedded EventBridge knows no such target`);
    }
  }

  #publish(sender: ServicePrincipal, region: string, topicArn: string, input: unknown): void {
    const { authorizer, topics } = this.#surroundings;
    for (const need of publishNeeds(topics, topicArn)) {
      const refused = authorizer.refusalOfService(sender, need);
      if (refused !== undefined) throw new AwsError('AuthorizationError', refused, { status: 403 });
    }
    topics.publish({ TopicArn: topicArn, Message: JSON.stringify(input) }, region);
  }

  /** B3. */
  #forward(sender: ServicePrincipal, region: string, target: EventTarget, event: EventEnvelope): void {
    const { authorizer, assumeRole, clock } = this.#surroundings;
    const to = requireArn(target.arn);
    if (to.account !== sender.account && event.account !== sender.account) return;
    if (target.roleArn === undefined) throw new AwsError('AccessDeniedException', 'The target has no RoleArn.');
    const principal = assumeRole(sender, { roleArn: target.roleArn, sessionName: 'events' });
    const context = { 'events:source': event.source, 'events:detail-type': event['detail-type'] };
    const refused = authorizer.refusalOf(principal, region, {
      action: 'events:PutEvents',
      resource: target.arn,
      context,
    });
    if (refused !== undefined) throw new AwsError('AccessDeniedException', refused, { status: 403 });
    if (!this.exists(target.arn)) throw new AwsError('ResourceNotFoundException', `There is no bus ${target.arn}.`);
    clock.after(DELIVERY_LAG_MS, () => this.put(target.arn, event));
  }

  /** B4. */
  #bury(sender: ServicePrincipal, rule: EventRule, target: EventTarget, event: EventEnvelope, error: AwsError): void {
    if (target.deadLetterArn === undefined) return;
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message,
    };
    try {
      this.#surroundings.queues.send(sender, target.deadLetterArn, { body: JSON.stringify(event), attributes });
    } catch (refusal) {
      if (!(refusal instanceof AwsError)) throw refusal; // The queue's refusal is in the record; the event is lost.
    }
  }
}

export function busArnOf({ account, region }: Cell, name: string): string {
  return `arn:aws:events:${region}:${account}:event-bus/${name}`;
}
