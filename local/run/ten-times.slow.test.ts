/** What a weekend costs in calls of AWS, and what ten times the nodes cost. */
import { expect, it } from '@jest/globals';
import type { Run } from '../report/run.ts';
import { playedRun } from './played-run.ts';

const PATIENCE_MS = 300_000;

it(
  'calls AWS no more often for ten times the nodes in the same cells',
  async () => {
    const [one, ten] = [await playedRun(), await playedRun('--organization', 'examples/ten-times.json')];
    expect(ten.problems).toEqual([]);
    const owed = ten.windows.reduce((sum, { roster }) => sum + roster, 0);
    expect(owed).toBeGreaterThan(1000);
    expect(one.calls['ssm']?.['StartAutomationExecution']).toBe(13);
    expect(ten.calls['ssm']?.['StartAutomationExecution']).toBe(13);
    // One call more a node would be a thousand more; these grow by the page or the batch at most.
    for (const [service, operation] of WINDOW_PATH) {
      const more = calls(ten, service, operation) - calls(one, service, operation);
      expect({ operation, few: more < owed / 10 }).toEqual({ operation, few: true });
    }
  },
  PATIENCE_MS,
);

/** Every operation of opening, running, settling and closing a window. */
const WINDOW_PATH = [
  ['config', 'SelectAggregateResourceConfig'],
  ['ssm', 'StartAutomationExecution'],
  ['ssm', 'DescribeInstanceInformation'],
  ['ssm', 'ListCommands'],
  ['ssm', 'ListCommandInvocations'],
  ['ssm', 'DescribeInstancePatchStates'],
  ['ssm', 'CancelCommand'],
  ['dynamodb', 'BatchWriteItem'],
  ['dynamodb', 'Query'],
  ['events', 'PutEvents'],
  ['sts', 'AssumeRole'],
] as const;

function calls(run: Run, service: string, operation: string): number {
  return run.calls[service]?.[operation] ?? 0;
}
