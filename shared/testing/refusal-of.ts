/** The error with which it refuses: to read its sentence exactly, and its cause. */
export function refusalOf(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`Refused with ${String(error)}, wanted an Error`);
  }
  throw new Error('Accepted, wanted a refusal');
}
