import { describe, expect, it } from '@jest/globals';
import { sampleEvent } from '../testing/sample-event.ts';
import { sampleEventWith } from '../testing/sample-event-with.ts';
import { parseSweepNudge } from './sweep-nudge.ts';

describe('parseSweepNudge()', () => {
  it.each(['sweep-tick', 'scheduled-event'])('reads %s as a tick at its planned instant', (name) => {
    expect(parseSweepNudge(sampleEvent(name))).toEqual({ cause: 'tick', at: new Date('2026-03-06T21:05:00Z') });
  });

  it('reads a change of a parameter', () => {
    expect(parseSweepNudge(sampleEvent('parameter-changed'))).toEqual({
      cause: 'parameter-changed',
      id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
      account: '111122223333',
      region: 'eu-central-1',
      name: '/patchplane/schedules/2SATX4',
      operation: 'LabelParameterVersion',
      at: new Date('2026-03-06T16:43:48Z'),
    });
  });

  it.each(['Create', 'Update', 'Delete'])('reads the operation %s', (operation) => {
    const event = sampleEventWith('parameter-changed', 'detail.operation', operation);

    expect(parseSweepNudge(event)).toMatchObject({ operation });
  });

  it('reads the end of an automation', () => {
    expect(parseSweepNudge(sampleEvent('automation-ended'))).toMatchObject({
      cause: 'automation-ended',
      executionId: 'c5a1d5b4-7e1c-4f0e-8a2b-9f6d3e0b7c18',
      status: 'success',
      at: new Date('2026-03-06T21:43:31Z'),
    });
  });

  it.each([
    ['parameter-changed', 'version'],
    ['parameter-changed', 'detail.description'],
    ['parameter-changed', 'detail.type'],
    ['scheduled-event', 'detail'],
    ['scheduled-event', 'version'],
  ])('of %s, does without %s', (name, path) => {
    expect(parseSweepNudge(sampleEventWith(name, path, undefined))).toEqual(parseSweepNudge(sampleEvent(name)));
  });
});
