/** `patchplane exceptions`: the nodes that are not patched for a while, until when, and who said so. */
import type { Command } from 'commander';
import type { Exception } from '../../shared/domain/tagging/exception.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINE } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { counted } from '../printing/counted.ts';
import { paintFor } from '../printing/paint.ts';
import { visible } from '../printing/visible.ts';
import { readAccount, readNodeId } from '../reading/read-ids.ts';

interface Flags {
  readonly account?: string;
  readonly owner?: string;
  readonly json?: true;
}

export function addExceptionsCommand(program: Command, io: Io, end: End): void {
  program
    .command('exceptions')
    .description('the nodes that are not patched for a while, and who said so')
    .argument('[node]', 'the last exception of this node, even if it is over')
    .option('--account <id>', 'only those in this account')
    .option('--owner <owner>', 'only those of this owner')
    .option('--json', 'print a JSON object')
    .action(async (node: string | undefined, flags: Flags) => end(await listExceptions(io, node, flags)));
}

async function listExceptions(io: Io, node: string | undefined, flags: Flags): Promise<ExitCode> {
  const { account, owner, json } = flags;
  if (account !== undefined) readAccount('--account', account);
  const exceptions = (await found(io, node))
    .filter((each) => account === undefined || each.node.account === account)
    .filter((each) => owner === undefined || each.owner === owner)
    .sort((one, other) => one.until.getTime() - other.until.getTime() || (one.node.id < other.node.id ? -1 : 1));
  if (json) {
    const plain = exceptions.map(({ kind: state, node: { id, account: where, region }, ...rest }) => {
      return { id, account: where, region, state, ...rest };
    });
    io.out(`${JSON.stringify({ exceptions: plain })}\n`);
    return FINE;
  }
  const title = counted(exceptions.length, node === undefined ? 'open exception' : 'exception');
  io.out(`${[paintFor(io)('bold', title), ...exceptions.flatMap(linesOf)].join('\n')}\n`);
  return FINE;
}

async function found(io: Io, node: string | undefined): Promise<Exception[]> {
  const id = node === undefined ? undefined : readNodeId(node);
  const hub = await io.hub();
  if (id === undefined) return [...(await hub.readOpenExceptions())];
  const last = await hub.readException(id);
  return last === undefined ? [] : [last];
}

function linesOf(exception: Exception): string[] {
  const { kind, node, owner, until, reason, requested } = exception;
  const granted = kind === 'approved' || kind === 'expiring' ? exception : undefined;
  return [
    [`until ${until.toISOString().slice(0, 16)}Z`, kind, node.id, node.account, node.region, owner].join('  '),
    `  ${JSON.stringify(reason)}, asked for by ${requested.by} at ${requested.at.toISOString()}`,
    ...(granted === undefined
      ? []
      : [`  approved by ${granted.approved.by} at ${granted.approved.at.toISOString()}; ${sayTag(granted)}`]),
  ].map(visible);
}

function sayTag({ exemptAt, remembered }: Extract<Exception, { kind: 'approved' | 'expiring' }>): string {
  if (exemptAt === undefined) return 'its tag is yet to become EXEMPT';
  return remembered?.schedule === undefined ? 'no schedule to come back' : `then ${remembered.schedule} comes back`;
}
