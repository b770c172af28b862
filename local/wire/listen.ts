/** The wire on a port of this machine, for `aws --endpoint-url http://127.0.0.1:PORT`. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Dispatch } from './dispatcher.ts';
import type { WireRequest } from './exchange.ts';

/** Loopback only: signatures are not verified, so nobody else may reach it. */
const HOST = '127.0.0.1';

export function listen(dispatch: Dispatch, { port, now }: { port: number; now: () => Date }): Promise<Server> {
  const server = createServer((request, response) => {
    void readBody(request)
      .then((body) => dispatch({ ...lineOf(request), headers: textHeaders(request), body }))
      // Clients set their clocks by the date, and what they sign for somebody else is good for minutes of virtual time.
      .then(({ status, headers, body }) =>
        response.writeHead(status, { ...headers, date: now().toUTCString() }).end(body),
      )
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve(server));
  });
}

function lineOf({ method = 'POST', url = '/' }: IncomingMessage): Pick<WireRequest, 'method' | 'path' | 'query'> {
  const { pathname, searchParams } = new URL(url, `http://${HOST}`);
  return { method, path: pathname, query: searchParams };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function textHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
