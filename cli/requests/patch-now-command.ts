/** `patchplane patch-now SCHEDULE`: a window out of turn, for what cannot wait. */
import { type Command, Option } from 'commander';
import { REQUEST_SEVERITIES } from '../../shared/domain/requests/intent.ts';
import type { End } from '../end.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { readAccount } from '../reading/read-ids.ts';
import { collect } from './collect.ts';
import { handIn } from './hand-in.ts';
import { readReason, readRegion, readScheduleName } from './read-request.ts';

interface Flags {
  readonly reason: string;
  readonly account: readonly string[];
  readonly region: readonly string[];
  readonly severity: (typeof REQUEST_SEVERITIES)[number];
  readonly json?: true;
}

export function addPatchNowCommand(program: Command, io: Io, end: End): void {
  program
    .command('patch-now')
    .description('ask for a window of a schedule out of turn')
    .argument('<schedule>', 'an approved schedule such as 2SATX4')
    .requiredOption('--reason <text>', 'why: it is recorded and told')
    .option('--account <id>', 'only in this account; may be given more than once', collect, [])
    .option('--region <name>', 'only in this Region; may be given more than once', collect, [])
    .addOption(new Option('--severity <severity>', 'how grave it is').choices(REQUEST_SEVERITIES).default('normal'))
    .option('--json', 'print a JSON object')
    .action(async (schedule: string, flags: Flags) => end(await patchNow(io, schedule, flags)));
}

async function patchNow(io: Io, word: string, { severity, json, ...flags }: Flags): Promise<ExitCode> {
  const schedule = readScheduleName(word);
  const reason = readReason(flags.reason);
  const accounts = flags.account.map((id) => readAccount('--account', id));
  const regions = flags.region.map(readRegion);
  const places = [...accounts, ...regions];
  return handIn(io, {
    intent: { kind: 'patch', requestId: io.newId(), schedule, accounts, regions, reason, severity },
    sentence: `patch ${schedule} now${places.length === 0 ? '' : ` in ${places.join(', ')}`} (${severity})`,
    next: `If it is admitted, its window opens within five minutes: npx patchplane windows --schedule ${schedule}`,
    json: json ?? false,
  });
}
