/** The entries that can never open, whatever the date, and why, in the linter's words. */
import { NEVER_OPENS } from '../../shared/domain/schedule/lint/finding.ts';
import { lintCatalogue } from '../../shared/domain/schedule/lint/lint-catalogue.ts';
import type { LintEntry } from '../../shared/domain/schedule/lint/lint-input.ts';

export function neverOpening(entries: readonly LintEntry[], now: Date): ReadonlyMap<string, string> {
  // None of these depends on a date, so the stretch to look at may be empty.
  const findings = lintCatalogue({ entries, freezes: [], from: now, to: now });
  const own = new Map(
    findings
      .filter(({ code }) => NEVER_OPENS.has(code))
      .reverse() // The first finding of an entry decides.
      .map(({ entry, sentence }) => [entry, sentence] as const),
  );
  const byName = new Map(entries.map((entry) => [entry.value, entry]));
  return new Map(
    entries.flatMap(({ value }) => {
      const because = own.get(value) ?? reasonBefore(value, byName, own);
      return because === undefined ? [] : [[value, because] as const];
    }),
  );
}

/** The gate of a ring waits for the one before it: behind one that never opens, none does. */
function reasonBefore(
  value: string,
  entries: ReadonlyMap<string, LintEntry>,
  own: ReadonlyMap<string, string>,
): string | undefined {
  const before = entries.get(value)?.rule?.after;
  if (before === undefined) return undefined;
  const because = own.get(before);
  // Every way ends: a ring on a cycle has a reason of its own.
  return because === undefined ? reasonBefore(before, entries, own) : `It waits for ${before}. ${because}`;
}
