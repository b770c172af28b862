import { parseSchedule } from '../schedule.ts';
import type { Finding } from './finding.ts';
import type { LintEntry } from './lint-input.ts';

export function notASchedule({ value }: LintEntry): Finding[] {
  const parsed = parseSchedule(value);
  if (parsed.kind === 'schedule') return [];

  const cure = 'Name the entry for a schedule, such as 2SATX4 for 02:00 on the fourth Saturday, or delete it.';
  return [{ code: 'not-a-schedule', entry: value, sentence: parsed.reason, dates: [], cure }];
}
