/**
 * Whether a subject may stand in the place of another: no check finds more in it than it found before, nor between it and
 * those that it meets, the rings after it and its wave group. Whoever names the entry is taken to name the new one.
 */
import type { FindingCode } from './finding.ts';
import type { LintContext, SubjectCheck } from './lint-check.ts';
import type { LintEntry, LintRule } from './lint-input.ts';
import type { Subject } from './subject.ts';

interface Place {
  readonly inPlaceOf: Subject;
  readonly context: LintContext;
}

export function worsensNothing(other: Subject, { inPlaceOf, context }: Place): boolean {
  const was = { ...context, proving: true };
  const would = withInstead(other, { inPlaceOf, context: was });
  const { alone, inPairs } = context.checks;
  const subject = would.subjects.get(other.value) ?? other;
  if (!findsNoMore([...alone, ...inPairs], [subject, would], [inPlaceOf, was])) return false;

  const subjects = [...was.subjects.values()];
  const place = subjects.indexOf(inPlaceOf);
  return subjects.every((neighbour, index) => {
    if (neighbour === inPlaceOf || !meets(neighbour, inPlaceOf)) return true;

    const renamed = would.subjects.get(neighbour.value) ?? neighbour;
    const pair = [renamed, only(would, index < place ? [renamed, subject] : [subject, renamed])] as const;
    return findsNoMore(inPairs, pair, [
      neighbour,
      only(was, index < place ? [neighbour, inPlaceOf] : [inPlaceOf, neighbour]),
    ]);
  });
}

function meets({ rule }: Subject, { value, rule: own }: Subject): boolean {
  return rule.after === value || (own.waveGroup !== undefined && rule.waveGroup === own.waveGroup);
}

type Look = readonly [subject: Subject, context: LintContext];

function findsNoMore(checks: readonly SubjectCheck[], would: Look, was: Look): boolean {
  const after = datesByCode(checks, would);
  if (after.size === 0) return true;

  const before = datesByCode(checks, was);
  return [...after].every(([code, dates]) => dates <= (before.get(code) ?? 0));
}

function datesByCode(checks: readonly SubjectCheck[], [subject, context]: Look): Map<FindingCode, number> {
  const counts = new Map<FindingCode, number>();
  for (const { code, dates } of checks.flatMap((check) => check(subject, context)))
    counts.set(code, (counts.get(code) ?? 0) + dates.length);
  return counts;
}

/** The same catalogue with two of its subjects, which are given in its order. */
function only(context: LintContext, pair: readonly Subject[]): LintContext {
  return { ...context, subjects: new Map(pair.map((subject) => [subject.value, subject])) };
}

function withInstead(other: Subject, { inPlaceOf, context }: Place): LintContext {
  const follow = (rule: LintRule) => (rule.after === inPlaceOf.value ? { ...rule, after: other.value } : rule);
  const entries = [...context.entries.values()].map((entry): LintEntry => {
    if (entry.value === inPlaceOf.value) return { ...entry, value: other.value, rule: follow(other.rule) };
    return entry.rule === undefined ? entry : { ...entry, rule: follow(entry.rule) };
  });
  const subjects = [...context.subjects.values()].map((subject) => {
    const instead = subject === inPlaceOf ? other : subject;
    return { ...instead, rule: follow(instead.rule) };
  });
  return {
    ...context,
    entries: new Map(entries.map((entry) => [entry.value, entry])),
    subjects: new Map(subjects.map((subject) => [subject.value, subject])),
  };
}
