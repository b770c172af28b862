/** Who signed a request, and for which Region and service. Signatures are not verified: the laptop is on loopback. */
import { AwsError } from '../cloud.ts';

export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

const CREDENTIAL = /Credential=([^/\s]+)\/\d+\/([^/\s]+)\/([^/\s]+)\/aws4_request/;

export function readCredentialScope(authorization: string | undefined): CredentialScope {
  const [, accessKeyId, region, service] = CREDENTIAL.exec(authorization ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 });
  }
  return { accessKeyId, region, service };
}
