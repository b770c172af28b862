/** What an SDK client sent, and what it got: for tests of one observation, without a service behind it. */
export interface AnsweredCalls {
  /** The bodies of all requests, in order, with the operation and the Region. */
  readonly calls: readonly { readonly operation: string; readonly host: string; readonly body: unknown }[];
  readonly end: () => void;
}

export interface Answer {
  readonly statusCode?: number;
  readonly body: object;
}

/** Answers every JSON call through the seam, until it is ended. */
export function answeredCalls(answer: (operation: string, body: unknown) => Answer, now: Date): AnsweredCalls {
  const calls: { operation: string; host: string; body: unknown }[] = [];
  const before = globalThis.patchplaneSeam;
  const decoder = new TextDecoder();
  const handle = async (request: { headers: Record<string, string>; hostname: string; body?: unknown }) => {
    const operation = (request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const text = request.body instanceof Uint8Array ? decoder.decode(request.body) : String(request.body ?? '{}');
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
    calls.push({ operation, host: request.hostname, body });
    const { statusCode = 200, body: answered } = answer(operation, body);
    return {
      response: { statusCode, headers: {}, body: new TextEncoder().encode(JSON.stringify(answered)) },
    };
  };
  globalThis.patchplaneSeam = { now: () => now, sleep: async () => {}, client: { requestHandler: { handle } } };
  return {
    calls,
    end: () => {
      globalThis.patchplaneSeam = before;
    },
  };
}
