/** The command as a test runs it: in this process, on a folder of its own, at a given time. */
import type { Io } from '../io.ts';
import { run } from '../run.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export const NOW = new Date('2026-03-05T12:00:00Z');

export async function runCommand(words: readonly string[], surroundings: Partial<Io> = {}): Promise<Ended> {
  let [out, err] = ['', ''];
  const code = await run(words, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal: false,
    environment: {},
    folder: process.cwd(),
    now: NOW,
    ask: undefined,
    parameterStore: () => Promise.reject(new Error('This command needs no Parameter Store')),
    hub: () => Promise.reject(new Error('This command needs no hub')),
    requestDesk: () => Promise.reject(new Error('This command asks for nothing')),
    shareDesk: () => Promise.reject(new Error('This command shares nothing')),
    readinessDesk: () => Promise.reject(new Error('This command asks for no readiness')),
    newId: () => '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
    ...surroundings,
  });
  return { code, out, err };
}
