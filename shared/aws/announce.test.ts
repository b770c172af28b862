import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import type { LifecycleEvent } from '../domain/reporting/lifecycle-event.ts';
import { LIFECYCLE_KINDS, lifecycleSchema } from '../inbound/lifecycle-schema.ts';
import { announcer } from './announce.ts';

const WINDOW = { window: '22FRI@2026-03-06', schedule: '22FRI', environment: 'prod', emergency: false };
const NODE = { nodeId: 'i-0a1b2c3d4e5f60718', account: '444455556666', region: 'eu-west-1' };
const HOLD = {
  scope: { kind: 'schedule', schedule: '22FRI' },
  by: 'arn:aws:sts::111122223333:assumed-role/operators/ada',
} as const;

/** What the flows announce; the samples of docs/events are what then arrives. */
const EVENTS: { readonly [Kind in LifecycleEvent['kind']]: Extract<LifecycleEvent, { kind: Kind }> | LifecycleEvent } =
  {
    'Window Opened': { kind: 'Window Opened', ...WINDOW, roster: 128, openedAt: new Date('2026-03-06T21:00:03Z') },
    'Window Held': {
      kind: 'Window Held',
      ...WINDOW,
      reason: 'ring-soaking',
      waitsFor: 'The patches of 22TUE@2026-03-03 are to run for 72 hours after its close.',
    },
    'Window Skipped': {
      kind: 'Window Skipped',
      ...WINDOW,
      window: '22FRI@2026-12-25',
      reason: 'frozen',
      roster: 128,
      makeUpOpensAt: new Date('2027-01-08T21:00:00Z'),
    },
    'Window Missed': { kind: 'Window Missed', ...WINDOW, reason: 'hub-down', roster: 128 },
    'Window Final': {
      kind: 'Window Final',
      ...WINDOW,
      roster: 128,
      verdicts: { patched: 121, 'pending-reboot': 2, failed: 1, skipped: 0, missed: 4, excepted: 0 },
    },
    'Verdict Amended': { kind: 'Verdict Amended', ...WINDOW, ...NODE, verdict: 'patched', reason: 'installed' },
    'Tag Refused': { kind: 'Tag Refused', ...NODE, value: '2STAX4' },
    'Catalogue Changed': { kind: 'Catalogue Changed', inForce: ['22FRI', '2SATX4'], left: ['3SUN'] },
    'Hold Set': { kind: 'Hold Set', ...HOLD, reason: 'the release of payments is not done' },
    'Hold Released': { kind: 'Hold Released', ...HOLD, reason: 'the release of payments is done' },
  };

let put: { Entries: { EventBusName: string; Source: string; DetailType: string; Detail: string }[] }[];
let answer: object;

beforeEach(() => {
  put = [];
  answer = { FailedEntryCount: 0, Entries: [{ EventId: '1' }] };
  globalThis.patchplaneSeam = {
    now: () => new Date(0),
    sleep: async () => {},
    client: { requestHandler: { handle } },
  };
});
afterEach(() => {
  globalThis.patchplaneSeam = undefined;
});

describe('announcer()', () => {
  it.each(LIFECYCLE_KINDS)('puts %s on the bus as its sample and its schema have it', async (kind) => {
    const sample = JSON.parse(readFileSync(`docs/events/${kind.toLowerCase().replaceAll(' ', '-')}.json`, 'utf8'));
    await announcer('patchplane-live')(EVENTS[kind]);

    expect(put).toHaveLength(1);
    expect(put[0]?.Entries).toMatchObject([
      { EventBusName: 'patchplane-live', Source: 'patchplane', DetailType: kind },
    ]);
    const detail: unknown = JSON.parse(put[0]?.Entries[0]?.Detail ?? '');
    expect(detail).toEqual(sample.detail);
    expect(z.parse(lifecycleSchema(kind), { ...sample, detail })).toEqual(sample);
  });

  it('leaves out what is not known', async () => {
    await announcer('patchplane-live')({
      kind: 'Window Skipped',
      ...WINDOW,
      reason: 'frozen',
      roster: 1,
      makeUpOpensAt: undefined,
    });

    expect(put[0]?.Entries[0]?.Detail).toBe(
      '{"version":"1","window":"22FRI@2026-03-06","schedule":"22FRI","environment":"prod","emergency":false,"reason":"frozen","roster":1}',
    );
  });

  it('throws if the bus did not take it, so that it is announced again', async () => {
    answer = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'no' }] };
    await expect(announcer('patchplane-live')(EVENTS['Tag Refused'])).rejects.toThrow(
      'Cannot announce Tag Refused: the bus answered InternalFailure',
    );
  });
});

/** Amazon EventBridge, as much of it as PutEvents needs. */
async function handle({ body }: { body?: unknown }) {
  put.push(JSON.parse(body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body)));
  return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(answer)) } };
}
