import type { SubjectWindow, Surroundings } from './subject.ts';

/** The windows that open in the stretch. */
export function within({ from, to }: Surroundings, windows: readonly SubjectWindow[]): SubjectWindow[] {
  return windows.filter(({ opensAt }) => opensAt >= from && opensAt < to);
}
