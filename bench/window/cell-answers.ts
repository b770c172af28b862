/** What a member's Systems Manager answers after the run: two waves, every node patched. Pages are as long as AWS's. */
import type { Cell } from '../../shared/domain/window/node.ts';
import { type Operations, Refusal } from './aws-calls.ts';
import { PATCH_GROUP } from './hub-answers.ts';
import { waveOf } from './ledger.ts';
import type { Organization } from './organization.ts';

const WAVES = ['1', '2'];
const PAGE_MAX = 50;
const BASELINE_ID = 'pb-0123456789abcdef0';

export interface Run {
  readonly windowId: string;
  readonly snapshotId: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

interface Listing {
  readonly CommandId?: string;
  readonly Filters?: readonly { readonly key: string; readonly value: string }[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export function cellAnswers(organization: Organization, { windowId, snapshotId, startedAt, endedAt }: Run): Operations {
  const [startedSeconds, endedSeconds] = [startedAt.getTime() / 1000, endedAt.getTime() / 1000];
  const placesOf = (cell: Cell) => Array.from({ length: organization.nodesIn(cell) }, (_, index) => index);

  return {
    'ssm:ListCommands': (input, cell) => {
      const { Filters = [] }: Listing = JSON.parse(input);
      const document = Filters.find(({ key }) => key === 'DocumentName')?.value;
      if (document !== 'AWS-RunPatchBaselineWithHooks') return { Commands: [] };
      return {
        Commands: WAVES.map((wave) => ({
          CommandId: commandId(cell, wave),
          DocumentName: document,
          Comment: windowId,
          Status: 'Success',
          StatusDetails: 'Success',
          RequestedDateTime: startedSeconds,
          Parameters: { SnapshotId: [snapshotId], Operation: ['Install'] },
          Targets: [{ Key: 'tag:maintenance:wave', Values: [wave] }],
        })),
      };
    },
    'ssm:ListCommandInvocations': (input, cell) => {
      const { CommandId, MaxResults = PAGE_MAX, NextToken = '0' }: Listing = JSON.parse(input);
      const all = placesOf(cell).filter(
        (index) => CommandId === undefined || CommandId === commandId(cell, waveOf(index)),
      );
      const end = Number(NextToken) + Math.min(MaxResults, PAGE_MAX);
      const CommandInvocations = all.slice(Number(NextToken), end).map((index) => ({
        CommandId: commandId(cell, waveOf(index)),
        InstanceId: organization.nodeId(cell, index),
        RequestedDateTime: startedSeconds,
        Status: 'Success',
        StatusDetails: 'Success',
        CommandPlugins: STEPS.map((Name) => ({
          Name,
          Status: 'Success',
          StatusDetails: 'Success',
          ResponseCode: 0,
          ResponseStartDateTime: startedSeconds,
          ResponseFinishDateTime: endedSeconds,
        })),
      }));
      return { CommandInvocations, ...(end < all.length && { NextToken: String(end) }) };
    },
    'ssm:DescribeInstancePatchStates': (input) => {
      const { InstanceIds }: { readonly InstanceIds: readonly string[] } = JSON.parse(input);
      if (InstanceIds.length > PAGE_MAX) throw new Refusal('ValidationException', `${InstanceIds.length} ids`);
      return {
        InstancePatchStates: InstanceIds.map((InstanceId) => ({
          InstanceId,
          PatchGroup: PATCH_GROUP,
          BaselineId: BASELINE_ID,
          SnapshotId: snapshotId,
          Operation: 'Install',
          OperationStartTime: startedSeconds,
          OperationEndTime: endedSeconds,
          InstalledCount: 31,
          MissingCount: 0,
          FailedCount: 0,
        })),
      };
    },
    'ssm:DescribePatchGroups': () => ({
      Mappings: [
        {
          PatchGroup: PATCH_GROUP,
          BaselineIdentity: { BaselineId: BASELINE_ID, OperatingSystem: 'AMAZON_LINUX_2023' },
        },
      ],
    }),
  };
}

const STEPS = ['PreInstallHook', 'PatchInstall', 'PostInstallHook', 'OnExitHook'];

function commandId({ account, region }: Cell, wave: string): string {
  return `${account}-${region}-${wave}`;
}
