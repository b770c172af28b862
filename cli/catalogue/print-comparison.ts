import type { Paint } from '../printing/paint.ts';
import { visible } from '../printing/visible.ts';
import type { Comparison } from './compare-parameters.ts';

/** The differences line by line, and what is left alone in a word. */
export function printComparison(comparisons: readonly Comparison[], paint: Paint): string {
  const unchanged = comparisons.filter(({ kind }) => kind === 'unchanged').length;
  const onlyThere = comparisons.filter(({ kind }) => kind === 'only-there').map(({ name }) => name);
  const lines = [
    ...comparisons.flatMap(({ patch }) => (patch === '' ? [] : paintPatch(patch, paint))),
    ...(unchanged === 0 ? [] : [`${unchanged} unchanged, left alone`]),
    ...onlyThere.map((name) => `only there, left alone: ${name}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function paintPatch(patch: string, paint: Paint): string[] {
  return patch
    .trimEnd()
    .split('\n')
    .map(visible) // A parameter that is no JSON may hold anything.
    .map((line) => {
      if (/^(---|\+\+\+) /.test(line)) return paint('bold', line);
      if (line.startsWith('@@')) return paint('cyan', line);
      if (line.startsWith('+')) return paint('green', line);
      return line.startsWith('-') ? paint('red', line) : line;
    });
}
