/** Who signed a request, and for which Region and service. Those in headers are not verified: the laptop is on loopback. */
import { AwsError } from '../cloud.ts';
import type { WireRequest } from './exchange.ts';

export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

const CREDENTIAL = /^([^/\s]+)\/\d+\/([^/\s]+)\/([^/\s]+)\/aws4_request$/;

/** From the header, or from the query of a request that was signed for somebody else to send. */
export function readCredentialScope({ headers, query }: Pick<WireRequest, 'headers' | 'query'>): CredentialScope {
  const inHeader = /Credential=([^,\s]+)/.exec(headers['authorization'] ?? '')?.[1];
  const [, accessKeyId, region, service] = CREDENTIAL.exec(inHeader ?? query.get('X-Amz-Credential') ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 });
  }
  return { accessKeyId, region, service };
}
