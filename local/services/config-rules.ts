/**
 * Rules, of one account or of the organization: custom ones, which ask a Lambda, and managed ones.
 *
 *   L1. After deployment everything in scope is evaluated once, spread over two minutes; after that, each new item is.
 *   L2. An organization rule exists in every member account of its Region under a name of its own, and calls the one
 *       Lambda of the account that owns it, on behalf of the member.
 *   L3. A rule with a schedule is asked about everything once in each of its periods, the first time one period after it
 *       was deployed.
 *   L4. A rule that may not invoke its function evaluates nothing, and nobody is told but the rule.
 *   L5. A managed rule judges the item by itself, and only items of its own type, whatever its scope says.
 */
import { AwsError, type Cell, type Cloud, type Provider, type Resource } from '../cloud.ts';
import { hexOf } from '../fleet/deterministic-id.ts';
import { PerCell } from '../fleet/per-cell.ts';
import { type ManagedRule, managedRule } from './config-managed-rules.ts';
import type { ConfigRecorder, ConfigurationItem } from './config-recorder.ts';
import { ruleEvent, scheduleEvent } from './config-rule-event.ts';
import type { ConfigVerdicts } from './config-verdict.ts';

export interface ConfigRule extends Cell {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly judge: Judge;
  /** Resource types in scope; none means every recorded type. */
  readonly types: ReadonlySet<string>;
  readonly parameters: string | undefined;
  /** How often the rule's own clock strikes, if it has one. */
  readonly everyHours: number | undefined;
}

export type Judge =
  | { readonly kind: 'function'; readonly functionArn: string }
  | ({ readonly kind: 'managed' } & ManagedRule);

/** What a result token stands for. */
export interface Invocation {
  readonly rule: ConfigRule;
  readonly invokedAt: Date;
}

export class ConfigRules {
  readonly invocations = new Map<string, Invocation>();
  readonly #rules = new PerCell<Map<string, ConfigRule>>(() => new Map());
  readonly #cloud: Cloud;
  readonly #recorder: ConfigRecorder;
  readonly #verdicts: ConfigVerdicts;

  constructor(cloud: Cloud, recorder: ConfigRecorder, verdicts: ConfigVerdicts) {
    this.#cloud = cloud;
    this.#recorder = recorder;
    this.#verdicts = verdicts;
    recorder.onItem((item) => {
      for (const rule of this.#rules.of(item).values())
        if (inScope(rule, item)) cloud.clock.after(2_000, () => this.#evaluate(rule, item));
    });
  }

  find(cell: Cell, name: string): ConfigRule | undefined {
    return this.#rules.of(cell).get(name);
  }

  all(): ConfigRule[] {
    return [...this.#rules.all()].flatMap((inCell) => [...inCell.values()]);
  }

  /** L1 */
  add(rule: ConfigRule): void {
    this.#rules.of(rule).set(rule.name, rule);
    this.evaluate(rule);
    if (rule.everyHours !== undefined && rule.judge.kind === 'function')
      this.#strike(rule.judge.functionArn, rule, rule.everyHours * 3_600_000);
  }

  /** Everything in its scope, as it was recorded last. */
  evaluate(rule: ConfigRule): void {
    for (const { type, id } of this.#recorder.latest(rule).filter((item) => inScope(rule, item))) {
      const delayMs = 5_000 + Math.round(this.#cloud.random(`first evaluation of ${id} by ${rule.name}`) * 115_000);
      this.#cloud.clock.after(delayMs, () => {
        const item = this.#recorder.history(rule, type, id).at(-1); // As it is by then.
        if (item !== undefined) this.#evaluate(rule, item);
      });
    }
  }

  /** L3 */
  #strike(functionArn: string, rule: ConfigRule, periodMs: number): void {
    this.#cloud.clock.after(periodMs, () => {
      this.#invoke(functionArn, rule, undefined);
      this.#strike(functionArn, rule, periodMs);
    });
  }

  #evaluate(rule: ConfigRule, item: ConfigurationItem): void {
    const { judge } = rule;
    switch (judge.kind) {
      case 'function':
        this.#invoke(judge.functionArn, rule, item);
        break;
      case 'managed': {
        const { type, id, capturedAt: orderedAt } = item;
        const invokedAt = this.#cloud.clock.now();
        const compliance = judge.complianceOf(item);
        this.#verdicts.add({ rule, type, id, compliance, annotation: undefined, orderedAt, invokedAt });
      }
    }
  }

  #invoke(functionArn: string, rule: ConfigRule, item: ConfigurationItem | undefined): void {
    const invokedAt = this.#cloud.clock.now();
    const resultToken = hexOf(`result ${this.invocations.size} of ${rule.arn}`, 64);
    this.invocations.set(resultToken, { rule, invokedAt });
    const caller = { service: 'config.amazonaws.com', account: rule.account };
    try {
      const told = { rule, resultToken, now: invokedAt };
      const event = item === undefined ? scheduleEvent(told) : ruleEvent({ ...told, item });
      this.#cloud.invokeAsync(functionArn, event, caller);
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'AccessDeniedException')) throw error; // L4
    }
  }
}

function inScope({ judge, types }: ConfigRule, { type }: ConfigurationItem): boolean {
  if (judge.kind === 'managed' && judge.type !== type) return false; // L5
  return types.size === 0 || types.has(type);
}

export function ruleProviders(cloud: Cloud, rules: ConfigRules): Readonly<Record<string, Provider>> {
  return {
    'AWS::Config::ConfigRule': (resource) => {
      const rule = ownRule(resource);
      rules.add(rule);
      return { ref: rule.name, attributes: { Arn: rule.arn, ConfigRuleId: rule.id } };
    },
    // L2
    'AWS::Config::OrganizationConfigRule': (resource) => {
      const name = text(resource, 'OrganizationConfigRuleName');
      const metadata = fieldsOf(resource.properties['OrganizationCustomRuleMetadata']);
      const excluded = new Set(listOf(resource.properties['ExcludedAccounts']));
      const suffix = hexOf(`organization rule ${name} ${resource.stack.region}`, 8);
      if (!listOf(metadata['OrganizationConfigRuleTriggerTypes']).includes('ConfigurationItemChangeNotification'))
        throw new Error(
          `Cannot create organization rule ${name}: wanted ConfigurationItemChangeNotification among its triggers`,
        );
      for (const { id: account } of cloud.organization.accounts) {
        if (excluded.has(account)) continue;
        const id = `config-rule-${hexOf(`${account} ${name}`, 6)}`;
        rules.add({
          account,
          region: resource.stack.region,
          name: `OrgConfigRule-${name}-${suffix}`,
          id,
          arn: `arn:aws:config:${resource.stack.region}:${account}:config-rule/aws-service-rule/config-multiaccountsetup.amazonaws.com/${id}`,
          judge: { kind: 'function', functionArn: String(metadata['LambdaFunctionArn']) },
          types: new Set(listOf(metadata['ResourceTypesScope'])),
          parameters: parametersText(metadata['InputParameters']),
          everyHours: listOf(metadata['OrganizationConfigRuleTriggerTypes']).includes('ScheduledNotification')
            ? hoursOf(metadata['MaximumExecutionFrequency'])
            : undefined,
        });
      }
      return { ref: name };
    },
  };
}

function ownRule(resource: Resource): ConfigRule {
  const { logicalId, properties, stack } = resource;
  const { SourceDetails } = fieldsOf(properties['Source']);
  const clock = (Array.isArray(SourceDetails) ? SourceDetails : [])
    .map(fieldsOf)
    .find(({ MessageType }) => MessageType === 'ScheduledNotification');
  const name =
    typeof properties['ConfigRuleName'] === 'string'
      ? properties['ConfigRuleName']
      : `${stack.name}-${logicalId}-${hexOf(logicalId, 12)}`;
  const id = `config-rule-${hexOf(`${stack.account} ${name}`, 6)}`;
  return {
    account: stack.account,
    region: stack.region,
    name,
    id,
    arn: `arn:aws:config:${stack.region}:${stack.account}:config-rule/${id}`,
    judge: judgeIn(resource),
    types: new Set(listOf(fieldsOf(properties['Scope'])['ComplianceResourceTypes'])),
    parameters: parametersText(properties['InputParameters']),
    everyHours: clock && hoursOf(clock['MaximumExecutionFrequency']),
  };
}

function judgeIn({ logicalId, properties }: Resource): Judge {
  const { Owner, SourceIdentifier } = fieldsOf(properties['Source']);
  switch (Owner) {
    case 'CUSTOM_LAMBDA':
      return { kind: 'function', functionArn: String(SourceIdentifier) };
    case 'AWS':
      return { kind: 'managed', ...managedRule(String(SourceIdentifier)) };
    default:
      throw new Error(
        `Cannot create Config rule ${logicalId}: Source.Owner is ${JSON.stringify(Owner)}, wanted CUSTOM_LAMBDA or AWS`,
      );
  }
}

function text({ logicalId, properties }: Resource, name: string): string {
  const value = properties[name];
  if (typeof value !== 'string')
    throw new Error(`Cannot create ${logicalId}: ${name} is ${JSON.stringify(value)}, wanted a string`);
  return value;
}

/** AWS's default is once a day. */
function hoursOf(frequency: unknown): number {
  const hours = new Map([
    ['One_Hour', 1],
    ['Three_Hours', 3],
    ['Six_Hours', 6],
    ['Twelve_Hours', 12],
  ]);
  return hours.get(String(frequency)) ?? 24;
}

function parametersText(parameters: unknown): string | undefined {
  return parameters === undefined || typeof parameters === 'string' ? parameters : JSON.stringify(parameters);
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value ?? {}));
}
