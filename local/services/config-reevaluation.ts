/** Rules seen from the aggregator, and evaluated again at somebody's word. */
import type {
  DescribeAggregateComplianceByConfigRulesCommandInput,
  DescribeAggregateComplianceByConfigRulesCommandOutput,
  StartConfigRulesEvaluationCommandInput,
  StartConfigRulesEvaluationCommandOutput,
} from '@aws-sdk/client-config-service';
import { AwsError, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { aggregatorArn } from './config-aggregator.ts';
import type { ConfigRules } from './config-rules.ts';

const rulesMax = 25;

export function configReevaluation(rules: ConfigRules): Capability {
  return {
    operations: {
      DescribeAggregateComplianceByConfigRules: operation<
        DescribeAggregateComplianceByConfigRulesCommandInput,
        DescribeAggregateComplianceByConfigRulesCommandOutput
      >({
        needs: ({ ConfigurationAggregatorName = '' }, { principal: { account }, region }) => [
          {
            action: 'config:DescribeAggregateComplianceByConfigRules',
            resource: aggregatorArn({ account, region }, ConfigurationAggregatorName),
          },
        ],
        run: ({ Limit, NextToken }) => {
          const size = sizeWithin(Limit, { name: 'limit', least: 0, most: 1000, otherwise: 100 });
          const { items, nextToken } = page(rules.all(), {
            size,
            token: NextToken,
            invalidTokenCode: 'InvalidNextTokenException',
          });
          return {
            AggregateComplianceByConfigRules: items.map(({ name, account, region }) => ({
              ConfigRuleName: name,
              AccountId: account,
              AwsRegion: region,
            })),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
      StartConfigRulesEvaluation: operation<
        StartConfigRulesEvaluationCommandInput,
        StartConfigRulesEvaluationCommandOutput
      >({
        needs: ({ ConfigRuleNames = [] }, call) =>
          ConfigRuleNames.map((name) => ({
            action: 'config:StartConfigRulesEvaluation',
            resource:
              rules.find(cellOf(call), name)?.arn ??
              `arn:aws:config:${call.region}:${call.principal.account}:config-rule/unknown`,
          })),
        run: ({ ConfigRuleNames = [] }, call) => {
          if (ConfigRuleNames.length > rulesMax)
            throw new AwsError(
              'InvalidParameterValueException',
              `${ConfigRuleNames.length} rules, wanted at most ${rulesMax}`,
            );
          for (const name of ConfigRuleNames) {
            const rule = rules.find(cellOf(call), name);
            if (rule === undefined)
              throw new AwsError('NoSuchConfigRuleException', `The ConfigRule '${name}' provided is invalid.`);
            rules.evaluate(rule);
          }
          return {};
        },
      }),
    },
  };
}
