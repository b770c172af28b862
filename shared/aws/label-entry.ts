import { LabelParameterVersionCommand, UnlabelParameterVersionCommand } from '@aws-sdk/client-ssm';
import { type Attempt, attempt } from './attempt.ts';
import { ssmClient } from './clients.ts';
import { IN_FORCE } from './read-catalogue.ts';

/** Puts versions of catalogue entries in force, and out of it. */
export interface EntryLabels {
  /** The label moves: no other version of the entry keeps it. */
  readonly putInForce: (value: string, version: number) => Promise<Attempt<void>>;
  readonly takeOutOfForce: (value: string, version: number) => Promise<Attempt<void>>;
}

export function entryLabels({ parameterPath, region }: { parameterPath: string; region: string }): EntryLabels {
  const ssm = ssmClient({ region });
  const of = (value: string, ParameterVersion: number) => ({
    Name: `${parameterPath}/schedules/${value}`,
    ParameterVersion,
    Labels: [IN_FORCE],
  });
  return {
    putInForce: (value, version) =>
      attempt(async () => {
        await ssm.send(new LabelParameterVersionCommand(of(value, version)));
      }),
    takeOutOfForce: (value, version) =>
      attempt(async () => {
        await ssm.send(new UnlabelParameterVersionCommand(of(value, version)));
      }),
  };
}
