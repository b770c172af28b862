/** One verdict of a rule about one resource, as AWS Config tells and answers it. */
import type { ComplianceType, EvaluationResult } from '@aws-sdk/client-config-service';
import type { Cloud } from '../cloud.ts';
import type { ConfigRule } from './config-rules.ts';

export interface Verdict {
  readonly rule: ConfigRule;
  readonly type: string;
  readonly id: string;
  readonly compliance: ComplianceType;
  readonly annotation: string | undefined;
  readonly orderedAt: Date;
  readonly recordedAt: Date;
  readonly invokedAt: Date;
}

export function tellChange(cloud: Cloud, verdict: Verdict, before: Verdict | undefined): void {
  const { rule } = verdict;
  cloud.emit({
    account: rule.account,
    region: rule.region,
    source: 'aws.config',
    detailType: 'Config Rules Compliance Change',
    resources: [], // Empty in real events, too.
    detail: {
      resourceId: verdict.id,
      awsRegion: rule.region,
      awsAccountId: rule.account,
      configRuleName: rule.name,
      recordVersion: '1.0',
      configRuleARN: rule.arn,
      messageType: 'ComplianceChangeNotification',
      newEvaluationResult: toldResult(verdict),
      ...(before !== undefined && { oldEvaluationResult: toldResult(before) }),
      notificationCreationTime: cloud.clock.now().toISOString(),
      resourceType: verdict.type,
    },
  });
}

function toldResult({ rule, type, id, compliance, annotation, orderedAt, recordedAt, invokedAt }: Verdict) {
  return {
    evaluationResultIdentifier: {
      evaluationResultQualifier: {
        configRuleName: rule.name,
        resourceType: type,
        resourceId: id,
        evaluationMode: 'DETECTIVE',
      },
      orderingTimestamp: orderedAt.toISOString(),
    },
    complianceType: compliance,
    resultRecordedTime: recordedAt.toISOString(),
    configRuleInvokedTime: invokedAt.toISOString(),
    ...(annotation !== undefined && { annotation }),
  };
}

export function wireResult({
  rule,
  type,
  id,
  compliance,
  annotation,
  orderedAt,
  recordedAt,
  invokedAt,
}: Verdict): EvaluationResult {
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: rule.name,
        ResourceType: type,
        ResourceId: id,
        EvaluationMode: 'DETECTIVE',
      },
      OrderingTimestamp: orderedAt,
    },
    ComplianceType: compliance,
    ResultRecordedTime: recordedAt,
    ConfigRuleInvokedTime: invokedAt,
    ...(annotation !== undefined && { Annotation: annotation }),
  };
}
