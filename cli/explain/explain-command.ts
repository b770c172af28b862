/** `patchplane explain NODE`: one causal chain, from a node's tag to its verdict. */
import type { Command } from 'commander';
import { pageOf } from '../../shared/domain/explain/say-reason.ts';
import { tellStory } from '../../shared/domain/explain/tell-story.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINE } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { paintFor } from '../printing/paint.ts';
import { readNodeId, readWindowId } from '../reading/read-ids.ts';
import { gatherFacts } from './gather-facts.ts';
import { printStory } from './print-story.ts';

interface Flags {
  readonly window?: string;
  readonly json?: true;
}

export function addExplainCommand(program: Command, io: Io, end: End): void {
  program
    .command('explain')
    .description('why a node was patched or not, from its tag to its verdict')
    .argument('<node>', 'a node such as i-0a1b2c3d4e5f60718')
    .option('--window <id>', "a window such as 2SATX4@2026-04-25; the node's last one unless given")
    .option('--json', 'print a JSON object')
    .action(async (node: string, flags: Flags) => end(await explain(io, node, flags)));
}

async function explain(io: Io, node: string, { window, json }: Flags): Promise<ExitCode> {
  const nodeId = readNodeId(node);
  const windowId = window === undefined ? undefined : readWindowId('--window', window);

  const facts = await gatherFacts(await io.hub(), { nodeId, windowId, now: io.now });
  const story = tellStory(facts);
  const { verdict, reason } = facts.part?.node ?? {};
  const page = reason === undefined ? undefined : pageOf(reason);
  io.out(json ? `${JSON.stringify({ ...story, verdict, reason, page })}\n` : printStory(story, paintFor(io)));
  return FINE;
}
