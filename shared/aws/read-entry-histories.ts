import {
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  type Parameter,
  type ParameterHistory,
} from '@aws-sdk/client-ssm';
import type { Approval, EntryHistory } from '../domain/catalogue/judge-entry-in-force.ts';
import { parseApprovalFile } from '../inbound/catalogue-file-approval.ts';
import { sha256 } from '../platform/sha256.ts';
import { type Attempt, attempt } from './attempt.ts';
import { ssmClient } from './clients.ts';
import { allItems } from './pages.ts';
import { IN_FORCE } from './read-catalogue.ts';

/** Parameters in a page of GetParametersByPath, and versions in one of GetParameterHistory (Systems Manager's limits). */
const PARAMETERS_PAGE_SIZE = 10;
const HISTORY_PAGE_SIZE = 50;

export interface StoredEntry extends EntryHistory {
  /** The version that carries the label, if any does. */
  readonly labelled: number | undefined;
}

/**
 * Every entry of the catalogue with all of its versions and approvals, whoever wrote them. A history is read again only
 * when its parameter has a new version: what it holds of the others does not change.
 */
export function entryHistoriesReader({ parameterPath, region }: { parameterPath: string; region: string }) {
  const ssm = ssmClient({ region });
  const known = new Map<string, readonly ParameterHistory[]>();

  const list = (folder: string, label: readonly string[] = []) =>
    allItems(
      (NextToken) =>
        ssm.send(
          new GetParametersByPathCommand({
            Path: `${parameterPath}/${folder}`,
            Recursive: true,
            ...(label.length > 0 && { ParameterFilters: [{ Key: 'Label', Option: 'Equals', Values: [...label] }] }),
            MaxResults: PARAMETERS_PAGE_SIZE,
            NextToken,
          }),
        ),
      { items: ({ Parameters }) => Parameters, nextToken: ({ NextToken }) => NextToken },
    );

  async function historyOf({ Name = '', Version, LastModifiedDate }: Parameter) {
    // A parameter that was deleted and made anew counts from one again.
    const state = `${Name} ${Version} ${LastModifiedDate?.toISOString()}`;
    const kept = known.get(state);
    if (kept !== undefined) return kept;
    const read = await allItems(
      (NextToken) => ssm.send(new GetParameterHistoryCommand({ Name, MaxResults: HISTORY_PAGE_SIZE, NextToken })),
      { items: ({ Parameters }) => Parameters, nextToken: ({ NextToken }) => NextToken },
    );
    known.set(state, read);
    return read;
  }

  return (): Promise<Attempt<StoredEntry[]>> =>
    attempt(async () => {
      const [schedules, approvals, labelled] = [
        await list('schedules'),
        await list('approvals'),
        await list('schedules', [IN_FORCE]),
      ];
      const stored: StoredEntry[] = [];
      for (const schedule of schedules) {
        const value = (schedule.Name ?? '').slice(`${parameterPath}/schedules/`.length);
        const approval = approvals.find(({ Name }) => Name === `${parameterPath}/approvals/${value}`);
        stored.push({
          value,
          versions: (await historyOf(schedule)).map(versionOf),
          approvals: approval === undefined ? [] : (await historyOf(approval)).map((one) => approvalOf(value, one)),
          labelled: labelled.find(({ Name }) => Name === schedule.Name)?.Version,
        });
      }
      return stored;
    });
}

function versionOf(history: ParameterHistory) {
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
