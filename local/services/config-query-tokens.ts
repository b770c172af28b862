import { AwsError } from '../cloud.ts';

export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string };

const pattern =
  /\s*(?:(?<string>'(?:[^']|'')*')|(?<number>-?\d+(?:\.\d+)?)|(?<sign><=|>=|<>|!=|[=<>(),*])|(?<word>[A-Za-z_][\w.:-]*))/y;

/** Cuts an advanced query into tokens. A quote inside a text is written twice. */
export function tokensOf(expression: string): Token[] {
  const text = expression.trim();
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    const found = pattern.exec(text)?.groups;
    if (found === undefined)
      throw invalidExpression(`Unexpected text at position ${from}: ${text.slice(from, from + 20)}`);
    if (found['string'] !== undefined)
      tokens.push({ kind: 'string', text: found['string'].slice(1, -1).replaceAll("''", "'") });
    else if (found['number'] !== undefined) tokens.push({ kind: 'number', text: found['number'] });
    else if (found['sign'] !== undefined) tokens.push({ kind: 'sign', text: found['sign'] });
    else tokens.push({ kind: 'word', text: found['word'] ?? '' });
  }
  return tokens;
}

export function invalidExpression(message: string): AwsError {
  return new AwsError('InvalidExpressionException', message);
}
