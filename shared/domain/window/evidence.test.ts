import { describe, expect, it } from '@jest/globals';
import { anInvocation, aPatchState, COMMAND_ID, SNAPSHOT_ID } from '../../testing/domain-builders.ts';
import { beganAt, keptOf, responseCodeOf, type Step } from './evidence.ts';

function step(name: string, responseCode: number): Step {
  return { name, status: 'Success', responseCode };
}

describe('beganAt()', () => {
  const requestedAt = new Date('2026-03-06T21:00:00.000Z');
  const late = new Date('2026-03-06T21:05:00Z');
  const later = new Date('2026-03-06T21:09:00Z');
  const early = new Date('2026-03-06T20:59:59.999Z');

  it.each([
    ['none', [], requestedAt],
    ['one step', [late], late],
    ['the first of several, however they stand', [later, late], late],
    ['one that begins with its command', [later, requestedAt], requestedAt],
    ['a clock that is slow', [early], requestedAt],
    ['one step with a clock that is slow', [early, later], later],
    ['a step without a time', [undefined, late], late],
    ['no time at all', [undefined], requestedAt],
  ])('of %s', (_, starts, expected) => {
    const steps = starts.map((startedAt) => ({ ...step('Install', 0), startedAt }));
    expect(beganAt({ requestedAt, steps })).toEqual(expected);
  });

  it('is the request where the node has told of no step', () => {
    expect(beganAt({ requestedAt })).toEqual(requestedAt);
  });
});

describe('keptOf()', () => {
  it('keeps what the command and the patch state show', () => {
    const invocation = anInvocation({ steps: [step('Scan', 0)], output: 's3://output/run-command/x/' });
    const endedAt = new Date('2026-03-06T21:20:00Z');
    const patchState = aPatchState({
      endedAt,
      patchGroup: 'prod',
      baselineId: 'pb-1',
      missingCount: 1,
      failedCount: 2,
      pendingRebootCount: 3,
    });
    const baselines = { patchGroup: 'prod', operatingSystems: new Map([['pb-1', 'UBUNTU']]) };

    expect(keptOf({ invocation, patchState }, baselines)).toEqual({
      commandId: COMMAND_ID,
      status: 'Success',
      responseCode: 0,
      snapshotId: SNAPSHOT_ID,
      operation: 'Install',
      patchGroup: 'prod',
      baselineId: 'pb-1',
      operatingSystem: 'UBUNTU',
      missing: 1,
      failed: 2,
      pendingReboot: 3,
      startedAt: patchState.startedAt,
      endedAt,
      output: 's3://output/run-command/x/',
    });
  });

  it('keeps what there is, and nothing where there is nothing', () => {
    expect(keptOf({}, undefined)).toBeUndefined();
    expect(keptOf({ invocation: anInvocation() }, undefined)).toEqual({ commandId: COMMAND_ID, status: 'Success' });
    expect(keptOf({ patchState: aPatchState() }, undefined)).toMatchObject({ snapshotId: SNAPSHOT_ID, missing: 0 });
  });
});

describe('responseCodeOf()', () => {
  it.each([
    [undefined, undefined],
    [[], undefined],
    [[step('Scan', -1)], undefined],
    [[step('Scan', 0), step('Install', -1)], 0],
    [[step('Scan', 0), step('Install', 155), step('Exit', 0)], 155],
    [[step('Scan', 1), step('Install', 155)], 1],
  ])('is that of the step that failed, else of the last that has ended: %j', (steps, code) => {
    expect(responseCodeOf(anInvocation({ steps }))).toBe(code);
  });
});
