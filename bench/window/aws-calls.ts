/**
 * AWS as the SDK's request handler: each call is counted by service and operation, and answered by whoever serves it. It
 * knows the two wire formats of the services that Patchplane calls, and nothing of what they do.
 */
import { HttpResponse } from '@smithy/core/protocols';

/** Who calls, where: read from the credentials that the call is signed with. */
export interface Caller {
  readonly account: string;
  readonly region: string;
}

/** Answers the JSON of an operation with what becomes JSON; an error by throwing a `Refusal`. */
export type Operation = (input: string, caller: Caller) => object;

/** By service and operation, such as `ssm:GetParameter`. */
export type Operations = Readonly<Record<string, Operation>>;

export type Counts = ReadonlyMap<string, number>;

/** An error that AWS answers. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

interface SdkRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const SERVICES: Readonly<Record<string, string>> = {
  AmazonSSM: 'ssm',
  StarlingDoveService: 'config',
  DynamoDB_20120810: 'dynamodb',
  AWSEvents: 'events',
};

export class AwsCalls {
  readonly #operations: Operations;
  #counts = new Map<string, number>();
  #dead = () => false;

  constructor(operations: Operations) {
    this.#operations = operations;
  }

  /** What was called since the last time that it was taken. */
  takeCounts(): Counts {
    const counts = this.#counts;
    this.#counts = new Map();
    return counts;
  }

  /** From the moment that this comes true nothing is answered any more: the caller's Lambda has been killed. */
  killWhen(dead: () => boolean): void {
    this.#dead = dead;
  }

  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly updateHttpClientConfig = () => undefined;
  readonly httpHandlerConfigs = () => ({});
  readonly destroy = () => undefined;

  async handle({ headers, body }: SdkRequest): Promise<{ response: HttpResponse }> {
    if (this.#dead()) throw new Error('Cannot answer: whoever calls was killed');
    const text = textOf(body);
    const { account, region, service } = callerOf(headers['authorization'] ?? '');
    const target = headers['x-amz-target'];
    const [prefix = '', name = ''] = target?.split('.') ?? [service, new URLSearchParams(text).get('Action') ?? ''];
    const operation = `${SERVICES[prefix] ?? prefix}:${name}`;
    this.#counts.set(operation, (this.#counts.get(operation) ?? 0) + 1);

    const answer = this.#operations[operation];
    if (answer === undefined) throw new Error(`Cannot answer ${operation}: this benchmark does not know it`);
    try {
      const output = answer(text, { account, region });
      return { response: target === undefined ? xml(name, output) : json(200, output) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { response: json(400, { __type: error.code, message: error.message }) };
    }
  }
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  // A view of the bytes: those that the SDK hands over complain when they are read as text.
  return ArrayBuffer.isView(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString() : '';
}

/** The key ids that STS gives here end in the account. */
function callerOf(authorization: string): Caller & { readonly service: string } {
  const [, key = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  return { account: key.slice(-12), region, service };
}

function json(statusCode: number, output: object): HttpResponse {
  return answered(statusCode, 'application/x-amz-json-1.1', JSON.stringify(output));
}

function xml(action: string, output: object): HttpResponse {
  const result = `<${action}Result>${elements(output)}</${action}Result>`;
  return answered(200, 'text/xml', `<${action}Response>${result}</${action}Response>`);
}

function elements(output: object): string {
  return Object.entries(output)
    .map(([name, value]) => `<${name}>${typeof value === 'object' ? elements(value) : String(value)}</${name}>`)
    .join('');
}

function answered(statusCode: number, type: string, body: string): HttpResponse {
  return new HttpResponse({ statusCode, headers: { 'content-type': type }, body: new TextEncoder().encode(body) });
}
