/** The `patchplane` command: the real surroundings around `run`. */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { openParameterStore } from './catalogue/open-parameter-store.ts';
import { REFUSED } from './exit-codes.ts';
import { messageOf } from './input-error.ts';
import type { Io } from './io.ts';
import { run } from './run.ts';

const io: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  terminal: process.stdout.isTTY === true,
  environment: process.env,
  folder: process.cwd(),
  now: new Date(),
  ask: process.stdin.isTTY === true && process.stdout.isTTY === true ? ask : undefined,
  parameterStore: openParameterStore,
  hub: async () => (await import('./aws/open-hub.ts')).openHub(),
  requestDesk: async () => (await import('./requests/open-request-desk.ts')).openRequestDesk(),
  shareDesk: async () => (await import('./share/open-share-desk.ts')).openShareDesk(),
  readinessDesk: async () => (await import('./ready/open-readiness-desk.ts')).openReadinessDesk(),
  newId: randomUUID,
};

// Whoever reads us may stop early, as `head` does, and that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : REFUSED);
});

// What reaches us here is a bug. It is told in one line; the trace is there for who looks for it.
process.exitCode = await run(process.argv.slice(2), io).catch((error: unknown) => {
  const trace = process.env['PATCHPLANE_TRACE'] && error instanceof Error ? error.stack : undefined;
  process.stderr.write(`patchplane broke: ${trace ?? `${messageOf(error)} (PATCHPLANE_TRACE=1 shows where)`}\n`);
  return REFUSED;
});

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
