import type { Attempt } from '../../aws/attempt.ts';
import type { RunStarter } from '../../aws/start-run.ts';
import type { FakeClock } from './fake-clock.ts';

export type Refusal = Extract<Attempt<never>, { kind: 'refused' }>;

export function refusal(error: string, message = 'not now'): Refusal {
  return { kind: 'refused', error, message };
}

export interface FakeRuns extends RunStarter {
  /** Every execution that was ever begun, as `window chunk`. */
  readonly begun: () => readonly string[];
  readonly stopped: () => readonly string[];
  readonly requests: () => readonly string[];
  /** The next starts are refused, or no longer. */
  readonly refuse: (refused: Refusal | undefined) => void;
  /** AWS forgets its client tokens: the same request would begin a second execution. */
  readonly forgetTokens: () => void;
}

/** Systems Manager's Automation: it knows a client token for a while, and lists an execution only some time later. */
export function fakeRuns({ act, onMove }: FakeClock): FakeRuns {
  const executions: { readonly id: string; readonly runTag: string; readonly requestJson: string }[] = [];
  let tokens = new Map<string, string>();
  let listed: typeof executions = [];
  let refused: Refusal | undefined;
  const stopped = new Set<string>();
  onMove(() => {
    listed = [...executions];
  });

  return {
    begun: () => executions.map(({ requestJson }) => nameOf(requestJson)),
    stopped: () => [...stopped],
    requests: () => executions.map(({ requestJson }) => requestJson),
    refuse: (next) => {
      refused = next;
    },
    forgetTokens: () => {
      tokens = new Map();
    },
    start: async ({ requestJson, runTag }) => {
      if (refused !== undefined) return refused;
      const token = String(JSON.parse(requestJson).ClientToken);
      const earlier = tokens.get(token);
      if (earlier !== undefined) return { kind: 'done', value: earlier };
      const id = `execution-${executions.length + 1}`;
      executions.push({ id, runTag, requestJson });
      tokens.set(token, id);
      act('start');
      return { kind: 'done', value: id };
    },
    stop: async (executionId) => {
      if (refused !== undefined) return refused;
      stopped.add(executionId);
      act('stop');
      return { kind: 'done', value: undefined };
    },
    find: async ({ runTag }) => ({ kind: 'done', value: listed.find((each) => each.runTag === runTag)?.id }),
  };
}

function nameOf(requestJson: string): string {
  const { Parameters, Tags } = JSON.parse(requestJson);
  return `${Parameters.Window[0]} ${Tags[1].Value}`;
}
