import * as z from 'zod/mini';

/** Longest piece of a refused value that is quoted: enough to recognise it, too little to be the event itself. */
const quotedCharactersMax = 60;

/**
 * The value as the schema has it, or an error that names the thing, the field, its value and what was wanted:
 * `Cannot parse tag change: detail.resource-type is "volume", wanted instance or managed-instance`.
 *
 * A `check` that a schema carries says in its message what was wanted (`a node id`), because that ends the sentence.
 */
export function parseOrRefuse<Schema extends z.ZodMiniType>(
  thing: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;

  // The inputs are for the sentence only: in the cause they would carry whole objects into the log.
  const issues = z.safeParse(schema, value, { reportInput: true }).error?.issues ?? [];
  throw new Error(`Cannot parse ${thing}: ${sentenceOf(issues)}`, { cause: result.error });
}

/** The first issue in full, and how many more there are. */
function sentenceOf([first, ...others]: readonly z.core.$ZodIssue[]): string {
  if (first === undefined) return 'it does not match';
  const sentence = `${placeOf(first.path)} ${foundIn(first.input)}, wanted ${wantedBy(first)}`;
  return others.length === 0 ? sentence : `${sentence} (and ${others.length} more)`;
}

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the event';
  return path.map(stepOf).join('').replace(/^\./, '');
}

function stepOf(key: PropertyKey): string {
  if (typeof key === 'number') return `[${key}]`;
  const name = String(key);
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${quote(name)}]`;
}

function foundIn(input: unknown): string {
  if (input === undefined) return 'is missing';
  if (typeof input === 'string') return `is ${quote(input)}`;
  if (Array.isArray(input)) return `is a list of ${input.length}`;
  return typeof input === 'object' && input !== null ? 'is an object' : `is ${String(input)}`;
}

function quote(text: string): string {
  return JSON.stringify(text.length > quotedCharactersMax ? `${text.slice(0, quotedCharactersMax)}…` : text);
}

function wantedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return oneOf(issue.values.map(String));
  if (issue.code === 'unrecognized_keys') return `no field ${issue.keys.join(', ')}`;
  return issue.message;
}

function oneOf(names: readonly string[]): string {
  const others = names.slice(0, -1);
  return [...(others.length === 0 ? [] : [others.join(', ')]), ...names.slice(-1)].join(' or ');
}

const typeNames: Readonly<Partial<Record<string, string>>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};
