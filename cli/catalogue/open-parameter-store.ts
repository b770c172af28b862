/** Parameter Store as the SDK is configured. */
import type { Parameter } from '@aws-sdk/client-ssm';
import { prepareSdk, saying } from '../aws/reach-aws.ts';
import { IN_FORCE_LABEL, PARAMETER_ROOT, type ParameterStore } from './parameter-store.ts';

/** Systems Manager's limit. */
const PAGE_SIZE = 10;

export async function openParameterStore(): Promise<ParameterStore> {
  prepareSdk();
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
      saying(region, 'ask STS for the account', async () => {
        const { Account = '' } = await new STSClient({ region, credentials }).send(new GetCallerIdentityCommand());
        return { account: Account, region: await region() };
      }),
    readAll: () =>
      saying(region, `read ${PARAMETER_ROOT} in Parameter Store`, async () =>
        (await read({})).map(({ Name = '', Value = '', Version = 0 }) => ({
          name: Name,
          text: Value,
          version: Version,
        })),
      ),
    readInForce: () =>
      saying(region, `read what is ${IN_FORCE_LABEL} of ${PARAMETER_ROOT} in Parameter Store`, async () => {
        const labelled = await read({
          ParameterFilters: [{ Key: 'Label', Option: 'Equals', Values: [IN_FORCE_LABEL] }],
        });
        return new Map(labelled.map(({ Name = '', Version = 0 }) => [Name, Version]));
      }),
    write: (name, text) =>
      saying(region, `write ${name} in Parameter Store`, async () => {
        // Overwriting makes a new version; the one in force keeps its label.
        const { Version = 0 } = await client.send(
          new PutParameterCommand({ Name: name, Value: text, Type: 'String', Overwrite: true }),
        );
        return Version;
      }),
  };
}
