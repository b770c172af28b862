import { isZone } from '../local-time.ts';
import type { Finding } from './finding.ts';
import type { LintEntry } from './lint-input.ts';

export function zoneUnknown({ value, rule }: LintEntry): Finding[] {
  if (rule === undefined || isZone(rule.zone)) return [];

  const sentence = `The zone ${JSON.stringify(rule.zone)} of ${value} is unknown, so it has no windows.`;
  const cure = 'Name an IANA zone such as Europe/Berlin; offsets such as +01:00 know of no clock change.';
  return [{ code: 'zone-unknown', entry: value, sentence, dates: [], cure }];
}
