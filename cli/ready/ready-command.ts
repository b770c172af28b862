/** `patchplane ready`: whether all is in place for the windows to come, as the hub itself finds it. */
import type { Command } from 'commander';
import type { ReadinessAnswer } from '../../shared/aws/ledger/readiness-rows.ts';
import { cureOf, scopeOf } from '../../shared/domain/readiness/prerequisites.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE } from '../exit-codes.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';
import { paintFor } from '../printing/paint.ts';
import { readWindowId } from '../reading/read-ids.ts';
import { printReadiness } from './print-readiness.ts';
import type { ReadinessDesk } from './readiness-desk.ts';

/** How long the hub is waited for. A function runs 15 minutes at most; thousands of cells take some of them. */
const WAIT_MINUTES = 16;
const ASK_AGAIN_MS = 3_000;

interface Flags {
  readonly window?: string;
  readonly json?: true;
}

export function addReadyCommand(program: Command, io: Io, end: End): void {
  program
    .command('ready')
    .description('whether hub, accounts and nodes are ready for the next window of each schedule, or for one window')
    .option('--window <id>', 'only what this window needs')
    .option('--json', 'print a JSON object')
    .action(async (flags: Flags) => end(await ready(io, flags)));
}

async function ready(io: Io, { window, json }: Flags): Promise<ExitCode> {
  if (window !== undefined) readWindowId('--window', window);
  const desk = await io.readinessDesk();
  const requestId = io.newId();
  await desk.ask({ requestId, window });
  const answer = await answerTo(requestId, desk);
  if (answer.kind === 'refused') throw new InputError(`The hub cannot check: ${answer.because}`);
  io.out(json ? `${JSON.stringify(asData(answer))}\n` : printReadiness(answer, paintFor(io)));
  return answer.findings.length === 0 ? FINE : FINDINGS;
}

async function answerTo(requestId: string, desk: ReadinessDesk): Promise<ReadinessAnswer> {
  for (let waitedMs = 0; waitedMs < WAIT_MINUTES * 60_000; waitedMs += ASK_AGAIN_MS) {
    await desk.sleep(ASK_AGAIN_MS);
    const answer = await desk.read(requestId);
    if (answer !== undefined) return answer;
  }
  throw new InputError(
    `Cannot tell what is ready: the hub in ${desk.account}, ${desk.region}, has not answered request ${requestId} for ${WAIT_MINUTES} minutes (see the log of check-readiness)`,
  );
}

function asData({ at, windows, cells, findings }: Extract<ReadinessAnswer, { kind: 'checked' }>) {
  return {
    ready: findings.length === 0,
    at,
    windows,
    cells,
    findings: findings.map((finding) => ({ scope: scopeOf(finding), ...finding, cure: cureOf(finding) })),
  };
}
