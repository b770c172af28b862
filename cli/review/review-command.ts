/** `patchplane review`: nodes without a schedule that no default rule fits, and what a person decides for them. */
import type { Command } from 'commander';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE } from '../exit-codes.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';
import { counted } from '../printing/counted.ts';
import { paintFor } from '../printing/paint.ts';
import { visible } from '../printing/visible.ts';
import { readAccount, readNodeId } from '../reading/read-ids.ts';
import { handIn } from '../requests/hand-in.ts';
import { readReason, readScheduleName } from '../requests/read-request.ts';

interface Flags {
  readonly account?: string;
  readonly owner?: string;
  readonly json?: true;
}

export function addReviewCommand(program: Command, io: Io, end: End): void {
  const review = program.command('review').description('nodes without a schedule that wait for a person');
  review
    .command('list')
    .description('the queue, oldest first')
    .option('--account <id>', 'only those in this account')
    .option('--owner <owner>', 'only those of this owner')
    .option('--json', 'print a JSON object')
    .action(async (flags: Flags) => end(await listReview(io, flags)));
  review
    .command('decide')
    .description('give a node of the queue its schedule')
    .argument('<node>', 'the id of the node')
    .argument('<schedule>', 'an approved schedule such as 2SATX4')
    .requiredOption('--reason <text>', 'why: it is recorded and told')
    .option('--json', 'print a JSON object')
    .action(async (node: string, schedule: string, flags: DecideFlags) =>
      end(await decide(io, { node, schedule }, flags)),
    );
}

interface DecideFlags {
  readonly reason: string;
  readonly json?: true;
}

async function decide(
  io: Io,
  words: { readonly node: string; readonly schedule: string },
  { json, ...flags }: DecideFlags,
): Promise<ExitCode> {
  const nodeId = readNodeId(words.node);
  const value = readScheduleName(words.schedule);
  const reason = readReason(flags.reason);
  const waiting = (await (await io.hub()).readReviewQueue()).find(({ node }) => node.id === nodeId);
  if (waiting === undefined) {
    throw new InputError(`Cannot decide about ${nodeId}: it does not wait for a person (see patchplane review list)`);
  }
  const { account, region } = waiting.node;
  return handIn(io, {
    intent: { kind: 'decide', requestId: io.newId(), nodeId, value, reason },
    sentence: visible(`give ${waiting.name ?? nodeId} in ${account}, ${region}, the schedule ${value}`),
    next: `If it is admitted, the tag is written in a minute or so: npx patchplane explain ${nodeId}`,
    json: json ?? false,
  });
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
  const next =
    nodes.length === 0
      ? []
      : [
          'Decide about each: npx patchplane review decide NODE SCHEDULE --reason "…". Or add a default rule that fits it.',
        ];
  io.out(`${[paintFor(io)('bold', title), ...lines, ...next].join('\n')}\n`);
  return code;
}
