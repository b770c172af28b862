import {
  DescribeAggregateComplianceByConfigRulesCommand,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import type { Cell } from '../domain/window/node.ts';
import { ruleOf } from '../inbound/config-nudge.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { attempt, sayRefusal } from './attempt.ts';
import { configClient } from './clients.ts';
import { allItems } from './pages.ts';

/** Rules in a page of DescribeAggregateComplianceByConfigRules (the service's limit). */
const PAGE_SIZE = 1000;

export interface Reevaluation {
  readonly started: number;
  readonly refused: readonly (Cell & { readonly reason: string })[];
}

/** Has Config ask again about every node, wherever it has the rule: one that is refused keeps no other from it (P6). */
export function ruleReevaluator({
  aggregatorName,
  ruleName,
  assumeRole,
}: {
  readonly aggregatorName: string;
  readonly ruleName: string;
  readonly assumeRole: AssumeMemberRole;
}): () => Promise<Reevaluation> {
  const hub = configClient();
  return async () => {
    const all = await allItems(
      (NextToken) =>
        hub.send(
          new DescribeAggregateComplianceByConfigRulesCommand({
            ConfigurationAggregatorName: aggregatorName,
            Limit: PAGE_SIZE,
            NextToken,
          }),
        ),
      { items: (page) => page.AggregateComplianceByConfigRules, nextToken: ({ NextToken }) => NextToken },
    );
    const refused: (Cell & { reason: string })[] = [];
    let started = 0;
    for (const { ConfigRuleName = '', AccountId: account, AwsRegion: region } of all) {
      if (ruleOf(ConfigRuleName).rule !== ruleName || account === undefined || region === undefined) continue;
      const done = await attempt(async () => {
        const config = configClient({ region, credentials: await assumeRole(account) });
        await config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [ConfigRuleName] }));
      });
      if (done.kind === 'refused') refused.push({ account, region, reason: sayRefusal(done) });
      else started += 1;
    }
    return { started, refused };
  };
}
