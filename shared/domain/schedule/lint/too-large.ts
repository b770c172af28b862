import type { Finding } from './finding.ts';
import type { LintEntry } from './lint-input.ts';

/** What a standard parameter of Parameter Store holds. */
export const PARAMETER_SIZE_MAX_BYTES = 4096;

export function tooLarge({ value, sizeBytes }: LintEntry): Finding[] {
  if (sizeBytes <= PARAMETER_SIZE_MAX_BYTES) return [];

  const sentence = `${value} takes ${sizeBytes} bytes, and a standard parameter holds ${PARAMETER_SIZE_MAX_BYTES}.`;
  const cure = `Shorten it by ${sizeBytes - PARAMETER_SIZE_MAX_BYTES} bytes: name things by reference, not by description.`;
  return [{ code: 'too-large', entry: value, sentence, dates: [], cure }];
}
