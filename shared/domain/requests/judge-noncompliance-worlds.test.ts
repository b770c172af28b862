import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow, CELL, someSettings } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { aNoncompliance, aNoncompliantNode, aSurroundingWindow, NOON } from '../../testing/request-builders.ts';
import { judgeNoncompliance, type LastVerdict } from './judge-noncompliance.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (milliseconds: number) => new Date(NOON.getTime() + milliseconds);
/** From noon for four hours; too late to begin after 14:55. */
const window = aWindow({ opensAt: NOON, cutoffAt: at(3 * HOUR_MS), closesAt: at(4 * HOUR_MS) });
const anywhere = [undefined, { accounts: [CELL.account] }, { regions: ['eu-north-1'] }] as const;

const lasts = [
  undefined,
  { kind: 'patched', reason: 'installed', baselineId: 'pb-ours' },
  { kind: 'patched', reason: 'installed', baselineId: 'pb-theirs' },
  { kind: 'pending-reboot', reason: 'reboot-suppressed', rebootDueAt: at(11 * HOUR_MS) },
] as const;

/** Around the opening, the last start, the end of the grace, the deadline of the reboot and the end of the gap. */
const times = [0, 175 * MINUTE_MS, 330 * MINUTE_MS, 11 * HOUR_MS, 10 * HOUR_MS].flatMap((edge) => [edge - 1, edge]);

describe('judgeNoncompliance() in small worlds', () => {
  // Method: every state of its window, in it and around it, with every severity, environment, mode, operation and verdict.
  it('keeps N2 to N6 of every node with a schedule', () => {
    const worlds = everyCombination({
      severity: ['CRITICAL', 'HIGH', undefined],
      environment: ['prod', 'test'],
      does: ['installs', 'only scans', 'may not install'],
      state: ['absent', undefined, 'opening', 'open', 'final', 'missed', 'skipped'],
      emergency: anywhere,
      verdict: lasts,
      afterMs: times,
    });
    const found = survey(worlds, ({ severity, environment, does, state, emergency, verdict, afterMs }) => {
      const now = at(afterMs);
      const operation = does === 'only scans' ? 'Scan' : 'Install';
      const mode = does === 'may not install' ? 'scan' : 'install';
      const last: LastVerdict | undefined = verdict && { window, ...verdict };
      const decision = judgeNoncompliance(
        aNoncompliance({
          now,
          node: aNoncompliantNode({ severity }),
          catalogue: { kind: 'read', entries: [anEntry({ environment, operation })], problems: [] },
          windows: state === 'absent' ? [] : [aSurroundingWindow({ window, state, emergency })],
          last,
          policy: someSettings({ modes: { default: mode, accounts: {}, environments: {} } }),
        }),
      );
      const { kind } = decision;
      const cause = decision.kind === 'alert' ? decision.cause : undefined;
      const urgent = severity === 'CRITICAL';
      const production = environment === 'prod';
      const installs = does === 'installs';
      const begun = afterMs >= 0;
      const claimed = state === 'opening' || state === 'open' || (state === undefined && afterMs < 175 * MINUTE_MS);
      const here = emergency === undefined || 'accounts' in emergency;
      const inWindow = begun && claimed;
      const justOver = begun && state === 'final' && afterMs < 330 * MINUTE_MS;
      const awaits = verdict?.kind === 'pending-reboot' && afterMs < 11 * HOUR_MS;
      const covered = (installs && here && (inWindow || justOver)) || awaits;
      const otherBaseline = verdict?.kind === 'patched' && verdict.baselineId === 'pb-theirs';
      const tooNear = inWindow || (!begun && claimed) || (state === 'final' && afterMs < 10 * HOUR_MS);
      return {
        'N2: nobody is told while a window cures it, or a reboot is awaited': (kind === 'covered') === covered,
        'N2 (P4): a window that only scans covers nothing': kind !== 'covered' || installs || awaits,
        'N3: what is not urgent waits': covered || urgent || kind === 'next-window',
        'N4: in production people alone patch out of turn':
          !production || (kind !== 'urgent' && (covered || !urgent || cause === 'production')),
        'N5: what another baseline says is not patched for': !otherBaseline || kind !== 'urgent',
        'N6: nothing is asked for that only scans': installs || kind !== 'urgent',
        'N6 (P2): nor what comes too near another window': !tooNear || kind !== 'urgent',
        'all else that is urgent is asked for':
          (kind === 'urgent') === (urgent && !covered && !production && !otherBaseline && installs && !tooNear),
        'P4: what is urgent, not covered and not asked for is told, or the next window is near':
          !urgent || covered || kind === 'urgent' || kind === 'alert' || (!begun && claimed),
      };
    });
    expect(found).toEqual({ worlds: 3 * 2 * 3 * 7 * 3 * 4 * 10, broken: [] });
  });

  // N1: a node that no window patches. Method: every kind of tag, severity and entry.
  it('keeps N1 of every node without a schedule', () => {
    const worlds = everyCombination({
      value: [undefined, '', '3SUN', '22FIR', 'EXEMPT', 'REPLACE', '2SAT'],
      severity: ['CRITICAL', 'HIGH', undefined],
      windows: [[], [aSurroundingWindow({ window, state: 'open' })]],
      environment: ['prod', 'test'],
    });
    const found = survey(worlds, ({ value, severity, windows, environment }) => {
      const problems = [{ value: '2SAT', version: 1, reason: 'the zone is unknown' }];
      const decision = judgeNoncompliance(
        aNoncompliance({
          ...{ node: aNoncompliantNode({ value, severity }), windows },
          catalogue: { kind: 'read', entries: [anEntry({ environment })], problems },
        }),
      );
      const excepted = value === 'EXEMPT' || value === 'REPLACE';
      return {
        'N1: it is told, but for an exception that is not urgent':
          (decision.kind === 'alert') === (!excepted || severity === 'CRITICAL'),
        'no exception is taken for a fault of the tag':
          !excepted || decision.kind !== 'alert' || decision.cause === (value === 'EXEMPT' ? 'exempt' : 'immutable'),
        'nothing without a schedule that is read is patched (P5)':
          decision.kind !== 'urgent' && decision.kind !== 'covered',
      };
    });
    expect(found).toEqual({ worlds: 7 * 3 * 2 * 2, broken: [] });
  });
});
