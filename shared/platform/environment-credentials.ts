/**
 * Bundled in place of `@aws-sdk/credential-provider-node`: a Lambda sandbox only ever has environment credentials,
 * and the other providers cost 117 KB and a third of the module load.
 */
import { fromEnv } from '@aws-sdk/credential-provider-env';

export const defaultProvider = (init: object = {}) => fromEnv(init);
export const credentialsWillNeedRefresh = () => false;
export const credentialsTreatedAsExpired = () => false;
