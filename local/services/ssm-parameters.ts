import type {
  DeleteParameterCommandInput,
  DeleteParameterCommandOutput,
  GetParameterCommandInput,
  GetParameterCommandOutput,
  GetParameterHistoryCommandInput,
  GetParameterHistoryCommandOutput,
  GetParametersCommandInput,
  GetParametersCommandOutput,
  LabelParameterVersionCommandInput,
  LabelParameterVersionCommandOutput,
  ParameterType,
  PutParameterCommandInput,
  PutParameterCommandOutput,
  UnlabelParameterVersionCommandInput,
  UnlabelParameterVersionCommandOutput,
} from '@aws-sdk/client-ssm';
import { sha256 } from '../../shared/platform/sha256.ts';
import { AwsError, type Call, type Cell, type Cloud, type Need, operation, type Resource } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { PerCell } from '../fleet/per-cell.ts';
import { parameterLists } from './ssm-parameter-lists.ts';
import { ParameterStore, type ParameterVersion } from './ssm-parameter-store.ts';
import { parameterArn, wireParameter } from './ssm-parameter-wire.ts';

/** The label that the organization's own parameters carry when the run begins, since they were approved before it. */
const labelAtBeginning = 'in-force';

export function ssmParameters(cloud: Cloud): Capability {
  const stores = new PerCell(() => new ParameterStore());
  fill(stores.of(cloud.organization.hub), cloud);

  return {
    operations: {
      ...parameterLists(cloud, stores),
      PutParameter: operation<PutParameterCommandInput, PutParameterCommandOutput>({
        needs: ({ Name }, call) => [needOf('PutParameter', call, Name)],
        run: (input, call) => {
          const { version, created } = stores.of(cellOf(call)).put({
            name: input.Name ?? '',
            value: input.Value ?? '',
            type: input.Type,
            description: input.Description,
            overwrite: input.Overwrite ?? false,
            at: cloud.clock.now(),
            by: call.principal.arn,
          });
          tellChange(cloud, cellOf(call), created ? 'Create' : 'Update', version);
          return { Version: version.version, Tier: 'Standard' };
        },
      }),
      GetParameter: operation<GetParameterCommandInput, GetParameterCommandOutput>({
        needs: ({ Name }, call) => [needOf('GetParameter', call, Name)],
        run: ({ Name = '' }, call) => ({
          Parameter: wireParameter(cellOf(call), stores.of(cellOf(call)).find(nameOf(Name)), qualifierOf(nameOf(Name))),
        }),
      }),
      GetParameters: operation<GetParametersCommandInput, GetParametersCommandOutput>({
        needs: ({ Names = [] }, call) => Names.map((name) => needOf('GetParameters', call, name)),
        run: ({ Names = [] }, call) => {
          if (Names.length > 10)
            throw new AwsError(
              'ValidationException',
              `Value at 'names' failed to satisfy constraint: ${Names.length} names, wanted at most 10`,
            );
          const found = Names.flatMap((selector) => {
            const version = tryFind(stores.of(cellOf(call)), nameOf(selector));
            return version === undefined ? [] : [{ selector, version }];
          });
          return {
            Parameters: found.map(({ selector, version }) =>
              wireParameter(cellOf(call), version, qualifierOf(nameOf(selector))),
            ),
            InvalidParameters: Names.filter((name) => !found.some(({ selector }) => selector === name)),
          };
        },
      }),
      GetParameterHistory: operation<GetParameterHistoryCommandInput, GetParameterHistoryCommandOutput>({
        needs: ({ Name }, call) => [needOf('GetParameterHistory', call, Name)],
        run: ({ Name = '', MaxResults, NextToken }, call) => {
          const size = sizeWithin(MaxResults, { name: 'maxResults', least: 1, most: 50, otherwise: 50 });
          const history = stores.of(cellOf(call)).history(nameOf(Name));
          const { items, nextToken } = page(history, { size, token: NextToken, invalidTokenCode: 'InvalidNextToken' });
          return {
            Parameters: items.map((version) => ({
              Name: version.name,
              Type: version.type,
              Value: version.value,
              Version: version.version,
              Labels: [...version.labels],
              LastModifiedDate: version.modifiedAt,
              LastModifiedUser: version.modifiedBy,
              Description: version.description,
              Tier: 'Standard',
              DataType: 'text',
            })),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      }),
      LabelParameterVersion: operation<LabelParameterVersionCommandInput, LabelParameterVersionCommandOutput>({
        needs: ({ Name }, call) => [needOf('LabelParameterVersion', call, Name)],
        run: ({ Name = '', ParameterVersion: number, Labels = [] }, call) => {
          const { version, invalid } = stores.of(cellOf(call)).label(nameOf(Name), number, Labels);
          tellChange(cloud, cellOf(call), 'LabelParameterVersion', version);
          return { InvalidLabels: invalid, ParameterVersion: version.version };
        },
      }),
      UnlabelParameterVersion: operation<UnlabelParameterVersionCommandInput, UnlabelParameterVersionCommandOutput>({
        needs: ({ Name }, call) => [needOf('UnlabelParameterVersion', call, Name)],
        run: ({ Name = '', ParameterVersion: number, Labels = [] }, call) => {
          const { removed, invalid } = stores.of(cellOf(call)).unlabel(nameOf(Name), number, Labels);
          return { RemovedLabels: removed, InvalidLabels: invalid };
        },
      }),
      DeleteParameter: operation<DeleteParameterCommandInput, DeleteParameterCommandOutput>({
        needs: ({ Name }, call) => [needOf('DeleteParameter', call, Name)],
        run: ({ Name = '' }, call) => {
          const deleted = stores.of(cellOf(call)).delete(nameOf(Name));
          if (deleted === undefined) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`);
          tellChange(cloud, cellOf(call), 'Delete', deleted);
          return {};
        },
      }),
    },
    resources: {
      'AWS::SSM::Parameter': (resource) => {
        const { version } = stores.of(resource.stack).put({
          ...parameterIn(resource),
          overwrite: true,
          at: cloud.clock.now(),
          by: 'cloudformation.amazonaws.com',
        });
        return { ref: version.name, attributes: { Type: version.type, Value: version.value } };
      },
    },
  };
}

/** What the organization begins with: entries that one person wrote, and that another has approved. */
function fill(store: ParameterStore, cloud: Cloud): void {
  const { hub, parameters } = cloud.organization;
  const put = (name: string, value: string, by: string) =>
    store.put({ name, value, type: 'String', description: undefined, overwrite: true, at: cloud.clock.now(), by });

  for (const [name, value] of parameters) {
    put(name, value, `arn:aws:iam::${hub.account}:root`);
    store.label(name, undefined, [labelAtBeginning]);
    if (!name.startsWith(SCHEDULES)) continue;
    const approval = JSON.stringify({ sha256: sha256(value), version: 1, reason: 'approved before the run' });
    put(name.replace(SCHEDULES, APPROVALS), approval, `arn:aws:sts::${hub.account}:assumed-role/Security/approver`);
  }
}

const SCHEDULES = '/patchplane/schedules/';
const APPROVALS = '/patchplane/approvals/';

function parameterIn({ logicalId, properties }: Resource) {
  const { Name, Value, Type, Description } = properties;
  if (typeof Value !== 'string')
    throw new Error(`Cannot create parameter ${logicalId}: Value is ${JSON.stringify(Value)}, wanted a string`);
  return {
    name: typeof Name === 'string' ? Name : `CFN-${logicalId}`,
    value: Value,
    type: parameterType(Type),
    description: typeof Description === 'string' ? Description : undefined,
  };
}

function parameterType(type: unknown): ParameterType {
  if (type === 'String' || type === 'StringList') return type;
  throw new Error(
    `Cannot create a parameter of type ${JSON.stringify(type)}: CloudFormation makes String and StringList`,
  );
}

function tryFind(store: ParameterStore, selector: string): ParameterVersion | undefined {
  try {
    return store.find(selector);
  } catch (error) {
    if (error instanceof AwsError) return undefined; // GetParameters lists what it did not find instead of failing.
    throw error;
  }
}

/** Operations take a name or the whole ARN. */
function nameOf(nameOrArn: string): string {
  const path = /^arn:aws:ssm:[^:]*:[^:]*:parameter(\/.*)$/.exec(nameOrArn)?.[1];
  return path ?? nameOrArn;
}

function qualifierOf(selector: string): string | undefined {
  return selector.split(':')[1];
}

function needOf(action: string, call: Call, selector: string | undefined): Need {
  const [name = ''] = nameOf(selector ?? '').split(':');
  return { action: `ssm:${action}`, resource: parameterArn(cellOf(call), name) };
}

function tellChange(
  cloud: Cloud,
  cell: Cell,
  change: 'Create' | 'Update' | 'Delete' | 'LabelParameterVersion',
  version: ParameterVersion,
): void {
  cloud.emit({
    ...cell,
    source: 'aws.ssm',
    detailType: 'Parameter Store Change',
    resources: [parameterArn(cell, version.name)],
    detail: {
      operation: change,
      name: version.name,
      type: version.type,
      ...(version.description !== undefined && { description: version.description }),
    },
  });
}
