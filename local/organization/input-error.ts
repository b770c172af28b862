/** Input that a person typed and that we refuse: told in plain words and without a stack trace, with exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
