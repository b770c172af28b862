/** Breaks a line at spaces so that no part is wider than it may be; a longer word stays whole. A list keeps its indent. */
export function wrapText(line: string, width: number): string[] {
  const indent = line.match(/^\s*(?:- )?/)?.[0].length ?? 0;
  const lines: string[] = [];
  let current = '';
  for (const word of line.slice(indent).split(' ')) {
    if (current !== '' && indent + current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  lines.push(current);
  return lines.map((text, index) => (index === 0 ? line.slice(0, indent) : ' '.repeat(indent)) + text);
}
