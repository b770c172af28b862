import { describe, expect, it } from '@jest/globals';
import { aWindow } from '../../testing/domain-builders.ts';
import { aNoncompliance, aNoncompliantNode, aSurroundingWindow, NOON } from '../../testing/request-builders.ts';
import { urgentRequest } from './urgent-request.ts';

const name = (text: string) => text;
const after = aWindow({ id: '22FRI@2026-03-04+1a2b3c4d', opensAt: NOON });

describe('urgentRequest()', () => {
  it('asks for the schedule in the account and Region of the node', () => {
    expect(urgentRequest(aNoncompliance(), name)).toEqual({
      kind: 'patch',
      requestId: 'urgent 22FRI 444455556666 eu-west-1 CRITICAL 2026-03-04',
      schedule: '22FRI',
      accounts: ['444455556666'],
      regions: ['eu-west-1'],
      reason: 'AWS reports nodes of 22FRI in 444455556666 eu-west-1 that lack CRITICAL patches.',
      severity: 'critical',
    });
  });

  it('is one request for all nodes of a cell, and another after a window', () => {
    const { requestId } = urgentRequest(aNoncompliance(), name);
    const of = (overrides: Parameters<typeof aNoncompliance>[0]) =>
      urgentRequest(aNoncompliance(overrides), name).requestId;

    expect(of({ node: aNoncompliantNode({ id: 'i-0b1b2c3d4e5f60718' }) })).toBe(requestId);
    expect(of({ windows: [aSurroundingWindow({ window: after, state: 'final' })] })).toBe(`${requestId} ${after.id}`);
    expect(of({ windows: [aSurroundingWindow()] })).toBe(requestId); // One that is still to come.
    expect(of({ now: new Date('2026-03-05T00:00:00Z') })).not.toBe(requestId);
    expect(of({ node: aNoncompliantNode({ account: '777788889999' }) })).not.toBe(requestId);
    expect(of({ node: aNoncompliantNode({ region: 'eu-central-1' }) })).not.toBe(requestId);
  });

  it('does not call critical what is not', () => {
    expect(urgentRequest(aNoncompliance({ node: aNoncompliantNode({ severity: 'HIGH' }) }), name)).toMatchObject({
      severity: 'high',
      reason: expect.stringContaining('lack HIGH patches'),
    });
  });
});
