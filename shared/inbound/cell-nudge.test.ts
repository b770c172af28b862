import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal-of.ts';
import { sampleEvent } from '../testing/sample-event.ts';
import { sampleEventWith } from '../testing/sample-event-with.ts';
import { parseCellNudge } from './cell-nudge.ts';

const cell = { account: '444455556666', region: 'eu-west-1' };

describe('parseCellNudge()', () => {
  it('reads a command: which, how far, and not its parameters', () => {
    expect(parseCellNudge(sampleEvent('command-ended'))).toEqual({
      cause: 'command-ended',
      id: '51c0891d-0e34-45b1-83d6-95db273d1602',
      ...cell,
      commandId: '3a1f0c5e-6b7d-4e2a-9c48-5d2e7f1b8a90',
      document: 'AWS-RunPatchBaselineWithHooks',
      status: 'success',
      at: new Date('2026-03-06T21:24:51Z'),
    });
  });

  it('reads a command on one node, cancelled with one l', () => {
    expect(parseCellNudge(sampleEvent('command-invocation-ended'))).toEqual({
      cause: 'command-invocation-ended',
      id: '4780e1b8-f56b-4de5-95f2-95dbaeca22e6',
      ...cell,
      commandId: '3a1f0c5e-6b7d-4e2a-9c48-5d2e7f1b8a90',
      document: 'AWS-RunPatchBaselineWithHooks',
      nodeId: 'i-0a1b2c3d4e5f60718',
      status: 'cancelled',
      at: new Date('2026-03-06T21:19:03Z'),
    });
  });

  it('reads a command on a hybrid node', () => {
    const event = sampleEventWith('command-invocation-ended', 'detail.instance-id', 'mi-0123456789abcdef0');

    expect(parseCellNudge(event)).toMatchObject({ nodeId: 'mi-0123456789abcdef0' });
  });

  it('reads an automation, its times as UTC', () => {
    expect(parseCellNudge(sampleEvent('automation-ended'))).toEqual({
      cause: 'automation-ended',
      id: 'd290ece9-1088-4383-9df6-cd5b4ac42b99',
      ...cell,
      executionId: 'c5a1d5b4-7e1c-4f0e-8a2b-9f6d3e0b7c18',
      document: 'Patchplane-PatchCell',
      status: 'success',
      startedAt: new Date('2026-03-06T21:05:08Z'),
      endedAt: new Date('2026-03-06T21:43:30Z'),
      at: new Date('2026-03-06T21:43:31Z'),
    });
  });

  it('reads a step of an automation', () => {
    expect(parseCellNudge(sampleEvent('automation-step-ended'))).toMatchObject({
      cause: 'automation-step-ended',
      executionId: 'c5a1d5b4-7e1c-4f0e-8a2b-9f6d3e0b7c18',
      step: 'patchWave',
      status: 'timed-out',
    });
  });

  it('reads an overdue cell, which is not the cell of the hub that says so', () => {
    expect(parseCellNudge(sampleEvent('cell-due'))).toEqual({
      cause: 'cell-due',
      id: '2b9f1f64-9d7e-4f63-8b4c-6f2a7a1d5e33',
      ...cell,
      window: '22FRI@2026-03-06',
      at: new Date('2026-03-07T01:30:02Z'),
    });
  });

  it.each(['2SATX4@2026-04-25', '0SUN@2026-12-31', '23MONX1@2026-01-01'])('knows the window %s', (window) => {
    expect(parseCellNudge(sampleEventWith('cell-due', 'detail.window', window))).toMatchObject({ window });
  });

  it.each([
    '24FRI@2026-03-06',
    '02SAT@2026-03-06',
    '2sat@2026-03-06',
    '2SATX6@2026-03-06',
    'EXEMPT@2026-03-06',
    '2SAT@2026-13-06',
    '2SAT@2026-03-32',
    '2SAT@2026-00-10',
    '2SAT@2026-03-00',
    '2SAT@2026-03-06T02:00',
    '2SAT',
  ])('refuses the window %s', (window) => {
    expect(refusalOf(() => parseCellNudge(sampleEventWith('cell-due', 'detail.window', window))).message).toBe(
      `Cannot parse overdue cell: detail.window is "${window}", wanted a window such as 2SATX4@2026-04-25`,
    );
  });

  it.each([undefined, null, ''])('reads an end of %j as one to come', (endTime) => {
    const nudge = parseCellNudge(sampleEventWith('automation-ended', 'detail.EndTime', endTime));

    expect(nudge).toHaveProperty('startedAt');
    expect(nudge).not.toHaveProperty('endedAt');
  });

  it.each([
    ['command-ended', 'detail.status'],
    ['automation-ended', 'detail.Status'],
  ])('keeps a status of %s that it does not know as unknown', (name, path) => {
    expect(parseCellNudge(sampleEventWith(name, path, 'Evaporated'))).toMatchObject({ status: 'unknown' });
  });

  it.each([
    ['command-ended', 'version'],
    ['command-ended', 'resources'],
    ['command-ended', 'detail.parameters'],
    ['command-ended', 'detail.expire-after'],
    ['automation-ended', 'detail.DefinitionVersion'],
    ['automation-ended', 'detail.ExecutedBy'],
    ['cell-due', 'detail.version'],
  ])('of %s, does without %s', (name, path) => {
    expect(parseCellNudge(sampleEventWith(name, path, undefined))).toEqual(parseCellNudge(sampleEvent(name)));
  });
});
