import { sayRefusal } from '../../shared/aws/attempt.ts';
import { parameterHistoryReader } from '../../shared/aws/read-parameter-history.ts';
import type { Known, ParameterVersion } from '../../shared/domain/explain/node-facts.ts';

export function historyReader(where: { parameterPath: string; region: string }) {
  const read = parameterHistoryReader(where);
  return async (name: string): Promise<Known<readonly ParameterVersion[]>> => {
    const history = await read(name);
    if (history.kind === 'done') return { kind: 'known', value: history.value };
    return history.error === 'ParameterNotFound'
      ? { kind: 'known', value: [] }
      : { kind: 'unknown', why: sayRefusal(history) };
  };
}
