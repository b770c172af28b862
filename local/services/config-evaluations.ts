/**
 * Verdicts that functions hand in.
 *
 *   V1. A result token belongs to the account and Region of the rule: only a call from there may use it.
 *   V2. An answer of 200 may carry evaluations that failed.
 */
import type {
  Evaluation,
  GetComplianceDetailsByConfigRuleCommandInput,
  GetComplianceDetailsByConfigRuleCommandOutput,
  PutEvaluationsCommandInput,
  PutEvaluationsCommandOutput,
} from '@aws-sdk/client-config-service';
import { AwsError, type Call, type Cloud, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import type { ConfigRecorder } from './config-recorder.ts';
import type { ConfigRules, Invocation } from './config-rules.ts';
import { type ConfigVerdicts, wireResult } from './config-verdict.ts';

const evaluationsMax = 100;
const annotationLengthMax = 256;
const accepted: readonly (string | undefined)[] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'];

interface Parts {
  readonly cloud: Cloud;
  readonly recorder: ConfigRecorder;
  readonly rules: ConfigRules;
  readonly verdicts: ConfigVerdicts;
}

export function configEvaluations({ cloud, recorder, rules, verdicts }: Parts): Capability {
  function judge({ rule, invokedAt }: Invocation, evaluation: Evaluation): boolean {
    const {
      ComplianceResourceType: type = '',
      ComplianceResourceId: id = '',
      ComplianceType: compliance,
      OrderingTimestamp,
    } = evaluation;
    if (recorder.history(rule, type, id).length === 0 || compliance === undefined) return false; // V2
    const orderedAt = OrderingTimestamp ?? cloud.clock.now();
    verdicts.add({ rule, type, id, compliance, annotation: evaluation.Annotation, orderedAt, invokedAt });
    return true;
  }

  return {
    operations: {
      PutEvaluations: operation<PutEvaluationsCommandInput, PutEvaluationsCommandOutput>({
        needs: () => [{ action: 'config:PutEvaluations', resource: '*' }],
        run: ({ Evaluations = [], ResultToken = '', TestMode = false }, call) => {
          check(Evaluations);
          if (TestMode) return { FailedEvaluations: [] };
          const invocation = invocationOf(rules, ResultToken, call);
          return { FailedEvaluations: Evaluations.filter((evaluation) => !judge(invocation, evaluation)) };
        },
      }),
      GetComplianceDetailsByConfigRule: operation<
        GetComplianceDetailsByConfigRuleCommandInput,
        GetComplianceDetailsByConfigRuleCommandOutput
      >({
        needs: ({ ConfigRuleName = '' }, call) => [
          {
            action: 'config:GetComplianceDetailsByConfigRule',
            resource: rules.find(cellOf(call), ConfigRuleName)?.arn ?? '*',
          },
        ],
        run: ({ ConfigRuleName = '', ComplianceTypes = [], Limit, NextToken }, call) => {
          const rule = rules.find(cellOf(call), ConfigRuleName);
          if (rule === undefined)
            throw new AwsError(
              'NoSuchConfigRuleException',
              `The ConfigRule '${ConfigRuleName}' provided in the request is invalid. Please check the configRule name`,
            );
          const size = sizeWithin(Limit, { name: 'limit', least: 0, most: 100, otherwise: 10 });
          const matching = verdicts
            .of(rule)
            .filter(({ compliance }) => ComplianceTypes.length === 0 || ComplianceTypes.includes(compliance));
          const { items, nextToken } = page(matching, {
            size: size === 0 ? 10 : size,
            token: NextToken,
            invalidTokenCode: 'InvalidNextTokenException',
          });
          return { EvaluationResults: items.map(wireResult), ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
    },
  };
}

function check(evaluations: readonly Evaluation[]): void {
  if (evaluations.length > evaluationsMax)
    throw invalid(`${evaluations.length} evaluations, wanted at most ${evaluationsMax}`);
  for (const {
    Annotation,
    ComplianceType: compliance,
    ComplianceResourceType,
    ComplianceResourceId,
    OrderingTimestamp,
  } of evaluations) {
    if (Annotation !== undefined && (Annotation.length === 0 || Annotation.length > annotationLengthMax))
      throw invalid(`an annotation of ${Annotation.length} characters, wanted 1 to ${annotationLengthMax}`);
    if (!accepted.includes(compliance))
      throw invalid(`complianceType ${compliance}, wanted one of ${accepted.join(', ')}`);
    if (ComplianceResourceType === undefined || ComplianceResourceId === undefined || OrderingTimestamp === undefined)
      throw invalid('an evaluation without complianceResourceType, complianceResourceId or orderingTimestamp');
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', `1 validation error detected: ${message}`);
}

/** V1 */
function invocationOf(rules: ConfigRules, token: string, call: Call): Invocation {
  const invocation = rules.invocations.get(token);
  const { account, region } = cellOf(call);
  if (invocation?.rule.account !== account || invocation.rule.region !== region)
    throw new AwsError(
      'InvalidResultTokenException',
      `The result token provided is invalid in account ${account}, Region ${region}.`,
    );
  return invocation;
}
