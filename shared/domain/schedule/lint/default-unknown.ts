/** A default rule that hands out a schedule without an entry that works: the node is tagged, and no window ever opens. */
import { isZone } from '../local-time.ts';
import { parseTagValue } from '../tag-value.ts';
import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintEntry, LintInput } from './lint-input.ts';

export function defaultUnknown({ defaults = [], entries }: Pick<LintInput, 'defaults' | 'entries'>): Finding[] {
  const byValue = new Map(entries.map((entry) => [entry.value, entry]));
  return [...new Set(defaults.map(({ value }) => value))].flatMap((value) => {
    const fault = faultOf(value, byValue.get(value));
    if (fault === undefined) return [];

    const rules = defaults.filter((each) => each.value === value).map(({ rule }) => JSON.stringify(rule));
    const [who, hands] =
      rules.length === 1 ? ['The default rule', 'hands'] : [`${countOf(rules.length, 'default rule')},`, 'hand'];
    const sentence = `${who} ${rules.join(' and ')} ${hands} out ${value}, ${fault.what}.`;
    return [{ code: 'default-unknown', entry: value, sentence, dates: [], cure: fault.cure } as const];
  });
}

interface Fault {
  readonly what: string;
  readonly cure: string;
}

function faultOf(value: string, entry: LintEntry | undefined): Fault | undefined {
  const tag = parseTagValue(value);
  if (tag.kind === 'reserved') return undefined; // It needs no entry.
  if (entry === undefined)
    return {
      what: 'which is not in the catalogue',
      cure: `Add ${value} to the catalogue, or hand out a schedule that is in it.`,
    };
  if (tag.kind === 'refused' || entry.rule === undefined || !isZone(entry.rule.zone))
    return {
      what: 'whose entry has no windows',
      cure: `Correct the entry ${value}, or hand out a schedule that has windows.`,
    };
  if (entry.approved === false)
    return {
      what: 'whose entry has not been approved as it stands',
      cure: `Let Security approve ${value}, or hand out a schedule that is approved.`,
    };
  return undefined;
}
