import { describe, expect, it } from '@jest/globals';
import { csvOf } from './csv.ts';

const line = (...cells: Parameters<typeof csvOf>[1][number]) => csvOf(['a'], [cells]).split('\r\n')[1];

describe('csvOf()', () => {
  it('writes lines that end with CRLF, the columns first', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          ['1', 2],
          [undefined, new Date('2026-03-09T12:00:00Z')],
        ],
      ),
    ).toBe('a,b\r\n1,2\r\n,2026-03-09T12:00:00.000Z\r\n');
  });

  it('quotes what would break the row (RFC 4180)', () => {
    expect(line('a,b', 'say "no"', 'two\r\nlines', 'plain')).toBe('"a,b","say ""no""","two');
    expect(line('größe', ' space ', '')).toBe('größe, space ,');
  });

  it.each([
    ['=cmd|"/c calc"!A1', `"'=cmd|""/c calc""!A1"`],
    ['+1', "'+1"],
    ['-2SAT', "'-2SAT"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['2SAT', '2SAT'],
    ['a=b', 'a=b'],
  ])('makes no formula of %j', (cell, wanted) => {
    expect(line(cell)).toBe(wanted);
  });

  it('leaves numbers alone, below zero too', () => {
    expect(line(-1, 0)).toBe('-1,0');
  });
});
