/**
 * P7. Lose, duplicate or reorder any events, kill any function at any call: later sweeps end in the same verdicts. Two runs
 * of one organization must have told the same ends with the same numbers, whatever befell one of them.
 */
import type { Breach } from './breach.ts';
import type { Evidence } from './evidence.ts';
import { toldEnds, VERDICTS } from './told.ts';

export function convergence(smooth: Evidence, disturbed: Evidence): Breach[] {
  const [wanted, came] = [endsOf(smooth), endsOf(disturbed)];
  return [...new Set([...wanted.keys(), ...came.keys()])].toSorted().flatMap((window) => {
    const [one, other] = [wanted.get(window) ?? 'not told', came.get(window) ?? 'not told'];
    return one === other ? [] : [{ law: 'P7' as const, says: `${window} came to: ${other}; undisturbed: ${one}` }];
  });
}

function endsOf(evidence: Evidence): Map<string, string> {
  return new Map(
    toldEnds(evidence).map(({ window, kind, digest }) => {
      const counts = VERDICTS.map((verdict) => `${digest?.counts[verdict] ?? '?'} ${verdict}`);
      return [window, `${kind}${kind === 'window-final' ? `, ${counts.join(', ')} of ${digest?.roster ?? '?'}` : ''}`];
    }),
  );
}
