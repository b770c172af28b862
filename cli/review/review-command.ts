/** `patchplane review list`: nodes without a schedule that no default rule fits, and that wait for a person. */
import type { Command } from 'commander';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { counted } from '../printing/counted.ts';
import { paintFor } from '../printing/paint.ts';
import { visible } from '../printing/visible.ts';
import { readAccount } from '../reading/read-ids.ts';

interface Flags {
  readonly account?: string;
  readonly owner?: string;
  readonly json?: true;
}

export function addReviewCommand(program: Command, io: Io, end: End): void {
  program
    .command('review')
    .description('nodes without a schedule that wait for a person')
    .command('list')
    .description('the queue, oldest first')
    .option('--account <id>', 'only those in this account')
    .option('--owner <owner>', 'only those of this owner')
    .option('--json', 'print a JSON object')
    .action(async (flags: Flags) => end(await listReview(io, flags)));
}

async function listReview(io: Io, { account, owner, json }: Flags): Promise<ExitCode> {
  if (account !== undefined) readAccount('--account', account);
  const hub = await io.hub();
  const nodes = (await hub.readReviewQueue())
    .filter(({ node }) => account === undefined || node.account === account)
    .filter((each) => owner === undefined || each.owner === owner)
    .sort((one, other) => one.at.getTime() - other.at.getTime() || (one.node.id < other.node.id ? -1 : 1));
  const code = nodes.length === 0 ? FINE : FINDINGS;
  if (json) {
    const plain = nodes.map(({ node: { id, region, ...rest }, name, owner, at, detail }) => {
      return { id, account: rest.account, region, name, owner, since: at, why: detail };
    });
    io.out(`${JSON.stringify({ nodes: plain })}\n`);
    return code;
  }
  const lines = nodes.map(({ node, name, owner: whose, at, detail }) =>
    [at.toISOString().slice(0, 16), node.id, node.account, node.region, name ?? '', whose ?? '', detail]
      .map(visible)
      .join('  '),
  );
  const title = `${counted(nodes.length, 'node')} without a schedule that no default rule fits`;
  const next = nodes.length === 0 ? [] : ['Tag each with an approved schedule, or add a default rule that fits it.'];
  io.out(`${[paintFor(io)('bold', title), ...lines, ...next].join('\n')}\n`);
  return code;
}
