/**
 * Verdicts of rules about resources, as AWS Config keeps, tells and answers them.
 *
 *   V3. Only a change of the compliance type is told; a first verdict is told without an old one.
 *   V4. A verdict about an older item than the one already judged is dropped.
 */
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

export class ConfigVerdicts {
  readonly #verdicts = new Map<string, Map<string, Verdict>>();
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  of({ arn }: ConfigRule): Verdict[] {
    return [...(this.#verdicts.get(arn)?.values() ?? [])];
  }

  add(given: Omit<Verdict, 'recordedAt'>): void {
    const verdict = { ...given, recordedAt: this.#cloud.clock.now() };
    const known = this.#verdicts.get(verdict.rule.arn) ?? new Map<string, Verdict>();
    this.#verdicts.set(verdict.rule.arn, known);
    const before = known.get(`${verdict.type}/${verdict.id}`);
    if (before !== undefined && verdict.orderedAt < before.orderedAt) return; // V4
    known.set(`${verdict.type}/${verdict.id}`, verdict);
    if (before?.compliance !== verdict.compliance) tellChange(this.#cloud, verdict, before); // V3
  }
}

function tellChange(cloud: Cloud, verdict: Verdict, before: Verdict | undefined): void {
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
