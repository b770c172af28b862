import { ssmClient } from '../../shared/aws/clients.ts';

/** The Region that the SDK is configured for; throws where there is none. */
export function ownRegion(): Promise<string> {
  return ssmClient().config.region();
}
