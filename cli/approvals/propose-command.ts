/** `patchplane propose`: one entry of the folder to Parameter Store, for somebody else to approve. */
import type { Command } from 'commander';
import { type PushFlags, push } from '../catalogue/push-command.ts';
import { CATALOGUE_OPTION } from '../catalogue-folder/catalogue-option.ts';
import type { End } from '../end.ts';
import type { Io } from '../io.ts';

export function addProposeCommand(program: Command, io: Io, end: End): void {
  program
    .command('propose')
    .description('write one entry of the catalogue to Parameter Store, for somebody else to approve')
    .argument('<value>', 'the entry, such as 2SATX4')
    .option(...CATALOGUE_OPTION)
    .option('--yes', 'write without asking')
    .option('--json', 'print the difference and the version as a JSON object; writes only with --yes')
    .action(async (value: string, flags: PushFlags) => end(await push(io, flags, value)));
}
