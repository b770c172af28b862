import { invalidExpression, type Token } from './config-query-tokens.ts';

export type Sign = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Literal = string | number | boolean;

const keywords = new Set([
  'SELECT',
  'WHERE',
  'GROUP',
  'ORDER',
  'BY',
  'AND',
  'OR',
  'NOT',
  'IN',
  'LIKE',
  'BETWEEN',
  'ASC',
  'DESC',
  'COUNT',
]);
const roots = new Set([
  'accountId',
  'arn',
  'availabilityZone',
  'awsRegion',
  'configuration',
  'configurationItemCaptureTime',
  'configurationItemStatus',
  'configurationStateId',
  'relationships',
  'resourceCreationTime',
  'resourceId',
  'resourceName',
  'resourceType',
  'supplementaryConfiguration',
  'tags',
  'version',
]);

/** Reads the tokens of a query from left to right. */
export class Reader {
  #place = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#place += 1;
    return true;
  }

  takeBy(word: string): boolean {
    if (!this.take(word)) return false;
    this.expect('BY');
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw invalidExpression(`Expected ${text}, found ${this.#found()}`);
  }

  expectEnd(): void {
    if (this.#tokens[this.#place] !== undefined) throw invalidExpression(`Expected the end, found ${this.#found()}`);
  }

  list<Item>(read: () => Item): Item[] {
    const items = [read()];
    while (this.take(',')) items.push(read());
    return items;
  }

  field(): string {
    const token = this.#tokens[this.#place];
    const root = token?.text.split('.')[0] ?? '';
    if (token?.kind !== 'word' || keywords.has(token.text.toUpperCase()))
      throw invalidExpression(`Expected a field, found ${this.#found()}`);
    if (!roots.has(root)) throw invalidExpression(`The property ${token.text} is not known`);
    this.#place += 1;
    return token.text;
  }

  literal(): Literal {
    const token = this.#tokens[this.#place];
    this.#place += 1;
    if (token?.kind === 'string') return token.text;
    if (token?.kind === 'number') return Number(token.text);
    if (token?.kind === 'word' && /^(true|false)$/i.test(token.text)) return token.text.toLowerCase() === 'true';
    this.#place -= 1;
    throw invalidExpression(`Expected a value, found ${this.#found()}`);
  }

  sign(): Sign {
    const signs = ['=', '<>', '<', '<=', '>', '>='] as const;
    const found = signs.find((sign) => this.take(sign));
    if (found !== undefined) return found;
    if (this.take('!=')) return '<>';
    throw invalidExpression(`Expected a comparison, found ${this.#found()}`);
  }

  #is(text: string): boolean {
    const token = this.#tokens[this.#place];
    if (token === undefined || token.kind === 'string' || token.kind === 'number') return false;
    return token.text.toUpperCase() === text;
  }

  #found(): string {
    const token = this.#tokens[this.#place];
    return token === undefined ? 'the end' : `'${token.text}'`;
  }
}
