/** What Lambda says of an invocation that failed: in the answer, and in the record for an on-failure destination. */
import type { DeployedFunction } from './lambda-function.ts';

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export function failureOf(error: unknown): FunctionFailure {
  // An error of another realm (jest has two) is no `instanceof Error`, so its fields are looked at instead.
  const fields: Partial<Record<'name' | 'message' | 'stack', unknown>> =
    typeof error === 'object' && error !== null ? error : { name: 'Error', message: String(error) };
  return {
    errorType: String(fields.name ?? 'Error'),
    errorMessage: String(fields.message ?? ''),
    trace: String(fields.stack ?? '').split('\n'),
  };
}

interface GivenUp {
  readonly deployed: DeployedFunction;
  readonly requestId: string;
  readonly at: Date;
  readonly condition: 'RetriesExhausted' | 'EventAgeExceeded';
  readonly attempts: number;
  readonly payload: unknown;
  readonly failure: FunctionFailure | undefined;
}

export function invocationRecord({ deployed, requestId, at, condition, attempts, payload, failure }: GivenUp): object {
  return {
    version: '1.0',
    timestamp: at.toISOString(),
    requestContext: {
      requestId,
      functionArn: `${deployed.arn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: payload,
    ...(failure === undefined
      ? {}
      : {
          responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
          responsePayload: failure,
        }),
  };
}
