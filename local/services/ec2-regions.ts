import type { DescribeRegionsCommandInput, DescribeRegionsCommandOutput } from '@aws-sdk/client-ec2';
import { AwsError, type Cloud, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';

/** Those that every account has. The others are opted into, which on a laptop the governed ones are. */
const ON_BY_DEFAULT = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
];

const OPTED_INTO = [
  ...['af-south-1', 'ap-east-1', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ca-west-1'],
  ...['eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1'],
];

export function ec2Regions({ organization }: Pick<Cloud, 'organization'>): Capability {
  const inUse = new Set([organization.hub.region, ...organization.regions]);
  const regions = [
    ...ON_BY_DEFAULT.map((RegionName) => ({ RegionName, OptInStatus: 'opt-in-not-required' })),
    ...OPTED_INTO.map((RegionName) => ({
      RegionName,
      OptInStatus: inUse.has(RegionName) ? 'opted-in' : 'not-opted-in',
    })),
  ].map((region) => ({ ...region, Endpoint: `ec2.${region.RegionName}.amazonaws.com` }));
  return {
    operations: {
      DescribeRegions: operation<DescribeRegionsCommandInput, DescribeRegionsCommandOutput>({
        needs: () => [{ action: 'ec2:DescribeRegions', resource: '*' }],
        run: ({ AllRegions = false, RegionNames = [] }) => {
          const unknown = RegionNames.filter((name) => regions.every(({ RegionName }) => RegionName !== name));
          if (unknown.length > 0)
            throw new AwsError('InvalidParameterValue', `Invalid region name: ${unknown.join(', ')}`);
          return {
            Regions: regions
              .filter(({ RegionName }) => RegionNames.length === 0 || RegionNames.includes(RegionName))
              .filter(({ OptInStatus }) => AllRegions || OptInStatus !== 'not-opted-in'),
          };
        },
      }),
    },
  };
}
