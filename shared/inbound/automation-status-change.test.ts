import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal-of.ts';
import { sampleEvent } from '../testing/sample-event.ts';
import { sampleEventWith } from '../testing/sample-event-with.ts';
import { parseAutomationStatusChange } from './automation-status-change.ts';

describe('parseAutomationStatusChange()', () => {
  it('reads which automation, where, how far and when', () => {
    expect(parseAutomationStatusChange(sampleEvent('automation-ended'))).toEqual({
      id: 'd290ece9-1088-4383-9df6-cd5b4ac42b99',
      account: '444455556666',
      region: 'eu-west-1',
      executionId: 'c5a1d5b4-7e1c-4f0e-8a2b-9f6d3e0b7c18',
      document: 'Patchplane-PatchCell',
      status: 'success',
      startedAt: new Date('2026-03-06T21:05:08Z'),
      endedAt: new Date('2026-03-06T21:43:30Z'),
      at: new Date('2026-03-06T21:43:31Z'),
    });
  });

  it('leaves out a start and an end that AWS leaves out', () => {
    const event = sampleEventWith('automation-ended', 'detail.StartTime', undefined);

    expect(parseAutomationStatusChange(event)).not.toHaveProperty('startedAt');
  });

  it.each([
    ['detail.ExecutionId', 'x', 'detail.ExecutionId is "x", wanted a UUID'],
    ['detail.StartTime', 7, 'detail.StartTime is 7, wanted a string'],
    ['detail.Definition', undefined, 'detail.Definition is missing, wanted a string'],
    ['source', 'com.example', 'source is "com.example", wanted aws.ssm'],
  ])('refuses %s as %j', (path, value, sentence) => {
    const event = sampleEventWith('automation-ended', path, value);

    expect(refusalOf(() => parseAutomationStatusChange(event)).message).toBe(
      `Cannot parse automation status change: ${sentence}`,
    );
  });
});
