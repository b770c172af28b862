import type { Finding } from './finding.ts';
import type { LintEntry } from './lint-input.ts';

export function unreadable({ value, rule, problem = 'no reason was given' }: LintEntry): Finding[] {
  if (rule !== undefined) return [];

  const sentence = `The content of ${value} cannot be read: ${problem}.`.replace(/\.+$/, '.');
  const cure = 'Correct the field that is named; the JSON Schema of entries lists what each may hold.';
  return [{ code: 'unreadable', entry: value, sentence, dates: [], cure }];
}
