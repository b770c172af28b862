/**
 * What a tag was meant to be, among the entries of a catalogue as files. An entry that can never open is nobody's
 * schedule: it is neither called approved nor proposed. It is not passed over either, because what remains would then
 * seem to be the only value near.
 */
import type { LintEntry } from '../../shared/domain/schedule/lint/lint-input.ts';
import { parseSchedule } from '../../shared/domain/schedule/schedule.ts';
import { type Diagnosis, diagnose } from '../../shared/domain/tagging/doctor.ts';
import { neverOpening } from './never-opening.ts';

export type Examination =
  | Diagnosis
  /** `value` is in the catalogue: the tag itself, or what it is near to. */
  | { readonly kind: 'never-opens'; readonly value: string; readonly because: string };

/** Examines tags one by one against the same entries. */
export function examinerOf(entries: readonly LintEntry[], now: Date): (tag: string) => Examination {
  const reasons = neverOpening(entries, now);
  // One that Security has not approved is no entry yet.
  const approved = entries.filter((entry) => entry.approved !== false).map(({ value }) => value);
  return (tag) => {
    const because = parseSchedule(tag).kind === 'schedule' ? reasons.get(tag) : undefined;
    return because === undefined
      ? withoutThese(diagnose(tag, approved), reasons)
      : { kind: 'never-opens', value: tag, because };
  };
}

function withoutThese(diagnosis: Diagnosis, reasons: ReadonlyMap<string, string>): Examination {
  const near = nearOnes(diagnosis);
  const living = near.filter((value) => !reasons.has(value));
  if (diagnosis.kind === 'several' && living.length > 1) return { ...diagnosis, values: living };
  const [found] = near.flatMap((value) => {
    const because = reasons.get(value);
    return because === undefined ? [] : [{ kind: 'never-opens', value, because } as const];
  });
  return found ?? diagnosis;
}

function nearOnes(diagnosis: Diagnosis): readonly string[] {
  switch (diagnosis.kind) {
    case 'meant':
      return [diagnosis.value];
    case 'several':
      return diagnosis.values;
    case 'approved':
    case 'reserved':
    case 'none':
      return [];
  }
}
