/** `patchplane acknowledge KEY`: somebody has taken up an incident, so that it does not speak again. */
import type { Command } from 'commander';
import type { End } from '../end.ts';
import type { ExitCode } from '../exit-codes.ts';
import { refuse } from '../input-error.ts';
import type { Io } from '../io.ts';
import { handIn } from './hand-in.ts';
import { readReason } from './read-request.ts';

interface Flags {
  readonly reason: string;
  readonly json?: true;
}

export function addAcknowledgeCommand(program: Command, io: Io, end: End): void {
  program
    .command('acknowledge')
    .description('take up an incident, so that it does not speak again')
    .argument('<key>', 'the key in the last line of its notice')
    .requiredOption('--reason <text>', 'what you do about it: it is recorded and told')
    .option('--json', 'print a JSON object')
    .action(async (key: string, flags: Flags) => end(await acknowledge(io, key, flags)));
}

/** As the hub takes it. */
const KEY_LENGTH_MAX = 300;

async function acknowledge(io: Io, key: string, flags: Flags): Promise<ExitCode> {
  if (key === '' || key.length > KEY_LENGTH_MAX) throw refuse('the key', key, 'the key in the last line of a notice');
  return handIn(io, {
    intent: { kind: 'acknowledge', requestId: io.newId(), key, reason: readReason(flags.reason) },
    sentence: `acknowledge ${key}`,
    next: 'Its next windows are judged with it taken up: a ring no longer waits for it',
    json: flags.json ?? false,
  });
}
