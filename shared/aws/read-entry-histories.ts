import {
  DescribeParametersCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  type ParameterHistory,
  type ParameterMetadata,
} from '@aws-sdk/client-ssm';
import type { Approval, EntryHistory, EntryVersion } from '../domain/catalogue/judge-entry-in-force.ts';
import { parseApprovalFile } from '../inbound/catalogue-file-approval.ts';
import { sha256 } from '../platform/sha256.ts';
import { type Attempt, attempt } from './attempt.ts';
import { ssmClient } from './clients.ts';
import { allItems } from './pages.ts';
import { IN_FORCE } from './read-catalogue.ts';

/** What a page holds of DescribeParameters, GetParametersByPath and GetParameterHistory (Systems Manager's limits). */
const DESCRIBED_PAGE_SIZE = 50;
const LABELLED_PAGE_SIZE = 10;
const HISTORY_PAGE_SIZE = 50;

export interface StoredEntry extends EntryHistory {
  /** The version that carries the label, if any does. */
  readonly labelled: number | undefined;
}

/**
 * Every entry of the catalogue with all of its versions and approvals, whoever wrote them. A look asks for what is written,
 * fifty parameters a call, and for what is labelled, since anybody may move a label at any time. A history is read again
 * only when its parameter has a new version: what it holds of the others does not change.
 */
export function entryHistoriesReader({ parameterPath, region }: { parameterPath: string; region: string }) {
  const ssm = ssmClient({ region });

  const describeAll = () =>
    allItems(
      (NextToken) =>
        ssm.send(
          new DescribeParametersCommand({
            ParameterFilters: [{ Key: 'Path', Option: 'Recursive', Values: [parameterPath] }],
            MaxResults: DESCRIBED_PAGE_SIZE,
            NextToken,
          }),
        ),
      { items: ({ Parameters }) => Parameters, nextToken: ({ NextToken }) => NextToken },
    );

  const listLabelled = () =>
    allItems(
      (NextToken) =>
        ssm.send(
          new GetParametersByPathCommand({
            Path: `${parameterPath}/schedules`,
            Recursive: true,
            ParameterFilters: [{ Key: 'Label', Option: 'Equals', Values: [IN_FORCE] }],
            MaxResults: LABELLED_PAGE_SIZE,
            NextToken,
          }),
        ),
      { items: ({ Parameters }) => Parameters, nextToken: ({ NextToken }) => NextToken },
    );

  const readHistory = (Name: string) =>
    allItems(
      (NextToken) => ssm.send(new GetParameterHistoryCommand({ Name, MaxResults: HISTORY_PAGE_SIZE, NextToken })),
      { items: ({ Parameters }) => Parameters, nextToken: ({ NextToken }) => NextToken },
    );

  function keptHistories<Item>(itemOf: (value: string, history: ParameterHistory) => Item) {
    const known = new Map<string, { readonly state: string; readonly items: readonly Item[] }>();
    return async (value: string, { Name = '', Version, LastModifiedDate }: ParameterMetadata) => {
      // A parameter that was deleted and made anew counts from one again.
      const state = `${Version} ${LastModifiedDate?.toISOString()}`;
      const kept = known.get(Name);
      if (kept?.state === state) return kept.items;
      const items = (await readHistory(Name)).map((history) => itemOf(value, history));
      known.set(Name, { state, items });
      return items;
    };
  }
  const versionsOf = keptHistories((_, history) => versionOf(history));
  const approvalsOf = keptHistories(approvalOf);

  return (): Promise<Attempt<StoredEntry[]>> =>
    attempt(async () => {
      const [written, labelled] = [await describeAll(), await listLabelled()];
      const schedules = `${parameterPath}/schedules/`;
      const byName = new Map(written.map((parameter) => [parameter.Name, parameter]));
      const stored: StoredEntry[] = [];
      for (const schedule of written) {
        const { Name = '' } = schedule;
        if (!Name.startsWith(schedules)) continue;
        const value = Name.slice(schedules.length);
        const approval = byName.get(`${parameterPath}/approvals/${value}`);
        stored.push({
          value,
          versions: await versionsOf(value, schedule),
          approvals: approval === undefined ? [] : await approvalsOf(value, approval),
          labelled: labelled.find((one) => one.Name === Name)?.Version,
        });
      }
      return stored;
    });
}

function versionOf(history: ParameterHistory): EntryVersion {
  const { Value: text = '' } = history;
  return { ...writtenOf(history), text, sha256: sha256(text) };
}

function approvalOf(value: string, history: ParameterHistory): Approval {
  const written = writtenOf(history);
  try {
    return { ...written, ...parseApprovalFile(`approval of ${value}`, history.Value ?? '') };
  } catch (error) {
    return { ...written, kind: 'unreadable', problem: error instanceof Error ? error.message : String(error) };
  }
}

function writtenOf({ Version = 0, LastModifiedUser, LastModifiedDate = new Date(0) }: ParameterHistory) {
  return { version: Version, by: LastModifiedUser, at: LastModifiedDate };
}
