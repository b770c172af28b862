/** A death after each call of an opening, a run, a settle or a close. */
import { expect, it } from '@jest/globals';
import { sayBreach } from '../referee/breach.ts';
import { checkConvergence, checkLaws } from '../referee/check-laws.ts';
import { crashAfter } from '../services/function-calls.ts';
import { crashPoints } from '../testing/crash-points.ts';
import { playedTiny } from './played-tiny.ts';

const PATIENCE_MS = 3_600_000;

it.each(['same-id', 'error', 'forgotten'] as const)(
  'with a token memory of %s',
  async (clientTokens) => {
    const smooth = await playedTiny({ fleetSettings: { clientTokens } });
    const points = crashPoints(smooth.record);
    expect(points.length).toBeGreaterThan(50);
    for (const { number, functionName, operation } of points) {
      const crashed = await playedTiny({ crash: crashAfter(number), fleetSettings: { clientTokens } });
      const breaches = [...checkLaws(crashed), ...checkConvergence(smooth, crashed)].map(sayBreach);
      expect({ number, functionName, operation, breaches }).toEqual({ number, functionName, operation, breaches: [] });
    }
  },
  PATIENCE_MS,
);
