import type { Parameter } from '@aws-sdk/client-ssm';
import type { Cell } from '../cloud.ts';
import type { ParameterVersion } from './ssm-parameter-store.ts';

export function parameterArn({ account, region }: Cell, name: string): string {
  return `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`; // AWS writes no double slash.
}

export function wireParameter(cell: Cell, version: ParameterVersion, qualifier: string | undefined): Parameter {
  return {
    Name: version.name,
    Type: version.type,
    Value: version.value,
    Version: version.version,
    LastModifiedDate: version.modifiedAt,
    ARN: parameterArn(cell, version.name),
    DataType: 'text',
    ...(qualifier !== undefined && { Selector: `:${qualifier}` }),
  };
}
