/** Entries of one wave group patch the same applications: while one of them has a window open, no other may. */
import { countOf } from './count-of.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-check.ts';
import type { Subject, SubjectWindow, Surroundings } from './subject.ts';

/** Each pair is told once, on the entry that stands later in the catalogue. */
export function windowsOverlap(subject: Subject, context: LintContext): Finding[] {
  const { waveGroup } = subject.rule;
  if (waveGroup === undefined) return [];

  const all = [...context.subjects.values()];
  const earlier = all.slice(0, all.indexOf(subject)).filter(({ rule }) => rule.waveGroup === waveGroup);
  return earlier.flatMap((other) => {
    const dates = overlaps(subject.windows.filter(opens), other.windows.filter(opens), context).map(({ date }) => date);
    if (dates.length === 0) return [];

    const sentence = `${countOf(dates.length, 'window')} of ${subject.value} overlap with one of ${other.value}, and both patch the wave group ${waveGroup}.`;
    const cure = `Open ${subject.value} when ${other.value} has closed, shorten one of them, or give them different wave groups.`;
    return [{ code: 'windows-overlap', entry: subject.value, sentence, dates, cure }];
  });
}

/** A window that a freeze takes does not open, and meets no other. */
function opens({ frozen }: SubjectWindow): boolean {
  return !frozen;
}

/** Those of ours during which one of theirs is open, as far as the overlap begins in the stretch. */
function overlaps(
  ours: readonly SubjectWindow[],
  theirs: readonly SubjectWindow[],
  { from, to }: Surroundings,
): SubjectWindow[] {
  let next = 0; // Both are in order and each keeps its length, so what has closed before one of ours stays behind.
  return ours.filter(({ opensAt, closesAt }) => {
    let other = theirs[next];
    while (other !== undefined && other.closesAt <= opensAt) {
      next += 1;
      other = theirs[next];
    }
    if (other === undefined || other.opensAt >= closesAt) return false;

    const begin = other.opensAt > opensAt ? other.opensAt : opensAt;
    return begin >= from && begin < to;
  });
}
