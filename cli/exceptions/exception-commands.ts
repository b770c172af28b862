/** `patchplane except`, `approve-exception`, `end-exception`: a node that is not patched for a while, and who says so. */
import type { Command } from 'commander';
import type { Exception } from '../../shared/domain/tagging/exception.ts';
import type { End } from '../end.ts';
import type { ExitCode } from '../exit-codes.ts';
import { InputError, refuse } from '../input-error.ts';
import type { Io } from '../io.ts';
import { visible } from '../printing/visible.ts';
import { readMidnight } from '../reading/read-arguments.ts';
import { readAccount, readNodeId } from '../reading/read-ids.ts';
import { handIn } from '../requests/hand-in.ts';
import { readReason, readRegion } from '../requests/read-request.ts';

interface ExceptFlags {
  readonly account: string;
  readonly region: string;
  readonly owner: string;
  readonly reason: string;
  readonly until: string;
  readonly json?: true;
}

interface AnswerFlags {
  readonly reason: string;
  readonly json?: true;
}

export function addExceptionCommands(program: Command, io: Io, end: End): void {
  program
    .command('except')
    .description('ask that a node is not patched for a while')
    .argument('<node>', 'the id of an instance or a hybrid node')
    .requiredOption('--account <id>', 'where the node is')
    .requiredOption('--region <name>', 'where the node is')
    .requiredOption('--owner <owner>', 'whom to tell before it ends')
    .requiredOption('--reason <text>', 'why: it is recorded and told')
    .requiredOption('--until <date>', 'the date, in UTC, at whose beginning it ends')
    .option('--json', 'print a JSON object')
    .action(async (node: string, flags: ExceptFlags) => end(await except(io, node, flags)));
  program
    .command('approve-exception')
    .description('agree to an exception that somebody else has asked for')
    .argument('<node>', 'the id of the node')
    .requiredOption('--reason <text>', 'why: it is recorded and told')
    .option('--json', 'print a JSON object')
    .action(async (node: string, flags: AnswerFlags) => end(await answer(io, node, flags, APPROVE)));
  program
    .command('end-exception')
    .description('end an exception early, or refuse one that was asked for')
    .argument('<node>', 'the id of the node')
    .requiredOption('--reason <text>', 'why: it is recorded and told')
    .option('--json', 'print a JSON object')
    .action(async (node: string, flags: AnswerFlags) => end(await answer(io, node, flags, FINISH)));
}

/** As the hub takes it. */
const OWNER_LENGTH_MAX = 256;

async function except(io: Io, word: string, flags: ExceptFlags): Promise<ExitCode> {
  const id = readNodeId(word);
  const node = { id, account: readAccount('--account', flags.account), region: readRegion(flags.region) };
  const { owner } = flags;
  if (owner.trim() === '' || owner.length > OWNER_LENGTH_MAX)
    throw refuse('--owner', owner, 'an owner such as payments@example.com');
  const until = readMidnight('--until', flags.until, 'UTC');
  if (until <= io.now) throw refuse('--until', flags.until, 'a date that is yet to come');
  return handIn(io, {
    intent: { kind: 'except', requestId: io.newId(), node, owner, reason: readReason(flags.reason), until },
    sentence: `except ${id} in ${node.account}, ${node.region}, until ${until.toISOString()}`,
    next: `Nothing changes until somebody else approves it: npx patchplane approve-exception ${id} --reason "…"`,
    json: flags.json ?? false,
  });
}

interface Answering {
  readonly kind: 'approve-exception' | 'end-exception';
  readonly wanted: string;
  readonly may: (exception: Exception) => boolean;
  readonly sentence: string;
  readonly next: string;
}

const APPROVE: Answering = {
  kind: 'approve-exception',
  wanted: 'one that waits for an approval',
  may: ({ kind }) => kind === 'requested',
  sentence: 'approve that',
  next: 'Its tag becomes EXEMPT within five minutes: npx patchplane exceptions',
};

const FINISH: Answering = {
  kind: 'end-exception',
  wanted: 'one that was asked for, or stands',
  may: ({ kind }) => kind !== 'ended' && kind !== 'refused',
  sentence: 'end the exception by which',
  next: 'If it stood, its schedule comes back within five minutes',
};

/** What stands there is shown, and the answer is to nothing else. */
async function answer(io: Io, word: string, flags: AnswerFlags, answering: Answering): Promise<ExitCode> {
  const nodeId = readNodeId(word);
  const reason = readReason(flags.reason);
  const { kind, may, wanted, sentence, next } = answering;
  const exception = await (await io.hub()).readException(nodeId);
  if (exception === undefined) throw new InputError(`Cannot find an exception of ${nodeId}: none was ever asked for`);
  if (!may(exception)) {
    throw new InputError(`Cannot answer the exception of ${nodeId}: it is ${exception.kind}, wanted ${wanted}`);
  }
  const { requested, until, reason: asked } = exception;
  return handIn(io, {
    intent: { kind, requestId: io.newId(), nodeId, exception: exception.requestId, reason },
    sentence: visible(
      `${sentence} ${nodeId} is not patched until ${until.toISOString()}, as ${requested.by} has asked: ${JSON.stringify(asked)}`,
    ),
    next,
    json: flags.json ?? false,
  });
}
