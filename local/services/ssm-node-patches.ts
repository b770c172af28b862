import type {
  DescribeInstancePatchesCommandInput,
  DescribeInstancePatchesCommandOutput,
  PatchComplianceData,
  PatchComplianceDataState,
  PatchOrchestratorFilter,
} from '@aws-sdk/client-ssm';
import { AwsError, operation } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import { cellOf, hexOf } from '../fleet/deterministic-id.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { isWindows, type LiveNode } from '../fleet/live-node.ts';
import { page, sizeWithin } from '../fleet/page.ts';
import { noCounts } from '../fleet/patch-state.ts';

/** The patches of one node, made up to match the counts that Patch Manager keeps of it. */
export function ssmNodePatches(fleet: Fleet): Capability {
  return {
    operations: {
      DescribeInstancePatches: operation<DescribeInstancePatchesCommandInput, DescribeInstancePatchesCommandOutput>({
        needs: () => [{ action: 'ssm:DescribeInstancePatches', resource: '*' }],
        run: ({ InstanceId = '', Filters = [], MaxResults, NextToken: token }, call) => {
          const size = sizeWithin(MaxResults, { name: 'maxResults', least: 10, most: 100, otherwise: 50 });
          const node = fleet.find(cellOf(call), InstanceId);
          const patches = node === undefined ? [] : patchesOf(node);
          const matching = patches.filter((patch) => Filters.every((filter) => passes(patch, filter)));
          const { items, nextToken } = page(matching, { size, token, invalidTokenCode: 'InvalidNextToken' });
          return { Patches: [...items], ...(nextToken !== undefined && { NextToken: nextToken }) };
        },
      }),
    },
  };
}

function patchesOf(node: LiveNode): PatchComplianceData[] {
  const { installed, installedOther, pendingReboot, missing, failed } = node.patchState?.counts ?? noCounts;
  const several = (count: number, state: PatchComplianceDataState) =>
    Array.from({ length: count }, (_, index) => patchOf(node, state, index));
  return [
    ...several(missing, 'MISSING'),
    ...several(failed, 'FAILED'),
    ...several(pendingReboot, 'INSTALLED_PENDING_REBOOT'),
    ...several(installedOther, 'INSTALLED_OTHER'),
    ...several(installed, 'INSTALLED'),
  ];
}

/** Only what is missing or failed names its CVEs. */
function patchOf(node: LiveNode, State: PatchComplianceDataState, index: number): PatchComplianceData {
  const digits = Number.parseInt(hexOf(`${State} ${index} of ${node.spec.platform}`, 6), 16);
  const owed = State === 'MISSING' || State === 'FAILED';
  const severity = owed ? 'Critical' : 'Important';
  return {
    Title: isWindows(node) ? `Security Update ${digits} for Windows Server 2022` : `package-${digits}.x86_64`,
    KBId: isWindows(node) ? `KB${5_000_000 + (digits % 99_999)}` : `package-${digits}.x86_64:0:1.${index}`,
    Classification: isWindows(node) ? 'SecurityUpdates' : 'Security',
    Severity: severity,
    State,
    InstalledTime: owed ? new Date(0) : (node.patchState?.endedAt ?? new Date(0)),
    ...(owed && { CVEIds: `CVE-2026-${1_000 + (digits % 9_000)}` }),
  };
}

function passes(patch: PatchComplianceData, { Key = '', Values = [] }: PatchOrchestratorFilter): boolean {
  switch (Key) {
    case 'State':
      return Values.some((value) => value.replaceAll('_', '').toUpperCase() === patch.State?.replaceAll('_', ''));
    case 'Classification':
      return Values.includes(patch.Classification ?? '');
    case 'Severity':
      return Values.includes(patch.Severity ?? '');
    case 'KBId':
      return Values.includes(patch.KBId ?? '');
    default:
      throw new AwsError('InvalidFilter', `The filter name is not valid: ${Key}`);
  }
}
