/** The wire as a `requestHandler` of the SDK: no socket, no port, no wait. */
import { HttpResponse } from '@smithy/core/protocols';
import { toUtf8 } from '@smithy/core/serde';
import type { VirtualClock } from '../clock.ts';
import type { Dispatch } from './dispatcher.ts';

/** What an SDK client asks of a request handler, in the widest words that every client of ours accepts. */
export interface InProcessHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: SdkRequest): Promise<{ response: HttpResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

interface SdkRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What the SDK waits at most, in real time, before it repeats its first throttled request. */
const THROTTLED_WAIT_MS = 1_000;

export function requestHandler(dispatch: Dispatch, clock: VirtualClock): InProcessHandler {
  const encoder = new TextEncoder();
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle({ headers, body }) {
      const answer = await dispatch({ headers: lowerCaseNames(headers), body: textOf(body) });
      // The SDK is about to wait and repeat; unless virtual time passes too, it would be throttled again.
      if (answer.headers['x-amzn-errortype'] === 'ThrottlingException') clock.advance(THROTTLED_WAIT_MS);
      const response = new HttpResponse({
        statusCode: answer.status,
        headers: { ...answer.headers },
        body: encoder.encode(answer.body),
      });
      return { response };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  // A bundle may bring bytes of another realm, for which `instanceof Uint8Array` is false.
  return ArrayBuffer.isView(body) ? toUtf8(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)) : '';
}
