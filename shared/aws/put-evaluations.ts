import {
  type ComplianceType,
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

/** Answers Config in the member account that asked, and throws if Config does not take an evaluation. */
export function evaluationPutter(assumeEvaluateRole: AssumeMemberRole) {
  return async (
    { account, region, resultToken }: Asker & { readonly resultToken: string },
    answers: readonly ConfigAnswer[],
  ): Promise<void> => {
    const config = configClient({ region, credentials: await assumeEvaluateRole(account) });
    for (let start = 0; start < answers.length; start += EVALUATIONS_MAX) {
      const Evaluations = answers.slice(start, start + EVALUATIONS_MAX).map((answer) => ({
        ComplianceResourceType: answer.resourceType,
        ComplianceResourceId: answer.resourceId,
        ComplianceType: answer.compliance,
        Annotation: answer.annotation,
        OrderingTimestamp: answer.orderingTimestamp,
      }));
      const { FailedEvaluations } = await config.send(
        new PutEvaluationsCommand({ Evaluations, ResultToken: resultToken }),
      );
      const failed = (FailedEvaluations ?? []).map(({ ComplianceResourceId }) => ComplianceResourceId);
      if (failed.length > 0)
        throw new Error(`Cannot answer Config in ${account} ${region}: it took no evaluation of ${failed.join(', ')}`);
    }
  };
}

/** The tags of a resource as Config last recorded them. */
export function recordedTagReader(assumeEvaluateRole: AssumeMemberRole) {
  return async ({
    account,
    region,
    node,
    resourceType,
  }: Asker & {
    readonly node: { readonly id: string };
    readonly resourceType: 'AWS::EC2::Instance' | 'AWS::SSM::ManagedInstanceInventory';
  }): Promise<Readonly<Record<string, string>>> => {
    const config = configClient({ region, credentials: await assumeEvaluateRole(account) });
    const { configurationItems } = await config.send(
      new GetResourceConfigHistoryCommand({ resourceType, resourceId: node.id, limit: 1 }),
    );
    const [item] = configurationItems ?? [];
    if (item === undefined)
      throw new Error(`Cannot read ${node.id} from Config in ${account} ${region}: it holds no item of it`);
    return item.tags ?? {};
  };
}
