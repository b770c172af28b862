/** Input that we refuse: told in plain words that quote it, without a stack trace, and with exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** `Cannot read --count: it is "many", wanted a whole number from 1 to 1000`. */
export function refuse(thing: string, value: unknown, wanted: string): InputError {
  return new InputError(`Cannot read ${thing}: it is ${JSON.stringify(value)}, wanted ${wanted}`);
}

/** What a thrown thing has to say. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
