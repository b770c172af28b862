/** The one door to every operation: IAM is asked, then the operation runs. The wire and `cloud.callAs` both use it. */
import type { Call, Operation } from './cloud.ts';
import { AwsError } from './cloud.ts';
import type { Authorizer } from './iam/authorizer.ts';

interface Asked {
  readonly service: { readonly accessDenied: string };
  readonly operation: string;
  readonly implementation: Operation;
  readonly input: object;
}

export type CallOperation = (asked: Asked, call: Call) => Promise<object>;

export function callOperation(authorizer: Authorizer): CallOperation {
  return async ({ service, implementation, input }, call) => {
    // Inputs come from the wire through the operation's own schema, which is what the operation is typed by.
    const typed = input as never;
    for (const need of implementation.needs(typed, call)) {
      const refused = authorizer.refusalOf(call.principal, call.region, need);
      if (refused !== undefined) throw new AwsError(service.accessDenied, refused, { status: statusOf(service) });
    }
    return (await implementation.run(typed, call)) ?? {};
  };
}

/** The JSON services refuse with 400, the query services with 403. */
function statusOf({ accessDenied }: { readonly accessDenied: string }): number {
  return accessDenied.endsWith('Exception') ? 400 : 403;
}
