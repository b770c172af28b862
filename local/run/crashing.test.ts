/**
 * A function may die after any of its calls, and later sweeps come to the same end (P7), with every other law kept. Here
 * the one that matters most, the start of a run; `crashing.slow.test.ts` takes all of them, and all memories of tokens.
 */
import { beforeAll, expect, it } from '@jest/globals';
import type { Cloud } from '../cloud.ts';
import { sayBreach } from '../referee/breach.ts';
import { checkConvergence, checkLaws } from '../referee/check-laws.ts';
import { crashAfter } from '../services/function-calls.ts';
import { playedTiny } from './played-tiny.ts';

const PATIENCE_MS = 300_000;
let smooth: Cloud;
// One cloud at a time: the seam through which functions reach it is global.
beforeAll(async () => {
  smooth = await playedTiny();
}, PATIENCE_MS);

it(
  'a run that nothing befalls keeps every law, and tells one digest',
  () => {
    const { record } = smooth;
    expect(checkLaws(smooth).map(sayBreach)).toEqual([]);
    expect(record.messages.map(({ subject }) => subject)).toContain('Window 22FRI@2026-03-06: 2 patched, 1 failed');
  },
  PATIENCE_MS,
);

it(
  'a sweep that dies when it has started the run starts no second one, though AWS has forgotten its token',
  async () => {
    const { record } = smooth;
    const { number = 0 } = record.functionCalls.find(({ operation }) => operation === 'StartAutomationExecution') ?? {};
    const crashed = await playedTiny({ crash: crashAfter(number), fleetSettings: { clientTokens: 'forgotten' } });

    expect(crashed.record.invocationErrors).toHaveLength(1);
    expect(checkLaws(crashed).map(sayBreach)).toEqual([]);
    expect(checkConvergence(smooth, crashed).map(sayBreach)).toEqual([]);
    expect(crashed.record.commands).toHaveLength(record.commands.length);
  },
  PATIENCE_MS,
);
