import { describe, expect, it } from '@jest/globals';
import { findProblems } from './find-problems.ts';
import type { RunInstall, RunNode, RunWindow } from './run.ts';

const id = '2SAT@2026-03-07';
const window: RunWindow = {
  id,
  schedule: '2SAT',
  opensAt: '2026-03-07T01:00:00.000Z',
  cutoffAt: '2026-03-07T04:00:00.000Z',
  closesAt: '2026-03-07T05:00:00.000Z',
  state: 'final',
  reason: null,
  openedAt: null,
  endedAt: null,
  roster: 1,
  verdicts: { patched: 1, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 0, excepted: 0 },
};
const node: RunNode = {
  id: 'i-1',
  name: 'web-01',
  account: '111122223333',
  region: 'eu-central-1',
  schedule: '2SAT',
  verdict: 'patched',
  reason: 'installed',
  window: id,
};
const install: RunInstall = {
  id: 'i-1',
  account: '111122223333',
  region: 'eu-central-1',
  window: id,
  at: window.opensAt,
};
const sound = { windows: [window], nodes: [node], installs: [install], unopened: [], sweptAt: undefined };
const noErrors = { messages: [], invocationErrors: [], refusals: [] };

describe('findProblems()', () => {
  it('finds none in a sound run', () => {
    expect(findProblems(sound, noErrors)).toEqual([]);
  });

  it.each([
    [
      'P2: an install for no window',
      { ...sound, installs: [install, { ...install, window: null }] },
      'P2: i-1 in no window was installed, but is not on its roster',
    ],
    [
      'P2: patched, but nothing ran',
      { ...sound, installs: [] },
      `P2: i-1 in ${id} counts as patched, but nothing ran on it`,
    ],
    [
      'P2: a node that nobody owed',
      { ...sound, installs: [install, { ...install, id: 'i-2' }] },
      `P2: i-2 in ${id} was installed, but is not on its roster`,
    ],
    [
      'P3: a verdict too few',
      { ...sound, windows: [{ ...window, roster: 2 }], nodes: [node, { ...node, id: 'i-2', verdict: null }] },
      `P3: ${id} has a roster of 2, but 1 verdicts`,
    ],
    ['P3: a node too few', { ...sound, nodes: [], installs: [] }, `P3: ${id} has a roster of 1, but 0 nodes`],
    [
      'P3: a node without a verdict',
      { ...sound, nodes: [{ ...node, verdict: null }] },
      `P3: ${id} is final, but 1 of its nodes have no verdict`,
    ],
  ])('%s', (_name, run, problem) => {
    expect(findProblems(run, noErrors).join('\n')).toContain(problem);
  });

  it('tells of a window that a sweep has passed over, and not of one that no sweep has come to yet', () => {
    const unopened = [{ id, opensAt: new Date(window.opensAt) }];
    const problems = (sweptAt: string | undefined) =>
      findProblems(
        {
          windows: [],
          nodes: [],
          installs: [],
          unopened,
          sweptAt: sweptAt === undefined ? undefined : new Date(sweptAt),
        },
        noErrors,
      );

    expect(problems(undefined)).toEqual([]);
    expect(problems('2026-03-07T00:59:59.999Z')).toEqual([]);
    expect(problems('2026-03-07T01:00:00Z')).toEqual([
      'P4: 2SAT@2026-03-07 should have opened at 2026-03-07T01:00:00.000Z, and was neither opened nor missed',
    ]);
  });

  it('leaves a window that still runs alone', () => {
    const open = { ...sound, windows: [{ ...window, state: 'open', roster: 9 } as const] };

    expect(findProblems(open, noErrors)).toEqual([]);
  });

  it('tells of a function that gave up, and not of one that a retry mended', () => {
    const error = {
      at: new Date(window.opensAt),
      functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:sweep',
      error: 'Error: no',
    };

    expect(findProblems(sound, { ...noErrors, invocationErrors: [{ ...error, attempt: 1 }] })).toEqual([]);
    expect(findProblems(sound, { ...noErrors, invocationErrors: [{ ...error, attempt: 3 }] })).toEqual([
      'sweep gave up after 3 attempts: Error: no',
    ]);
  });

  it('tells of a grant that is missing, once however often it was', () => {
    const refusal = {
      at: new Date(window.opensAt),
      principal: 'role/sweep',
      action: 'sns:Publish',
      resource: 'alerts',
    };

    expect(findProblems(sound, { ...noErrors, refusals: [refusal, refusal] })).toEqual([
      'AccessDenied: role/sweep may not sns:Publish on alerts',
    ]);
  });
});
