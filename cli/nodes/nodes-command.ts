/** `patchplane nodes`: the nodes of one window, with what each of them came to. */
import { type Command, Option } from 'commander';
import { VERDICTS } from '../../shared/domain/window/verdict.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINE } from '../exit-codes.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';
import { paintFor } from '../printing/paint.ts';
import { readSchedule } from '../reading/read-arguments.ts';
import { readAccount, readWindowId } from '../reading/read-ids.ts';
import { listNodes } from './list-nodes.ts';
import { printNodes } from './print-nodes.ts';

interface Flags {
  readonly window?: string;
  readonly schedule?: string;
  readonly verdict?: string;
  readonly account?: string;
  readonly owner?: string;
  readonly json?: true;
}

export function addNodesCommand(program: Command, io: Io, end: End): void {
  program
    .command('nodes')
    .description('the nodes of a window, with their verdicts')
    .option('--window <id>', 'a window such as 2SATX4@2026-04-25')
    .option('--schedule <value>', 'the last window of this schedule')
    .addOption(new Option('--verdict <kind>', 'only those that came to this').choices([...VERDICTS, NO_VERDICT]))
    .option('--account <id>', 'only those in this account')
    .option('--owner <owner>', 'only those of this owner')
    .option('--json', 'print a JSON object')
    .action(async (flags: Flags) => end(await showNodes(io, flags)));
}

/** Of a node that has not reported yet. */
const NO_VERDICT = 'none';

async function showNodes(io: Io, flags: Flags): Promise<ExitCode> {
  const { window, schedule, verdict, account, owner, json } = flags;
  if ((window === undefined) === (schedule === undefined)) {
    throw new InputError('Cannot list nodes: wanted either --window or --schedule');
  }
  if (schedule !== undefined) readSchedule(schedule);
  if (window !== undefined) readWindowId('--window', window);
  if (account !== undefined) readAccount('--account', account);

  const list = await listNodes(await io.hub(), { window, schedule, account, now: io.now });
  const nodes = list.nodes
    .filter((node) => verdict === undefined || (node.verdict ?? NO_VERDICT) === verdict)
    .filter((node) => owner === undefined || node.owner === owner);
  io.out(json ? `${JSON.stringify({ ...list, nodes })}\n` : printNodes({ ...list, nodes }, paintFor(io)));
  return FINE;
}
