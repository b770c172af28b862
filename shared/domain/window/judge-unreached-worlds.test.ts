import { describe, expect, it } from '@jest/globals';
import { aRosterNode, aRun } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import type { Reason } from '../reporting/reasons.ts';
import { judgeUnreached } from './judge-unreached.ts';

/** Waves whose command was broken off, in a run that takes waves 1 and 2. */
const broken: readonly ReadonlyMap<string, Reason>[] = [
  new Map(),
  new Map([['1', 'errors-exceeded']]),
  new Map([['2', 'errors-exceeded']]),
];

describe('judgeUnreached() in small worlds', () => {
  // Goal: no reason is given that is not so. Method: every wave, power and ping of the node, in every phase of the run.
  it('misses a node for what is so, once the run is over (P3, P4)', () => {
    const worlds = everyCombination({
      wave: [undefined, '', '1', '2', '3'],
      power: [undefined, 'running', 'stopped'],
      ping: [undefined, 'online', 'lost'],
      wavesBegun: [0, 1, 2],
      brokenWaves: broken,
      stoppedBy: ['cut-off', 'held', 'frozen'],
      notStartedBecause: ['run-not-started', 'queue-full', 'not-in-inventory', 'held'],
      ended: [false, true],
    });
    const found = survey(worlds, ({ wave, power, ping, ...run }) => {
      const finding = judgeUnreached({ node: aRosterNode({ wave, power }), ping }, aRun(run));
      if (finding.kind === 'waiting')
        return { 'it waits for the run alone': !run.ended && finding.why === 'not-reached' };

      const { wavesBegun, brokenWaves, stoppedBy, notStartedBecause } = run;
      const { kind, reason } = finding.verdict;
      const place = wave === undefined ? 2 : ['1', '2'].indexOf(wave) + 1;
      const taken = wave === undefined || place > 0;
      const nothingBegan = wavesBegun === 0;
      const isSo: Partial<Record<Reason, boolean>> = {
        'cut-off': stoppedBy === 'cut-off' && !nothingBegan && place > wavesBegun,
        held:
          (stoppedBy === 'held' && (nothingBegan || place > wavesBegun)) ||
          (nothingBegan && notStartedBecause === 'held'),
        frozen: stoppedBy === 'frozen' && (nothingBegan || place > wavesBegun),
        'run-not-started': nothingBegan && notStartedBecause === 'run-not-started',
        'queue-full': nothingBegan && notStartedBecause === 'queue-full',
        'not-in-inventory': notStartedBecause === 'not-in-inventory' && (nothingBegan || ping === undefined),
        'node-stopped': power === 'stopped' && ping !== 'online',
        'node-unmanaged': ping === undefined,
        'node-offline': ping === 'lost',
        'no-wave': !taken,
        'errors-exceeded': taken && wave !== undefined && brokenWaves.has(wave),
        'not-targeted': taken && ping === 'online' && place <= wavesBegun,
      };
      const ofNode: readonly Reason[] = ['node-stopped', 'node-unmanaged', 'node-offline', 'no-wave', 'not-targeted'];
      return {
        'P3: it is missed, once the run is over': run.ended && kind === 'missed',
        'P4: for what is so': isSo[reason] === true,
        'a node is not blamed where nothing has begun': !nothingBegan || !ofNode.includes(reason),
        'P1: a person who stopped it is named before a start that failed':
          !nothingBegan || stoppedBy === 'cut-off' || reason === stoppedBy,
        'a node that is heard is not missed for its silence': ping !== 'online' || !/^node-/.test(reason),
        'a wave that broke off is told before one that went by':
          reason !== 'not-targeted' || wave === undefined || !brokenWaves.has(wave),
      };
    });
    expect(found).toEqual({ worlds: 5 * 3 * 3 * 3 * 3 * 3 * 4 * 2, broken: [] });
  });
});
