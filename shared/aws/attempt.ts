/** The world's refusal as a value: what was refused, in AWS's own words. */
export type Attempt<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly error: string; readonly message: string };

/**
 * Runs one observation or action whose refusal must stop nothing but itself (P6). Only errors that AWS answered count;
 * a bug of ours is thrown on, so that the invocation fails and is seen.
 */
export async function attempt<Value>(act: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { kind: 'done', value: await act() };
  } catch (error) {
    if (!isAwsError(error)) throw error;
    return { kind: 'refused', error: error.name, message: error.message };
  }
}

/** Every error that an SDK client throws for an answer of AWS carries `$metadata`. */
export function isAwsError(error: unknown): error is Error {
  return error instanceof Error && '$metadata' in error;
}

/** Such as `AccessDeniedException: User … is not authorized`: AWS's own words, for people. */
export function sayRefusal({ error, message }: Extract<Attempt<never>, { kind: 'refused' }>): string {
  return `${error}: ${message}`;
}
