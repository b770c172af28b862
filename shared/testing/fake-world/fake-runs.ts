import type { Attempt } from '../../aws/attempt.ts';
import type { RunStop } from '../../aws/ledger/window-rows.ts';
import type { RunStarter } from '../../aws/start-run.ts';
import type { FakeClock } from './fake-clock.ts';

export type Refusal = Extract<Attempt<never>, { kind: 'refused' }>;

export function refusal(error: string, message = 'not now'): Refusal {
  return { kind: 'refused', error, message };
}

/** What AWS makes of a client token that it has seen: it does not say, so everything must hold for each of them. */
export const TOKEN_BEHAVIOURS = ['same-id', 'mismatch', 'forgotten'] as const;

export type TokenBehaviour = (typeof TOKEN_BEHAVIOURS)[number];

export interface FakeRuns extends RunStarter {
  /** Every execution that was ever begun, as `window chunk`. */
  readonly begun: () => readonly string[];
  /** The executions that were told to stop, and how: `execution-1 Complete`. */
  readonly stopped: () => readonly string[];
  readonly requests: () => readonly string[];
  /** Calls are refused from now on, all of them or only those that are named; or no longer. */
  readonly refuse: (refused: Refusal | undefined, ...calls: readonly ('start' | 'find' | 'stop')[]) => void;
  /** Starts of these chunks are refused, others are not. */
  readonly refuseChunk: (chunk: number, refused: Refusal | undefined) => void;
  readonly behave: (tokens: TokenBehaviour) => void;
  /** Executions that begin from now on wait in the queue, or no longer. */
  readonly queue: (waiting: boolean) => void;
}

interface Execution {
  readonly id: string;
  readonly runTag: string;
  readonly requestJson: string;
  readonly pending: boolean;
}

/** Systems Manager's Automation: it knows client tokens in its own way, and lists an execution only some time later. */
export function fakeRuns({ act, onMove }: FakeClock): FakeRuns {
  const executions: Execution[] = [];
  const refusals = new Map<string, Refusal>();
  const stopped: string[] = [];
  let listed: readonly Execution[] = [];
  let tokens: TokenBehaviour = 'same-id';
  let pending = false;
  onMove(() => {
    listed = [...executions];
  });

  const begin = (requestJson: string, runTag: string) => {
    const id = `execution-${executions.length + 1}`;
    executions.push({ id, runTag, requestJson, pending });
    act('start');
    return { kind: 'done', value: id } as const;
  };

  return {
    begun: () => executions.map(({ requestJson }) => nameOf(requestJson)),
    stopped: () => stopped,
    requests: () => executions.map(({ requestJson }) => requestJson),
    refuse: (refused, ...calls) => {
      for (const call of calls.length > 0 ? calls : ['start', 'stop']) {
        if (refused === undefined) refusals.delete(call);
        else refusals.set(call, refused);
      }
    },
    refuseChunk: (chunk, refused) => {
      if (refused === undefined) refusals.delete(`start ${chunk}`);
      else refusals.set(`start ${chunk}`, refused);
    },
    behave: (next) => {
      tokens = next;
    },
    queue: (waiting) => {
      pending = waiting;
    },
    start: async ({ requestJson, runTag }) => {
      const refused = refusals.get('start') ?? refusals.get(`start ${chunkOf(requestJson)}`);
      if (refused !== undefined) return refused;
      const earlier = executions.find((each) => tokenOf(each.requestJson) === tokenOf(requestJson));
      if (earlier === undefined || tokens === 'forgotten') return begin(requestJson, runTag);
      return tokens === 'same-id' ? { kind: 'done', value: earlier.id } : refusal('IdempotentParameterMismatch');
    },
    find: async ({ runTag }) => {
      const refused = refusals.get('find');
      if (refused !== undefined) return refused;
      const found = listed.find((each) => each.runTag === runTag);
      return { kind: 'done', value: found && { executionId: found.id, pending: found.pending } };
    },
    stop: async (executionId: string, how: RunStop) => {
      const refused = refusals.get('stop');
      if (refused !== undefined) return refused;
      stopped.push(`${executionId} ${how}`);
      act('stop');
      return { kind: 'done', value: undefined };
    },
  };
}

function nameOf(requestJson: string): string {
  return `${JSON.parse(requestJson).Parameters.Window[0]} ${chunkOf(requestJson)}`;
}

function chunkOf(requestJson: string): string {
  return JSON.parse(requestJson).Tags[1].Value;
}

function tokenOf(requestJson: string): string {
  return String(JSON.parse(requestJson).ClientToken);
}
