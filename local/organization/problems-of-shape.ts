/** Says of each thing that zod refused where it stands, what it is and what was wanted: `nodes[3].count is "two", …`. */
import type * as z from 'zod';

const VALUE_LENGTH_MAX = 60;

export function problemsOfShape(issues: readonly z.core.$ZodIssue[], content: unknown): string[] {
  return issues.flatMap((issue) => {
    const path = printPath(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => `${path} has the key ${JSON.stringify(key)}, wanted ${issue.message}`);
    }
    if (issue.code === 'invalid_key') {
      const key = String(issue.path.at(-1));
      const wanted = issue.issues[0]?.message ?? 'another key';
      return [`${printPath(issue.path.slice(0, -1))} has the key ${JSON.stringify(key)}, wanted ${wanted}`];
    }
    const value = valueAt(content, issue.path);
    return [`${path} is ${value === undefined ? 'missing' : printValue(value)}, wanted ${issue.message}`];
  });
}

function printPath(path: readonly PropertyKey[]): string {
  const text = path
    .map((step) =>
      typeof step === 'number' ? `[${step}]` : /^\w+$/.test(String(step)) ? `.${String(step)}` : `["${String(step)}"]`,
    )
    .join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}

function printValue(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    content,
  );
}
