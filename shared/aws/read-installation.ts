import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { type Installation, parseInstallation } from '../inbound/installation.ts';
import { ssmClient } from './clients.ts';

/** Where the hub's stack writes down what it is. */
export const INSTALLATION_PARAMETER = '/patchplane/hub';

/** Read in the caller's own account, and in its Region unless told, which must be the hub's. */
export async function readInstallation(scope: { readonly region?: string } = {}): Promise<Installation> {
  const { Parameter } = await ssmClient(scope).send(new GetParameterCommand({ Name: INSTALLATION_PARAMETER }));
  return parseInstallation(Parameter?.Value ?? '');
}
