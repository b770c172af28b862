/**
 * `patchplane share`: gives the member accounts the hub's runbooks, which CloudFormation cannot.
 *
 *   S1. It shares what is missing, in calls of twenty, and leaves alone what is shared already: run twice, it does nothing.
 *   S2. It takes a share away only with --prune, and only where it knows all the accounts that are wanted.
 *      With --none no account is wanted: AWS deletes no document that is shared.
 *   S3. One runbook that AWS refuses keeps none of the others from being shared.
 */
import type { Command } from 'commander';
import { consentTo } from '../catalogue/consent.ts';
import { printPlace } from '../catalogue/print-place.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE, REFUSED } from '../exit-codes.ts';
import { InputError, refuse } from '../input-error.ts';
import type { Io } from '../io.ts';
import { counted } from '../printing/counted.ts';
import { readWhole } from '../reading/read-arguments.ts';
import {
  ACCOUNTS_A_DOCUMENT_MAX,
  changesOf,
  planSharing,
  refuseTooMany,
  type Sharing,
  type Wanted,
} from './plan-sharing.ts';
import { printOutcome, printSharing } from './print-sharing.ts';
import type { ShareDesk } from './share-desk.ts';
import { readNamed, wantedAccounts } from './wanted-accounts.ts';

interface Flags {
  readonly file?: string;
  readonly prune?: true;
  readonly none?: true;
  readonly dryRun?: true;
  readonly accountsMax: string;
  readonly yes?: true;
  readonly json?: true;
}

/** What became of one runbook. */
export interface Outcome {
  readonly runbook: string;
  readonly added: number;
  readonly removed: number;
  readonly calls: number;
  readonly refused?: string;
}

/** No quota of AWS is anywhere near. */
const QUOTA_MAX = 100_000;
const NOBODY: Wanted = { accounts: [], all: true };

export function addShareCommand(program: Command, io: Io, end: End): void {
  program
    .command('share')
    .description("share the hub's runbooks with the member accounts")
    .argument('[account...]', 'ids of accounts; those of a file or of the whole organization unless given')
    .option('--file <file>', 'a file with an account id a line, which are all that there are')
    .option('--prune', 'take away the shares of accounts that are not among them any more')
    .option('--none', 'share with nobody any more, before Patchplane is removed')
    .option('--dry-run', 'show what would be done, and do nothing')
    .option('--accounts-max <count>', 'how many accounts AWS shares a document with', String(ACCOUNTS_A_DOCUMENT_MAX))
    .option('--yes', 'share without asking')
    .option('--json', 'print a JSON object; shares only with --yes')
    .action(async (accounts: string[], flags: Flags) => end(await share(io, accounts, flags)));
}

async function share(io: Io, accounts: readonly string[], flags: Flags): Promise<ExitCode> {
  const none = flags.none ?? false;
  const prune = none || (flags.prune ?? false);
  const accountsMax = readWhole('--accounts-max', flags.accountsMax, { min: 1, max: QUOTA_MAX });
  if (none && (accounts.length > 0 || flags.file !== undefined || flags.prune))
    throw refuse('--none', [...accounts].join(' '), 'neither accounts nor --file nor --prune beside it');
  const named = none ? NOBODY : readNamed(io, { accounts, file: flags.file });
  if (prune && named?.all === false)
    throw refuse('--prune', accounts.join(' '), 'no account beside it: all others would lose their share'); // S2

  const desk = await io.shareDesk();
  if (!flags.json) io.out(printPlace(desk.place));
  const wanted = none ? NOBODY : await wantedAccounts(named, desk);
  const runbooks = await desk.readRunbooks();
  if (runbooks.length === 0)
    throw new InputError(`Cannot share anything: the hub has no runbook Patchplane-… in ${desk.place.region}`);
  const sharings: Sharing[] = [];
  for (const runbook of runbooks) {
    const there = await desk.readShared(runbook);
    const sharing = planSharing(runbook, wanted, there);
    const sharedAfter = there.length + sharing.missing.length - (prune ? sharing.left.length : 0);
    refuseTooMany(sharing, { sharedAfter, accountsMax });
    sharings.push(sharing);
  }
  if (!flags.json) for (const sharing of sharings) io.out(printSharing(sharing, { prune }));

  const count = sharings.reduce((sum, { missing, left }) => sum + missing.length + (prune ? left.length : 0), 0);
  const consent = await consentOf(io, count, flags);
  const outcomes: Outcome[] = [];
  if (consent.kind === 'given' && count > 0)
    for (const sharing of sharings) outcomes.push(await carryOut(desk, sharing, { prune }));
  if (flags.json) io.out(`${JSON.stringify({ ...desk.place, runbooks: sharings, outcomes })}\n`);
  else for (const outcome of outcomes) io.out(printOutcome(outcome));
  for (const { refused } of outcomes) if (refused !== undefined) io.err(`${refused}\n`);

  if (outcomes.some(({ refused }) => refused !== undefined)) return REFUSED;
  if (consent.kind === 'withheld') io.err(`Nothing was shared: ${consent.because}\n`);
  const leftOver = !prune && sharings.some(({ left }) => left.length > 0);
  return consent.kind === 'withheld' || leftOver ? FINDINGS : FINE;
}

async function consentOf(io: Io, count: number, { dryRun, ...flags }: Flags) {
  if (count === 0) return { kind: 'given' } as const;
  if (dryRun) return { kind: 'withheld', because: 'this was a dry run' } as const;
  return consentTo(io, counted(count, 'share'), flags);
}

/** S3: what was done before the refusal is said with it. */
async function carryOut(desk: ShareDesk, sharing: Sharing, options: { readonly prune: boolean }): Promise<Outcome> {
  const { runbook } = sharing;
  let [added, removed, calls] = [0, 0, 0];
  try {
    for (const change of changesOf(sharing, options)) {
      await desk.modify(runbook, change);
      added += change.add.length;
      removed += change.remove.length;
      calls += 1;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { runbook, added, removed, calls, refused: error.message };
  }
  return { runbook, added, removed, calls };
}
