/** The wire as a `requestHandler` of the SDK: no socket, no port, no wait. */
import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/protocols';
import { toUtf8 } from '@smithy/core/serde';
import type { VirtualClock } from '../clock.ts';
import type { Dispatch } from './dispatcher.ts';
import type { WireAnswer } from './exchange.ts';

/** What an SDK client asks of a request handler, in the widest words that every client of ours accepts. */
export interface InProcessHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: SdkRequest): Promise<{ response: HttpResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

interface SdkRequest {
  readonly method?: string;
  readonly hostname?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null | undefined>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What the SDK waits at most, in real time, before it repeats its first throttled request. */
const THROTTLED_WAIT_MS = 1_000;

/** Who watches over the calls of functions: a dead one gets no answer, and calls nothing more. */
export interface CallWatch {
  readonly mayCall: () => boolean;
  readonly answered: (asked: NonNullable<WireAnswer['asked']>) => boolean;
}

const nobody: CallWatch = { mayCall: () => true, answered: () => true };

export function requestHandler(dispatch: Dispatch, clock: VirtualClock, watch = nobody): InProcessHandler {
  const encoder = new TextEncoder();
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle({ method = 'POST', hostname = '', path = '/', query = {}, headers, body }) {
      if (!watch.mayCall()) return never();
      const request = {
        method,
        path,
        query: parametersOf(query),
        headers: { host: hostname, ...lowerCaseNames(headers) },
        body: textOf(body),
      };
      const answer = await dispatch(request);
      if (answer.asked !== undefined && !watch.answered(answer.asked)) return never();
      // The SDK is about to wait and repeat; unless virtual time passes too, it would be throttled again.
      if (answer.headers['x-amzn-errortype'] === 'ThrottlingException') clock.advance(THROTTLED_WAIT_MS);
      const response = new HttpResponse({
        statusCode: answer.status,
        headers: { ...answer.headers },
        body: answer.streamed ? Readable.from([encoder.encode(answer.body)]) : encoder.encode(answer.body),
      });
      return { response };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

function never(): Promise<never> {
  return new Promise(() => {});
}

function parametersOf(query: NonNullable<SdkRequest['query']>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value ?? ''].flat()) parameters.append(name, one);
  return parameters;
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  // A bundle may bring bytes of another realm, for which `instanceof Uint8Array` is false.
  return ArrayBuffer.isView(body) ? toUtf8(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)) : '';
}
