/** `patchplane hold` and `patchplane release`: operators' stops, and their end. */
import type { Command } from 'commander';
import { sayScope } from '../../shared/domain/window/hold.ts';
import type { End } from '../end.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { handIn } from './hand-in.ts';
import { readReason, readScope } from './read-request.ts';

interface Flags {
  readonly reason: string;
  readonly cancelRunning?: true;
  readonly json?: true;
}

const SCOPE = 'all, schedule VALUE, window ID or account ID';

export function addHoldCommand(program: Command, io: Io, end: End): void {
  program
    .command('hold')
    .description('stop what has not begun: everything, a schedule, a window or an account')
    .argument('<scope...>', SCOPE)
    .requiredOption('--reason <text>', 'why: it is recorded and told')
    .option('--cancel-running', 'cancel what runs as well')
    .option('--json', 'print a JSON object')
    .action(async (words: readonly string[], flags: Flags) => end(await hold(io, words, flags)));
}

export function addReleaseCommand(program: Command, io: Io, end: End): void {
  program
    .command('release')
    .description('end a hold, or let a window pass what it waits for')
    .argument('<scope...>', SCOPE)
    .requiredOption('--reason <text>', 'why: it is recorded and told')
    .option('--json', 'print a JSON object')
    .action(async (words: readonly string[], flags: Flags) => end(await release(io, words, flags)));
}

async function hold(io: Io, words: readonly string[], flags: Flags): Promise<ExitCode> {
  const scope = readScope(words);
  const { cancelRunning = false } = flags;
  return handIn(io, {
    intent: { kind: 'hold', requestId: io.newId(), scope, reason: readReason(flags.reason), cancelRunning },
    sentence: `hold ${sayScope(scope)}${cancelRunning ? ', and cancel what runs' : ''}`,
    next: `It holds from the next sweep on, in five minutes at most. To end it: npx patchplane release ${sayScope(scope)} --reason "…"`,
    json: flags.json ?? false,
  });
}

async function release(io: Io, words: readonly string[], flags: Flags): Promise<ExitCode> {
  const scope = readScope(words);
  return handIn(io, {
    intent: { kind: 'release', requestId: io.newId(), scope, reason: readReason(flags.reason) },
    sentence: `release ${sayScope(scope)}`,
    next: 'What it lets go opens with the next sweep, in five minutes at most: npx patchplane windows',
    json: flags.json ?? false,
  });
}
