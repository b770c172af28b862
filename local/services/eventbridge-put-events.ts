/** PutEvents: a call may succeed while single entries of it fail. */
import type { PutEventsCommandInput, PutEventsCommandOutput, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Call } from '../cloud.ts';
import type { CloudRecord } from '../record.ts';
import { busArnOf, type EventBuses } from './event-buses.ts';

const ENTRIES_MAX = 10;
const ENTRY_BYTES_MAX = 262_144;

export function busArnOfEntry({ EventBusName: bus = 'default' }: PutEventsRequestEntry, call: Call): string {
  return bus.startsWith('arn:') ? bus : busArnOf({ account: call.principal.account, region: call.region }, bus);
}

export interface PutEventsWorld {
  readonly buses: EventBuses;
  readonly record: CloudRecord;
  readonly clock: VirtualClock;
}

export function putEvents(
  world: PutEventsWorld,
  { Entries: entries = [] }: PutEventsCommandInput,
  call: Call,
): Omit<PutEventsCommandOutput, '$metadata'> {
  if (entries.length === 0 || entries.length > ENTRIES_MAX) {
    throw new AwsError(
      'ValidationException',
      `Value at 'entries' has ${entries.length} items: wanted 1 to ${ENTRIES_MAX}.`,
    );
  }
  const results = entries.map((entry) => putEntry(world, entry, call));
  return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
}

type Result = { EventId?: string; ErrorCode?: string; ErrorMessage?: string };

function putEntry({ buses, record, clock }: PutEventsWorld, entry: PutEventsRequestEntry, call: Call): Result {
  const { Source: source = '', DetailType: detailType = '', Detail: text = '', Resources: resources = [] } = entry;
  if (source === '') return failure('InvalidArgument', 'Parameter Source is not valid. Reason: Source is required.');
  if (detailType === '') return failure('InvalidArgument', 'Parameter DetailType is not valid.');
  if (source.startsWith('aws.')) return failure('NotAuthorizedForSourceException', 'Not authorized for the source.');
  if (Buffer.byteLength(source + detailType + text + resources.join('')) > ENTRY_BYTES_MAX) {
    return failure('InvalidArgument', `Total size of the entry is over ${ENTRY_BYTES_MAX} bytes.`);
  }
  const detail = parseDetail(text);
  if (detail === undefined) return failure('MalformedDetail', 'Detail is malformed.');
  const busArn = busArnOfEntry(entry, call);
  if (!buses.exists(busArn)) return failure('InvalidArgument', `Event bus ${busArn} does not exist.`);

  const cell = { account: call.principal.account, region: call.region };
  const event = buses.envelope(cell, { source, detailType, resources, detail });
  const { arn: by } = call.principal;
  record.putEvents.push({ at: clock.now(), by, source, detailType, detail: { ...event.detail } });
  buses.put(busArn, event);
  return { EventId: event.id };
}

function failure(ErrorCode: string, ErrorMessage: string): Result {
  return { ErrorCode, ErrorMessage };
}

function parseDetail(text: string): object | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}
