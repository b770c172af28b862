/** The command in one process: words in, an exit code out, and everything else through `io`. */
import { Command, CommanderError } from 'commander';
import { addApproveCommand, addWithdrawCommand } from './approvals/approve-command.ts';
import { addProposeCommand } from './approvals/propose-command.ts';
import { addCalendarCommand } from './calendar/calendar-command.ts';
import { addCatalogueCommand } from './catalogue/catalogue-command.ts';
import { addDoctorCommand } from './doctor/doctor-command.ts';
import type { End } from './end.ts';
import { addExceptionCommands } from './exceptions/exception-commands.ts';
import { addExceptionsCommand } from './exceptions/exceptions-command.ts';
import { type ExitCode, FINE, REFUSED } from './exit-codes.ts';
import { addExplainCommand } from './explain/explain-command.ts';
import { InputError, refuse } from './input-error.ts';
import type { Io } from './io.ts';
import { addLintCommand } from './lint/lint-command.ts';
import { addNodesCommand } from './nodes/nodes-command.ts';
import { addPoliciesCommand } from './policies/policies-command.ts';
import { visible } from './printing/visible.ts';
import { addReadyCommand } from './ready/ready-command.ts';
import { addReportCommand } from './report/report-command.ts';
import { addAcknowledgeCommand } from './requests/acknowledge-command.ts';
import { addHoldCommand, addReleaseCommand } from './requests/hold-command.ts';
import { addPatchNowCommand } from './requests/patch-now-command.ts';
import { addReviewCommand } from './review/review-command.ts';
import { addScheduleCommand } from './schedule/schedule-command.ts';
import { addShareCommand } from './share/share-command.ts';
import { VERSION } from './version.ts';
import { addWindowsCommand } from './windows/windows-command.ts';

const EPILOGUE = `
Exit codes: 0 fine; 1 there are findings; 2 wrong usage, or refused input, which is quoted.
Dates are written 2026-01-31. Colour is for terminals, and not where NO_COLOR is set or TERM is dumb.`;

export async function run(words: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = FINE;
  try {
    refuseControlCharacters(words);
    await programFor(io, (ended) => {
      code = ended;
    }).parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return afterCommander(error, io);
    if (!(error instanceof InputError)) throw error;
    io.err(`${visible(error.message)}\n`);
    return REFUSED;
  }
}

function programFor(io: Io, end: End): Command {
  const program = new Command('patchplane')
    .description('Schedules you can trust: when they open, what is wrong with them, what a tag probably meant.')
    .helpOption('-h, --help', 'show this')
    .helpCommand('help [command]', 'show this, or the options of a command')
    .version(VERSION, '-V, --version', 'show the version')
    .addHelpText('after', EPILOGUE)
    .exitOverride()
    // What is wrong is said by `afterCommander`, in our manner; the help that stands in for a missing command is commander's.
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addScheduleCommand(program, io, end);
  addLintCommand(program, io, end);
  addCalendarCommand(program, io, end);
  addDoctorCommand(program, io, end);
  addCatalogueCommand(program, io, end);
  addProposeCommand(program, io, end);
  addApproveCommand(program, io, end);
  addWithdrawCommand(program, io, end);
  addPoliciesCommand(program, io, end);
  addShareCommand(program, io, end);
  addWindowsCommand(program, io, end);
  addNodesCommand(program, io, end);
  addExplainCommand(program, io, end);
  addReviewCommand(program, io, end);
  addReadyCommand(program, io, end);
  addReportCommand(program, io, end);
  addExceptionsCommand(program, io, end);
  addExceptionCommands(program, io, end);
  addPatchNowCommand(program, io, end);
  addHoldCommand(program, io, end);
  addReleaseCommand(program, io, end);
  addAcknowledgeCommand(program, io, end);
  return program;
}

function afterCommander({ code, exitCode, message }: CommanderError, io: Io): ExitCode {
  if (exitCode === 0) return FINE;
  if (code === 'commander.help') return REFUSED; // Which shows what was wanted.
  const problem = visible(message.replace(/^error: /, '').replaceAll('\n', ' '));
  io.err(`Cannot read the command line: ${problem} (see patchplane --help)\n`);
  return REFUSED;
}

/** No file, zone or tag has any, and whatever repeats a word may so do without thinking of terminals. */
function refuseControlCharacters(words: readonly string[]): void {
  const word = words.find((each) => visible(each) !== each);
  if (word !== undefined) throw refuse('the command line', word, 'no control characters');
}
