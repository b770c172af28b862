import type { Paint } from './paint.ts';

/** Columns as wide as they need to be, numbers to the right, a zero as a dot, the last row under a rule. */
export function printTable(
  titles: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  paint: Paint,
): string[] {
  const cells = rows.map((row) => row.map((value) => (value === 0 ? '·' : String(value))));
  const widths = titles.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const numeric = titles.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  const line = (row: readonly string[]) =>
    `  ${row.map((text, column) => pad(text, widths[column] ?? 0, numeric[column] === true)).join('  ')}`.trimEnd();
  const rule = paint('dim', `  ${'─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2))}`);
  return [paint('dim', line(titles)), ...cells.slice(0, -1).map(line), rule, ...cells.slice(-1).map(line)];
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}
