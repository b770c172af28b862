/**
 * Rows as CSV (RFC 4180): lines end with CRLF, and a cell that holds a comma, a quotation mark or a line break is quoted.
 *
 * A spreadsheet takes a cell that begins with one of `= + - @`, a tab or a line break for a formula. Anybody who may tag a
 * node may write one, so an apostrophe goes before it: spreadsheets show the text, and programs strip it.
 */
export type CsvCell = string | number | Date | undefined;

export function csvOf(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  const harmless = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
