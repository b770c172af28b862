import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { anEntry, aWindow } from '../testing/domain-builders.ts';
import {
  cellsOfRequest,
  type RunPlan,
  requestWithout,
  runRequest,
  runStarter,
  snapshotIdOf,
  startRefusedBecause,
  surelyNotBegun,
} from './start-run.ts';

const settings = {
  runbookName: 'Patchplane-PatchCell',
  administrationRoleArn: 'arn:aws:iam::111122223333:role/Patchplane-Administration',
  executionRoleName: 'Patchplane-PatchCell',
  outputBucket: 'patchplane-output',
};
const plan: RunPlan = {
  window: aWindow(),
  entry: anEntry({ errors: '0', cells: { concurrency: '50%', errors: '10' } }),
  operation: 'Install',
  chunk: 2,
  locations: [{ accounts: ['444455556666', '777788889999'], regions: ['eu-central-1', 'eu-west-1'] }],
  now: new Date('2026-03-06T21:00:02.500Z'),
};

describe('runRequest()', () => {
  const request = (overrides: Partial<RunPlan> = {}) =>
    JSON.parse(runRequest({ ...plan, ...overrides }, settings).requestJson);

  it('says all that the run needs, and leaves no limit to the defaults of AWS', () => {
    expect(request()).toEqual({
      DocumentName: 'Patchplane-PatchCell',
      ClientToken: expect.stringMatching(UUID),
      Parameters: {
        AutomationAssumeRole: [settings.administrationRoleArn],
        Schedule: ['22FRI'],
        Window: ['22FRI@2026-03-06'],
        SnapshotId: [snapshotIdOf('22FRI@2026-03-06')],
        Operation: ['Install'],
        RebootOption: ['RebootIfNeeded'],
        MaxConcurrency: ['10%'],
        MaxErrors: ['0'],
        DeliveryTimeoutSeconds: [String(Math.floor((2 * 3600 + 55 * 60 - 2.5) / 2))], // two waves until five to the cutoff
        OutputS3BucketName: ['patchplane-output'],
        Waves: ['1', '2'],
      },
      TargetLocations: [
        {
          Accounts: ['444455556666', '777788889999'],
          Regions: ['eu-central-1', 'eu-west-1'],
          ExecutionRoleName: 'Patchplane-PatchCell',
          TargetLocationMaxConcurrency: '50%',
          TargetLocationMaxErrors: '10',
        },
      ],
      Tags: [
        { Key: 'patchplane:window', Value: '22FRI@2026-03-06' },
        { Key: runRequest(plan, settings).runTag, Value: '2' },
      ],
    });
  });

  it('scans where that is the plan, whatever the entry does elsewhere', () => {
    expect(request({ operation: 'Scan' }).Parameters.Operation).toEqual(['Scan']);
  });

  it('can be asked for its cells', () => {
    expect(cellsOfRequest(runRequest(plan, settings))).toEqual([
      { account: '444455556666', region: 'eu-central-1' },
      { account: '444455556666', region: 'eu-west-1' },
      { account: '777788889999', region: 'eu-central-1' },
      { account: '777788889999', region: 'eu-west-1' },
    ]);
  });

  it('is the same to the byte for the same plan, so that a repetition is a repetition (P2)', () => {
    expect(runRequest(plan, settings)).toEqual(runRequest({ ...plan }, settings));
  });

  it('has a token and a tag of its own for each chunk and window', () => {
    const plans = [plan, { ...plan, chunk: 1 }, { ...plan, window: aWindow({ id: '22FRI@2026-03-13' }) }];
    const made = plans.map((each) => runRequest(each, settings));

    expect(new Set(made.map(({ requestJson }) => JSON.parse(requestJson).ClientToken)).size).toBe(3);
    expect(new Set(made.map(({ runTag }) => runTag)).size).toBe(3);
    expect(made.every(({ runTag }) => /^patchplane:run:[0-9a-f]{8}$/.test(runTag))).toBe(true);
  });

  it('has one snapshot for all chunks of a window, and another for the next window', () => {
    const snapshot = (overrides: Partial<RunPlan>) => request(overrides).Parameters.SnapshotId[0];

    expect(snapshot({ chunk: 1 })).toBe(snapshot({ chunk: 2 }));
    expect(snapshot({ window: aWindow({ id: '22FRI@2026-03-13' }) })).not.toBe(snapshot({}));
    expect(snapshot({})).toMatch(UUID);
  });

  it('gives each wave its share of the time until the last start', () => {
    const seconds = (waves: number[]) =>
      request({ entry: anEntry({ waves }), now: plan.window.opensAt }).Parameters.DeliveryTimeoutSeconds;

    expect([seconds([1]), seconds([1, 2]), seconds([1, 2, 3])]).toEqual([['10500'], ['5250'], ['3500']]);
  });

  it.each([
    ['2026-03-06T23:53:59Z', '30'],
    ['2026-03-06T23:53:58Z', '31'],
    ['2026-03-06T23:54:59Z', '30'],
    ['2026-03-07T00:10:00Z', '30'],
  ])('never asks for a shorter delivery timeout than SendCommand takes, at %s', (now, seconds) => {
    expect(request({ now: new Date(now) }).Parameters.DeliveryTimeoutSeconds).toEqual([seconds]);
  });
});

describe('runStarter().stop()', () => {
  let asked: unknown[];
  let answer: { readonly statusCode: number; readonly body: object };

  beforeEach(() => {
    asked = [];
    const handle = async ({ body }: { body?: unknown }) => {
      asked.push(JSON.parse(new TextDecoder().decode(body instanceof Uint8Array ? body : undefined)));
      const text = new TextEncoder().encode(JSON.stringify(answer.body));
      return { response: { statusCode: answer.statusCode, headers: {}, body: text } };
    };
    globalThis.patchplaneSeam = {
      now: () => plan.now,
      sleep: async () => {},
      client: { requestHandler: { handle } },
    };
  });
  afterEach(() => {
    globalThis.patchplaneSeam = undefined;
  });

  it('lets what runs on the nodes run', async () => {
    answer = { statusCode: 200, body: {} };

    expect(await runStarter().stop('execution-1', 'Complete')).toEqual({ kind: 'done', value: undefined });
    expect(asked).toEqual([{ AutomationExecutionId: 'execution-1', Type: 'Complete' }]);
  });

  it('breaks off what runs where that is asked for', async () => {
    answer = { statusCode: 200, body: {} };

    await runStarter().stop('execution-1', 'Cancel');
    expect(asked).toEqual([{ AutomationExecutionId: 'execution-1', Type: 'Cancel' }]);
  });

  it('is done where the execution is over already', async () => {
    answer = { statusCode: 400, body: { __type: 'InvalidAutomationStatusUpdateException', message: 'it is over' } };

    expect(await runStarter().stop('execution-1', 'Complete')).toEqual({ kind: 'done', value: undefined });
  });

  it('says what else AWS refuses', async () => {
    answer = { statusCode: 400, body: { __type: 'AccessDeniedException', message: 'no' } };

    expect(await runStarter().stop('execution-1', 'Complete')).toEqual({
      kind: 'refused',
      error: 'AccessDeniedException',
      message: 'no',
    });
  });
});

describe('startRefusedBecause()', () => {
  it.each([
    ['IdempotentParameterMismatch', 'request-mismatch'],
    ['AutomationExecutionLimitExceededException', 'queue-full'],
    ['ThrottlingException', 'start-refused'],
    ['AccessDeniedException', 'start-refused'],
  ])('makes of %s that the window waits for %s', (error, reason) => {
    expect(startRefusedBecause({ error })).toBe(reason);
  });
});

describe('runStarter()', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  it('starts one run a second, whatever windows they are of', async () => {
    const pauses: number[] = [];
    asked = answeredCalls(() => ({ body: { AutomationExecutionId: 'execution-1' } }), plan.now);
    let nowMs = plan.now.getTime();
    const seam = globalThis.patchplaneSeam;
    globalThis.patchplaneSeam = {
      client: seam?.client ?? {},
      now: () => new Date(nowMs),
      sleep: async (ms) => {
        pauses.push(ms);
        nowMs += ms;
      },
    };
    const starter = runStarter();
    await starter.start(runRequest(plan, settings));
    nowMs += 300;
    await starter.start(runRequest(plan, settings));
    nowMs += 1000;
    await starter.start(runRequest(plan, settings));

    expect(pauses).toEqual([700]);
    expect(asked.calls.map(({ operation }) => operation)).toEqual(Array(3).fill('StartAutomationExecution'));
  });

  it.each([
    ['Pending', true],
    ['InProgress', false],
  ])('finds the execution itself by its tag, and whether it waits: %s', async (status, pending) => {
    const listed = [
      { AutomationExecutionId: 'child', ParentAutomationExecutionId: 'parent', AutomationExecutionStatus: status },
      { AutomationExecutionId: 'parent', AutomationExecutionStatus: status },
    ];
    asked = answeredCalls(() => ({ body: { AutomationExecutionMetadataList: listed } }), plan.now);
    const run = runRequest(plan, settings);

    expect(await runStarter().find(run)).toEqual({ kind: 'done', value: { executionId: 'parent', pending } });
    expect(asked.calls[0]?.body).toEqual({ Filters: [{ Key: 'TagKey', Values: [run.runTag] }] });
  });

  it('finds nothing where nothing is listed', async () => {
    asked = answeredCalls(() => ({ body: {} }), plan.now);

    expect(await runStarter().find(runRequest(plan, settings))).toEqual({ kind: 'done', value: undefined });
  });
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('requestWithout()', () => {
  const stored = runRequest(plan, settings);

  it('leaves out accounts, and is a request of its own', () => {
    const narrowed = requestWithout(stored, new Set(['777788889999']));
    const [before, after] = [JSON.parse(stored.requestJson), JSON.parse(narrowed?.requestJson ?? '')];

    expect(after.TargetLocations).toEqual([{ ...before.TargetLocations[0], Accounts: ['444455556666'] }]);
    expect(after.Parameters).toEqual(before.Parameters);
    expect(after.ClientToken).toMatch(UUID);
    expect(after.ClientToken).not.toBe(before.ClientToken);
    expect(after.Tags).toEqual([before.Tags[0], { Key: narrowed?.runTag, Value: '2' }]);
    expect(requestWithout(stored, new Set(['777788889999']))).toEqual(narrowed);
  });

  it('is nothing where no account is left', () => {
    expect(requestWithout(stored, new Set(['444455556666', '777788889999']))).toBeUndefined();
  });
});

it.each([
  ['ThrottlingException', true],
  ['AutomationExecutionLimitExceededException', true],
  ['AccessDeniedException', true],
  ['IdempotentParameterMismatch', false],
  ['InternalServerError', false],
])('surelyNotBegun() after %s is %s', (error, sure) => {
  expect(surelyNotBegun({ error })).toBe(sure);
});
