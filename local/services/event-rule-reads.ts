/** What the rules of a bus are, for whoever lists them: those that are disabled as well. */
import type {
  ListRuleNamesByTargetCommandInput,
  ListRuleNamesByTargetCommandOutput,
  ListRulesCommandInput,
  ListRulesCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { AwsError, type Call, type Operation, operation, type Resource } from '../cloud.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { busArnOf } from './event-buses.ts';
import { type EventRule, readRule } from './event-rule.ts';

const pageBounds = { name: 'limit', least: 1, most: 100, otherwise: 100 };

interface ListedRule {
  readonly rule: EventRule;
  readonly name: string;
  readonly pattern: string | undefined;
  readonly enabled: boolean;
}

export class EventRuleReads {
  readonly #rules: ListedRule[] = [];

  add(resource: Resource): void {
    const rule = readRule(resource);
    const { EventPattern: pattern, State: state } = resource.properties;
    this.#rules.push({
      rule,
      name: rule.arn.split('/').at(-1) ?? rule.arn,
      pattern: pattern === undefined ? undefined : JSON.stringify(pattern),
      enabled: state !== 'DISABLED',
    });
  }

  #of(call: Call, busName = 'default'): ListedRule[] {
    const busArn = busArnOf({ account: call.principal.account, region: call.region }, busName);
    return this.#rules
      .filter(({ rule }) => rule.busArn === busArn)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  readonly operations: Readonly<Record<string, Operation>> = {
    ListRules: operation<ListRulesCommandInput, ListRulesCommandOutput>({
      needs: () => [{ action: 'events:ListRules', resource: '*' }],
      run: ({ EventBusName, NamePrefix = '', Limit, NextToken }, call) => {
        const rules = this.#of(call, EventBusName)
          .filter(({ name }) => name.startsWith(NamePrefix))
          .map(({ name, rule, pattern, enabled }) => ({
            Name: name,
            Arn: rule.arn,
            ...(pattern !== undefined && { EventPattern: pattern }),
            State: enabled ? ('ENABLED' as const) : ('DISABLED' as const),
          }));
        const { items, nextToken } = pageOf(rules, Limit, NextToken);
        return { Rules: items, ...(nextToken !== undefined && { NextToken: nextToken }) };
      },
    }),
    ListRuleNamesByTarget: operation<ListRuleNamesByTargetCommandInput, ListRuleNamesByTargetCommandOutput>({
      needs: () => [{ action: 'events:ListRuleNamesByTarget', resource: '*' }],
      run: ({ TargetArn, EventBusName, Limit, NextToken }, call) => {
        if (TargetArn === undefined) throw new AwsError('ValidationException', 'TargetArn is missing');
        const names = this.#of(call, EventBusName)
          .filter(({ rule }) => rule.targets.some(({ arn }) => arn === TargetArn))
          .map(({ name }) => name);
        const { items, nextToken } = pageOf(names, Limit, NextToken);
        return { RuleNames: items, ...(nextToken !== undefined && { NextToken: nextToken }) };
      },
    }),
  };
}

function pageOf<Item>(all: readonly Item[], limit: number | undefined, token: string | undefined) {
  const size = sizeWithin(limit, pageBounds);
  const { items, nextToken } = page(all, { size, token, invalidTokenCode: 'ValidationException' });
  return { items: [...items], nextToken };
}
