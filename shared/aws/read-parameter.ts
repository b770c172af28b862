import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { ssmClient } from './clients.ts';

/** Reads one parameter of the hub as it stands; throws what Systems Manager answers, and says which one is empty. */
export function parameterReader({ parameterPath, region }: { parameterPath: string; region: string }) {
  const ssm = ssmClient({ region });
  return async (name: string): Promise<string> => {
    const Name = `${parameterPath}/${name}`;
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    if (Parameter?.Value === undefined) throw new Error(`Cannot read parameter ${Name}: it holds no value`);
    return Parameter.Value;
  };
}
