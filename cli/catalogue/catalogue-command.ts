/** `patchplane catalogue`: a catalogue as files, and to and from Parameter Store. */
import type { Command } from 'commander';
import type { End } from '../end.ts';
import type { Io } from '../io.ts';
import { addInitCommand } from './init-command.ts';
import { addPullCommand } from './pull-command.ts';
import { addPushCommand } from './push-command.ts';

export function addCatalogueCommand(program: Command, io: Io, end: End): void {
  const catalogue = program
    .command('catalogue')
    .description('begin a catalogue, or carry it to and from Parameter Store');
  addInitCommand(catalogue, io, end);
  addPushCommand(catalogue, io, end);
  addPullCommand(catalogue, io, end);
}
