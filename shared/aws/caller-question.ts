import { sha256 } from '../platform/sha256.ts';

/** A request of our own making, as an SDK client sends one. */
export interface CallerQuestion {
  readonly method: 'GET';
  readonly protocol: 'https:';
  readonly hostname: string;
  readonly path: '/';
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
}

/** Who am I? Asked of the STS of one Region, with a header that names what the answer is wanted for. */
export function callerQuestion(region: string, mark: string): CallerQuestion {
  const hostname = `sts.${region}.${domainOf(region)}`;
  return {
    method: 'GET',
    protocol: 'https:',
    hostname,
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { host: hostname, 'x-patchplane-request': mark },
  };
}

/** Binds a signature to one request and to all that it says. */
export function requestMark(requestId: string, said: string): string {
  return `${requestId}.${sha256(said)}`;
}

function domainOf(region: string): string {
  if (region.startsWith('cn-')) return 'amazonaws.com.cn';
  return region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
}
