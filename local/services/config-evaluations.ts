/**
 * Verdicts of rules.
 *
 *   V1. A result token belongs to the account and Region of the rule: only a call from there may use it.
 *   V2. An answer of 200 may carry evaluations that failed.
 *   V3. Only a change of the compliance type is told; a first verdict is told without an old one.
 *   V4. A verdict about an older item than the one already judged is dropped.
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
import { tellChange, type Verdict, wireResult } from './config-verdict.ts';

const evaluationsMax = 100;
const annotationLengthMax = 256;
const accepted: readonly (string | undefined)[] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'];

export function configEvaluations(cloud: Cloud, recorder: ConfigRecorder, rules: ConfigRules): Capability {
  const verdicts = new Map<string, Map<string, Verdict>>();

  function judge({ rule, invokedAt }: Invocation, evaluation: Evaluation): boolean {
    const {
      ComplianceResourceType: type = '',
      ComplianceResourceId: id = '',
      ComplianceType: compliance,
      OrderingTimestamp,
    } = evaluation;
    if (recorder.history(rule, type, id).length === 0 || compliance === undefined) return false; // V2
    const known = verdicts.get(rule.arn) ?? new Map<string, Verdict>();
    verdicts.set(rule.arn, known);
    const before = known.get(`${type}/${id}`);
    const orderedAt = OrderingTimestamp ?? cloud.clock.now();
    if (before !== undefined && orderedAt < before.orderedAt) return true; // V4
    const verdict = {
      rule,
      type,
      id,
      compliance,
      annotation: evaluation.Annotation,
      orderedAt,
      recordedAt: cloud.clock.now(),
      invokedAt,
    };
    known.set(`${type}/${id}`, verdict);
    if (before?.compliance !== compliance) tellChange(cloud, verdict, before); // V3
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
          const matching = [...(verdicts.get(rule.arn)?.values() ?? [])].filter(
            ({ compliance }) => ComplianceTypes.length === 0 || ComplianceTypes.includes(compliance),
          );
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
