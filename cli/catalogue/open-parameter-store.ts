/** Parameter Store as the SDK is configured: profile, Region and AWS_ENDPOINT_URL are its own affair. */
import type { Parameter, SSMClient } from '@aws-sdk/client-ssm';
import { InputError, messageOf, refuse } from '../input-error.ts';
import { IN_FORCE_LABEL, PARAMETER_ROOT, type ParameterStore } from './parameter-store.ts';

/** Systems Manager's limit. */
const PAGE_SIZE = 10;

export async function openParameterStore(): Promise<ParameterStore> {
  // We support this Node, so that the SDK's word on later ones is not for our users, and would be said each time.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  refuseBadEndpoints();
  const { PutParameterCommand, SSMClient, paginateGetParametersByPath } = await import('@aws-sdk/client-ssm');
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new SSMClient();
  const { region, credentials } = client.config;

  const read = async (filter: object) => {
    const found: Parameter[] = [];
    const query = { Path: PARAMETER_ROOT, Recursive: true, MaxResults: PAGE_SIZE, ...filter };
    for await (const page of paginateGetParametersByPath({ client }, query)) found.push(...(page.Parameters ?? []));
    return found;
  };
  return {
    readPlace: () =>
      saying(client, 'ask STS for the account', async () => {
        const { Account = '' } = await new STSClient({ region, credentials }).send(new GetCallerIdentityCommand());
        return { account: Account, region: await region() };
      }),
    readAll: () =>
      saying(client, `read ${PARAMETER_ROOT} in Parameter Store`, async () =>
        (await read({})).map(({ Name = '', Value = '', Version = 0 }) => ({
          name: Name,
          text: Value,
          version: Version,
        })),
      ),
    readInForce: () =>
      saying(client, `read what is ${IN_FORCE_LABEL} of ${PARAMETER_ROOT} in Parameter Store`, async () => {
        const labelled = await read({
          ParameterFilters: [{ Key: 'Label', Option: 'Equals', Values: [IN_FORCE_LABEL] }],
        });
        return new Map(labelled.map(({ Name = '', Version = 0 }) => [Name, Version]));
      }),
    write: (name, text) =>
      saying(client, `write ${name} in Parameter Store`, async () => {
        // Overwriting makes a new version; the one in force keeps its label.
        const { Version = 0 } = await client.send(
          new PutParameterCommand({ Name: name, Value: text, Type: 'String', Overwrite: true }),
        );
        return Version;
      }),
  };
}

/** The SDK says `Invalid URL` of them, and neither which nor why. */
function refuseBadEndpoints(): void {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SSM', 'AWS_ENDPOINT_URL_STS']) {
    const value = process.env[name] ?? '';
    // Empty is as good as not set, to the SDK.
    const sound = value === '' || (/^https?:\/\//i.test(value) && URL.canParse(value));
    if (!sound) throw refuse(name, value, 'a URL such as http://127.0.0.1:4010');
  }
}

/** A refusal of AWS, or of the way there, in a sentence. */
async function saying<Result>(client: SSMClient, action: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    // AWS names its refusals (AccessDeniedException); what fails on the way there is often a mere Error.
    const name = error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : '';
    const region = await client.config.region().catch(() => 'no Region');
    throw new InputError(`Cannot ${action} (${region}): ${name}${messageOf(error)}`, {
      cause: error,
    });
  }
}
