/** Pretty JSON as editors and formatters leave it: an object's fields a line each, a list of plain values on one line. */
const LINE_WIDTH_MAX = 120;
const INDENT = '  ';

export function printJson(value: unknown): string {
  return `${print(value, '', '')}\n`;
}

/** `before` is what stands to the left on the same line, for the width. */
function print(value: unknown, indent: string, before: string): string {
  const inner = indent + INDENT;
  if (Array.isArray(value)) {
    const line = `[${value.map((each) => JSON.stringify(each)).join(', ')}]`;
    const plain = value.every((each) => typeof each !== 'object' || each === null);
    // One more for the comma that may follow.
    if (plain && indent.length + before.length + line.length + 1 <= LINE_WIDTH_MAX) return line;
    return `[\n${value.map((each) => inner + print(each, inner, '')).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);

  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  if (fields.length === 0) return '{}';
  const lines = fields.map(([key, each]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + print(each, inner, name);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
