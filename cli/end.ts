import type { ExitCode } from './exit-codes.ts';

/** A subcommand says how it ended. */
export type End = (code: ExitCode) => void;
