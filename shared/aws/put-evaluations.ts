import {
  type ComplianceType,
  type ConfigServiceClient,
  GetResourceConfigHistoryCommand,
  PutEvaluationsCommand,
} from '@aws-sdk/client-config-service';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { configClient } from './clients.ts';

export interface ConfigAnswer {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly compliance: ComplianceType;
  readonly annotation: string;
  readonly orderingTimestamp: Date;
}

interface Asker {
  readonly account: string;
  readonly region: string;
}

/** Evaluations in one PutEvaluations (the service's limit). */
const EVALUATIONS_MAX = 100;
/** Resources that an error names; the log has them all. */
const NAMED_MAX = 10;
/** What AWS Config's own tools hand in as the token when a rule's function is only tried out. */
const TEST_TOKEN = 'TESTMODE';

/**
 * Answers Config in the member account that asked. An answer of 200 may carry evaluations that failed: they are put once
 * more after all others, and what fails again is thrown, so that Lambda tries again and somebody hears of it.
 */
export function evaluationPutter(assumeEvaluateRole: AssumeMemberRole) {
  return async (
    { account, region, resultToken }: Asker & { readonly resultToken: string },
    answers: readonly ConfigAnswer[],
  ): Promise<void> => {
    const config = configClient({ region, credentials: await assumeEvaluateRole(account) });
    const failed = await putAll(config, resultToken, answers);
    const failedAgain = await putAll(config, resultToken, failed);
    if (failedAgain.length === 0) return;
    const names = failedAgain.slice(0, NAMED_MAX).map(({ resourceId }) => resourceId);
    throw new Error(
      `Cannot answer Config in ${account} ${region}: it took no evaluation of ${names.join(', ')} (${failedAgain.length} of ${answers.length})`,
    );
  };
}

/** Answers those that Config did not take. */
async function putAll(
  config: ConfigServiceClient,
  resultToken: string,
  answers: readonly ConfigAnswer[],
): Promise<ConfigAnswer[]> {
  const failed: ConfigAnswer[] = [];
  for (let start = 0; start < answers.length; start += EVALUATIONS_MAX) {
    const group = answers.slice(start, start + EVALUATIONS_MAX);
    const { FailedEvaluations = [] } = await config.send(
      new PutEvaluationsCommand({
        Evaluations: group.map((answer) => ({
          ComplianceResourceType: answer.resourceType,
          ComplianceResourceId: answer.resourceId,
          ComplianceType: answer.compliance,
          Annotation: answer.annotation,
          OrderingTimestamp: answer.orderingTimestamp,
        })),
        ResultToken: resultToken,
        ...(resultToken === TEST_TOKEN && { TestMode: true }),
      }),
    );
    const refused = new Set(FailedEvaluations.map(({ ComplianceResourceId }) => ComplianceResourceId));
    failed.push(...group.filter(({ resourceId }) => refused.has(resourceId)));
  }
  return failed;
}

/** The tags of a resource as Config recorded them in the item that it asks about. */
export function recordedTagReader(assumeEvaluateRole: AssumeMemberRole) {
  return async ({
    account,
    region,
    node,
    resourceType,
    orderingTimestamp,
  }: Asker & {
    readonly node: { readonly id: string };
    readonly resourceType: 'AWS::EC2::Instance' | 'AWS::SSM::ManagedInstanceInventory';
    readonly orderingTimestamp: Date;
  }): Promise<Readonly<Record<string, string>>> => {
    const config = configClient({ region, credentials: await assumeEvaluateRole(account) });
    const { configurationItems } = await config.send(
      new GetResourceConfigHistoryCommand({
        resourceType,
        resourceId: node.id,
        laterTime: orderingTimestamp,
        limit: 1,
      }),
    );
    const [item] = configurationItems ?? [];
    if (item === undefined)
      throw new Error(`Cannot read ${node.id} from Config in ${account} ${region}: it holds no item of it`);
    return item.tags ?? {};
  };
}
