/** What the hub's own services answer: a catalogue of one schedule, the aggregator with every node, and starts that begin. */
import type { StartAutomationExecutionCommandInput } from '@aws-sdk/client-ssm';
import { type Operations, Refusal } from './aws-calls.ts';
import { waveOf } from './ledger.ts';
import type { Organization } from './organization.ts';

/** Three in the morning of 7 March 2026 in Berlin. */
export const SCHEDULE = '3SAT';
export const PATCH_GROUP = 'prod-14-days';

const ENTRY = {
  zone: 'Europe/Berlin',
  durationHours: 4,
  cutoffHours: 1,
  environment: 'prod',
  patchGroup: PATCH_GROUP,
  owner: 'cloud-operations@example.com',
};

const PAGE_MAX = 100;
const EVENTS_MAX = 10;
const EVENTS_BYTES_MAX = 256 * 1024;
const MESSAGE_BYTES_MAX = 256 * 1024;
const LOCATIONS_MAX = 100;
const LOCATION_ACCOUNTS_MAX = 50;
const ACCOUNTS_MAX = 1000;

export function hubAnswers(organization: Organization): Operations {
  let starts = 0;
  return {
    'sts:AssumeRole': (input) => {
      const account = /arn%3Aaws%3Aiam%3A%3A(\d{12})/.exec(input)?.[1] ?? '';
      const Expiration = '2100-01-01T00:00:00Z';
      const keys = { AccessKeyId: `ASIA${account}`, SecretAccessKey: 'secret', SessionToken: 'token', Expiration };
      return { Credentials: keys };
    },
    'ssm:GetParametersByPath': () => ({
      Parameters: [{ Name: `/patchplane/schedules/${SCHEDULE}`, Value: JSON.stringify(ENTRY), Version: 1 }],
    }),
    'ssm:GetParameter': () => ({ Parameter: { Value: '{}' } }),
    'config:DescribeConfigurationAggregatorSourcesStatus': () => ({ AggregatedSourceStatusList: [] }),
    'config:SelectAggregateResourceConfig': (input) => {
      const { Limit = 25, NextToken = '0' }: { Limit?: number; NextToken?: string } = JSON.parse(input);
      const start = Number(NextToken);
      const end = Math.min(start + Math.min(Limit, PAGE_MAX), organization.size.nodes);
      const Results = Array.from({ length: end - start }, (_, offset) => resultAt(organization, start + offset));
      return { Results, ...(end < organization.size.nodes && { NextToken: String(end) }) };
    },
    'ssm:StartAutomationExecution': (input) => {
      const { TargetLocations: locations = [] }: StartAutomationExecutionCommandInput = JSON.parse(input);
      const accounts = locations.map(({ Accounts = [] }) => Accounts.length);
      const sum = accounts.reduce((total, count) => total + count, 0);
      if (locations.length > LOCATIONS_MAX || Math.max(...accounts) > LOCATION_ACCOUNTS_MAX || sum > ACCOUNTS_MAX) {
        throw new Refusal('ValidationException', `${locations.length} locations with ${sum} accounts`);
      }
      starts += 1;
      return { AutomationExecutionId: `00000000-0000-4000-8000-${String(starts).padStart(12, '0')}` };
    },
    'ssm:DescribeAutomationExecutions': () => ({ AutomationExecutionMetadataList: [] }),
    'events:PutEvents': (input) => {
      const { Entries }: { Entries: readonly object[] } = JSON.parse(input);
      if (Entries.length > EVENTS_MAX || input.length > EVENTS_BYTES_MAX) {
        throw new Refusal('ValidationException', `${Entries.length} events of ${input.length} bytes`);
      }
      return { FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: String(index) })) };
    },
    'sns:Publish': (input) => {
      const bytes = Buffer.byteLength(new URLSearchParams(input).get('Message') ?? '');
      if (bytes > MESSAGE_BYTES_MAX)
        throw new Error(`Cannot publish ${bytes} bytes: wanted at most ${MESSAGE_BYTES_MAX}`);
      return { MessageId: '00000000-0000-4000-8000-000000000000' };
    },
  };
}

/** As Config's aggregator puts it: a line of JSON for each resource. */
function resultAt({ nodeAt, nodeId }: Organization, place: number): string {
  const { cell, index } = nodeAt(place);
  const tag = (key: string, value: string) => ({ key, value, tag: `${key}=${value}` });
  return JSON.stringify({
    resourceId: nodeId(cell, index),
    accountId: cell.account,
    awsRegion: cell.region,
    tags: [
      tag('Name', `application-server-${place}`),
      tag('maintenance:patching', SCHEDULE),
      tag('maintenance:wave', waveOf(index)),
      tag('owner', `team-${place % 40}@example.com`),
    ],
    configuration: { state: { name: 'running' }, platformDetails: 'Linux/UNIX' },
  });
}
