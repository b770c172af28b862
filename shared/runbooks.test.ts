/** What the runbooks that people start promise of themselves: how long they may take, and which windows they know. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const { parameters, mainSteps } = parse(readFileSync('runbooks/force-reboot.yml', 'utf8'));

describe('Patchplane-ForceReboot', () => {
  it('has time for as many nodes as it takes, with every attempt of every step', () => {
    const [loop] = mainSteps;
    const steps: readonly { maxAttempts: number; timeoutSeconds: number }[] = loop.inputs.Steps;
    const secondsANode = steps.reduce((sum, { maxAttempts, timeoutSeconds }) => sum + maxAttempts * timeoutSeconds, 0);
    expect(secondsANode * parameters.Nodes.maxItems).toBeLessThanOrEqual(loop.timeoutSeconds);
  });

  it.each([
    ['2SATX4@2026-04-25', true],
    ['22FRI@2026-03-06+1a2b3c4d', true], // of an emergency
    ['22FRI@2026-03-06+1a2b', false],
    ['22FRI@2026-03-06; reboot', false],
  ])('takes %j for a window: %s', (window, expected) => {
    expect(new RegExp(parameters.Window.allowedPattern).test(window)).toBe(expected);
  });
});
