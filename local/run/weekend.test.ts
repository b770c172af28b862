/** The main job, end to end: whole weekends in the embedded AWS, by the bundles and templates that deploy. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { paintNothing } from '../report/paint.ts';
import { printRun } from '../report/print-run.ts';
import type { Run } from '../report/run.ts';
import { playedRun } from './played-run.ts';

const PATIENCE_MS = 300_000;

describe('npm start', () => {
  let weekend: Run;
  beforeAll(async () => {
    weekend = await playedRun();
  }, PATIENCE_MS);

  it('runs the 13 windows of the weekend, and their verdicts add up to their rosters', () => {
    const { windows, problems } = weekend;
    expect(problems).toEqual([]);
    expect(windows.map(({ schedule }) => schedule).join(' ')).toBe(
      '22FRI 2SAT 6SAT 10SAT 14SAT 18SAT 22SAT 2SUN 6SUN 10SUN 14SUN 18SUN 22SUN',
    );
    for (const { id, roster, verdicts, state } of windows) {
      const sum = Object.values(verdicts).reduce((one, other) => one + other, 0);
      expect({ id, state, sum }).toEqual({ id, state: 'final', sum: roster });
    }
  });

  it('installs once on every patched node, inside its window and before the cutoff (P1, P2)', () => {
    const { nodes, installs } = weekend;
    const patched = nodes.filter(({ verdict }) => verdict === 'patched' || verdict === 'pending-reboot');
    expect(patched.length).toBeGreaterThan(80);
    for (const { id, window } of patched) {
      expect({ id, installs: installs.filter((one) => one.id === id && one.window === window).length }).toEqual({
        id,
        installs: 1,
      });
    }
    expect(outOfTime(weekend).map(({ id }) => id)).toEqual([]);
  });

  it('installs nothing on nodes that no window owes, and says why', () => {
    const { nodes, installs } = weekend;
    const owedByNone = nodes.filter(({ window }) => window === null);
    expect(new Set(owedByNone.map(({ reason }) => reason))).toEqual(
      new Set(['untagged', 'malformed', 'exempt', 'immutable', 'no-window']),
    );
    const installed = new Set(installs.map(({ id }) => id));
    expect(owedByNone.filter(({ id }) => installed.has(id))).toEqual([]);
  });

  it('meets every condition that a node can be in', () => {
    const { nodes } = weekend;
    const reasons = new Set(nodes.map(({ reason }) => reason));
    for (const reason of [
      'installed',
      'reboot-suppressed',
      'node-stopped',
      'node-offline',
      'node-unmanaged',
      'no-wave',
      'did-not-return',
    ]) {
      expect(reasons).toContain(reason);
    }
    expect(nodes.filter(({ verdict }) => verdict === 'failed').length).toBeGreaterThanOrEqual(2);
  });

  it('judges hybrid nodes by their live tags: one gets its default, and one is told what was meant', () => {
    const { nodes, notices } = weekend;
    const saidOf = (name: string) => toldOfTags(notices).filter((line) => line.includes(`${name}: `));

    expect(saidOf('courier-01')).toEqual([expect.stringMatching(/courier-01: given the default schedule 2SUN$/)]);
    expect(nodes.find(({ name }) => name === 'courier-01')).toMatchObject({ window: '2SUN@2026-03-08' });
    expect(saidOf('forklift-01')).toEqual([
      expect.stringMatching(/forklift-01: schedule "SAT2" is refused, meant 2SAT\?$/),
    ]);
    expect(nodes.find(({ name }) => name === 'forklift-01')).toMatchObject({ schedule: 'SAT2', reason: 'malformed' });
    expect(notices.filter(({ kind }) => kind === 'catalogue-problem' || kind === 'late-install')).toEqual([]);
  });

  it('prints what the README shows', () => {
    const printed = printRun(weekend, paintNothing).split('\n');
    const [, sample = ''] = /```\n(Example Trading[\s\S]*?)\n```/.exec(readFileSync('README.md', 'utf8')) ?? [];
    const shown = sample.split('\n').filter((line) => line !== '' && line.trim() !== '…');

    expect(shown.length).toBeGreaterThan(15);
    expect(shown.filter((line) => !printed.includes(line))).toEqual([]);
    expect(shown.map((line) => printed.indexOf(line))).toEqual(
      shown.map((line) => printed.indexOf(line)).toSorted((a, b) => a - b),
    );
  });

  it('tells each fact once: a digest a window, and one refusal for each wrong tag', () => {
    const { notices, windows } = weekend;
    expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
    // An incident that nobody has acknowledged speaks again after a day, under a key of its own.
    const first = notices.filter(({ key }) => !key.includes('#again#'));
    expect(first.filter(({ kind }) => kind === 'window-final')).toHaveLength(windows.length);
    const told = toldOfTags(notices);
    expect(new Set(told).size).toBe(told.length);
    expect(told.filter((line) => line.includes(' is refused')).map((line) => /meant \w+/.exec(line)?.[0])).toContain(
      'meant 2SAT',
    );
    expect(told.filter((line) => line.includes(': given the default schedule ')).length).toBeGreaterThanOrEqual(3);
    for (const { subject } of notices) expect(subject.length).toBeLessThan(100);
  });

  it(
    'gives the same bytes for the same seed, and other installs for another',
    async () => {
      const stretch = ['--from', '2026-03-06T21:30', '--to', '2026-03-06T22:40'];
      const words = ['--organization', 'examples/single-account.json', ...stretch];
      const [one, same, other] = [
        await playedRun(...words),
        await playedRun(...words),
        await playedRun(...words, '--seed', '2'),
      ];
      expect(JSON.stringify(same)).toBe(JSON.stringify(one));
      expect(one.problems).toEqual([]);
      expect(one.windows.map(({ schedule }) => schedule)).toEqual(['22FRI']);
      expect(other.installs).not.toEqual(one.installs);
      expect(other.windows.map(({ id, roster }) => ({ id, roster }))).toEqual(
        one.windows.map(({ id, roster }) => ({ id, roster })),
      );
    },
    PATIENCE_MS,
  );
});

describe('npm start -- --without-ticks', () => {
  const friday = [
    '--organization',
    'examples/single-account.json',
    '--from',
    '2026-03-06T21:00',
    '--to',
    '2026-03-07T04:00',
  ];

  it(
    'over the first quarter of an hour: patched late, before the cutoff',
    async () => {
      const run = await playedRun(...friday, '--without-ticks', '2026-03-06T22:00/2026-03-06T22:15');
      const [window] = run.windows;
      expect(run.problems).toEqual([]);
      expect(window).toMatchObject({ id: '22FRI@2026-03-06', state: 'final', verdicts: { missed: 0 } });
      expect(run.installs.filter((one) => one.window === window?.id).length).toBeGreaterThan(0);
      expect(run.installs.every(({ at }) => at >= '2026-03-06T21:15')).toBe(true);
      expect(outOfTime(run)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'over everything: nothing runs, nobody is told, and each node says that its window was not opened',
    async () => {
      const run = await playedRun(...friday, '--without-ticks', '2026-03-06T21:00/2026-03-07T04:00');
      expect({ windows: run.windows, installs: run.installs, problems: run.problems }).toEqual({
        windows: [],
        installs: [],
        problems: [],
      });
      const reasons = run.nodes.filter(({ reason }) => reason === 'window-not-opened').map(({ schedule }) => schedule);
      expect(new Set(reasons)).toEqual(new Set(['22FRI', '2SAT']));
      expect(run.nodes.filter(({ schedule }) => schedule === '6SAT').map(({ reason }) => reason)).toContain(
        'no-window',
      );
    },
    PATIENCE_MS,
  );

  it(
    'from the beginning until a window is over: a problem, since sweeps come again and nobody is told',
    async () => {
      const run = await playedRun(...friday, '--without-ticks', '2026-03-06T21:00/2026-03-07T01:30');

      expect(run.windows.map(({ id }) => id)).toEqual(['2SAT@2026-03-07']);
      expect(run.problems).toEqual([
        'P4: 22FRI@2026-03-06 should have opened at 2026-03-06T21:00:00.000Z, and was neither opened nor missed',
        'P4, nothing silent: 22FRI@2026-03-06 was due to be final at 2026-03-07T02:30:00.000Z, and nobody was told its end until 2026-03-07T03:00:00.000Z, though 6 sweeps came',
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'over all of a window: one missed-window notice with the reason and the next slot',
    async () => {
      const run = await playedRun(...friday, '--without-ticks', '2026-03-06T21:55/2026-03-07T02:00');
      expect(run.problems).toEqual([]);
      expect(run.windows[0]).toMatchObject({ id: '22FRI@2026-03-06', state: 'missed', reason: 'hub-down' });
      expect(run.installs.filter(({ window }) => window === '22FRI@2026-03-06')).toEqual([]);
      const missed = run.notices.filter(({ kind }) => kind === 'window-missed');
      expect(missed.map(({ key, severity }) => ({ key, severity }))).toEqual([
        { key: 'window-missed#22FRI@2026-03-06', severity: 'critical' },
      ]);
      expect(missed[0]?.body).toContain('No sweep ran between the opening and the cutoff');
      expect(missed[0]?.body).toContain('opens on Fri 13 Mar 2026 22:00 Europe/Berlin');
    },
    PATIENCE_MS,
  );
});

function outOfTime({ windows, installs }: Run): Run['installs'][number][] {
  return installs.filter(({ window: id, at }) => {
    const window = windows.find((one) => one.id === id);
    return window === undefined || at < window.opensAt || at >= window.cutoffAt;
  });
}

/** What owners were told of single nodes, in a notice or as a line of their digest an hour. */
function toldOfTags(notices: Run['notices']): string[] {
  const lines = notices
    .filter(({ kind }) => kind.startsWith('tag'))
    .flatMap(({ subject, body }) => [subject, ...body.split('\n')]);
  return lines.filter((line) => /: (?:schedule ".*" is refused|given the default schedule )/.test(line));
}
