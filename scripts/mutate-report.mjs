import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const REPORT = path.resolve(import.meta.dirname, '../out/mutation.json');

/**
 * What the last run of Stryker came to, file by file; undefined where there was none. A mutant that makes its tests run on
 * for ever is killed as much as one that makes them fail; one that no test reaches has survived.
 */
export function readReport() {
  if (!existsSync(REPORT)) return undefined;
  const { files } = JSON.parse(readFileSync(REPORT, 'utf8'));
  return Object.entries(files)
    .map(([file, { mutants, source }]) => ({
      file: file.replace(/^shared\/domain\//, ''),
      killed: mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length,
      survivors: mutants
        .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
        .map(({ location, replacement }) => ({
          line: location.start.line,
          original: textAt(source, location),
          replacement: oneLine(replacement),
        })),
    }))
    .filter(({ killed, survivors }) => killed + survivors.length > 0)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** With one digit, as it is written in the page. */
export function scoreOf({ killed, survived }) {
  return ((100 * killed) / (killed + survived)).toFixed(1);
}

function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines.push(lines.pop().slice(0, end.column - 1));
  lines[0] = lines[0].slice(start.column - 1);
  return oneLine(lines.join(' '));
}

/** So much of a text that one sees what it is. */
function oneLine(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
