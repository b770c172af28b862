import {
  type DescribePatchBaselinesCommandInput,
  type DescribePatchBaselinesCommandOutput,
  type DescribePatchGroupsCommandInput,
  type DescribePatchGroupsCommandOutput,
  type GetPatchBaselineForPatchGroupCommandInput,
  type GetPatchBaselineForPatchGroupCommandOutput,
  OperatingSystem,
  type PatchBaselineIdentity,
  type PatchOrchestratorFilter,
} from '@aws-sdk/client-ssm';
import { AwsError, type Cell, operation, type Resource } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf, hexOf } from '../fleet/deterministic-id.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { listedId, type PatchBaseline, type PatchBaselines } from '../fleet/patch-baselines.ts';

const pageBounds = { name: 'maxResults', least: 1, most: 100, otherwise: 50 };

export function ssmPatchBaselines(baselines: PatchBaselines): Capability {
  return {
    operations: {
      GetPatchBaselineForPatchGroup: operation<
        GetPatchBaselineForPatchGroupCommandInput,
        GetPatchBaselineForPatchGroupCommandOutput
      >({
        needs: () => [{ action: 'ssm:GetPatchBaselineForPatchGroup', resource: '*' }],
        run: ({ PatchGroup = '', OperatingSystem = 'WINDOWS' }, call) => {
          const baseline = baselines.of(cellOf(call), PatchGroup, OperatingSystem);
          return { BaselineId: listedId(baseline, cellOf(call)), PatchGroup, OperatingSystem };
        },
      }),
      DescribePatchBaselines: operation<DescribePatchBaselinesCommandInput, DescribePatchBaselinesCommandOutput>({
        needs: () => [{ action: 'ssm:DescribePatchBaselines', resource: '*' }],
        run: ({ Filters = [], MaxResults, NextToken }, call) => {
          const matching = baselines
            .list(cellOf(call))
            .filter((baseline) => Filters.every((filter) => passes(baseline, filter)));
          const identities = matching.map((baseline) => identityOf(baseline, cellOf(call)));
          const { items, nextToken } = pageOf(identities, MaxResults, NextToken);
          return { BaselineIdentities: [...items], ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
      DescribePatchGroups: operation<DescribePatchGroupsCommandInput, DescribePatchGroupsCommandOutput>({
        needs: () => [{ action: 'ssm:DescribePatchGroups', resource: '*' }],
        run: ({ Filters = [], MaxResults, NextToken }, call) => {
          const matching = baselines
            .list(cellOf(call))
            .filter((baseline) => Filters.every((filter) => passes(baseline, filter)));
          const mappings = matching.flatMap((baseline) =>
            baseline.groups.map((PatchGroup) => ({
              PatchGroup,
              BaselineIdentity: identityOf(baseline, cellOf(call)),
            })),
          );
          const { items, nextToken } = pageOf(mappings, MaxResults, NextToken);
          return { Mappings: [...items], ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
    },
    resources: {
      'AWS::SSM::PatchBaseline': (resource) => {
        const baseline = baselineIn(resource);
        baselines.add(resource.stack, baseline);
        return { ref: baseline.id, attributes: { Id: baseline.id } };
      },
    },
  };
}

function pageOf<Item>(items: readonly Item[], maxResults: number | undefined, token: string | undefined) {
  return page(items, { size: sizeWithin(maxResults, pageBounds), token, invalidTokenCode: 'InvalidNextToken' });
}

function passes({ name, owner, operatingSystem, groups }: PatchBaseline, filter: PatchOrchestratorFilter): boolean {
  const { Key = '', Values = [] } = filter;
  const begins = (text: string) => Values.some((value) => text.startsWith(value));
  switch (Key) {
    case 'NAME_PREFIX':
      return owner === 'Self' ? groups.some(begins) || begins(name) : begins(name);
    case 'OWNER':
      return Values.includes(owner);
    case 'OPERATING_SYSTEM':
      return Values.includes(operatingSystem);
    default:
      throw new AwsError('ValidationException', `The filter key '${Key}' is not valid`);
  }
}

function identityOf(baseline: PatchBaseline, cell: Cell): PatchBaselineIdentity {
  const { name, operatingSystem, description, isDefault } = baseline;
  return {
    BaselineId: listedId(baseline, cell),
    BaselineName: name,
    OperatingSystem: operatingSystem,
    BaselineDescription: description,
    DefaultBaseline: isDefault,
  };
}

function baselineIn({ logicalId, properties, stack }: Resource): PatchBaseline {
  const { Name, OperatingSystem: system = 'WINDOWS', PatchGroups, Description = '', DefaultBaseline } = properties;
  if (typeof Name !== 'string')
    throw new Error(`Cannot create patch baseline ${logicalId}: Name is ${JSON.stringify(Name)}, wanted text`);
  const operatingSystem = Object.values(OperatingSystem).find((known) => known === system);
  if (operatingSystem === undefined)
    throw new Error(`Cannot create patch baseline ${Name}: there is no OperatingSystem ${JSON.stringify(system)}`);
  return {
    id: `pb-${hexOf(`${Name} ${stack.account} ${stack.region} ${logicalId}`, 17)}`,
    name: Name,
    description: String(Description),
    operatingSystem,
    owner: 'Self',
    groups: Array.isArray(PatchGroups) ? PatchGroups.map(String) : [],
    isDefault: DefaultBaseline === true || DefaultBaseline === 'true',
  };
}
