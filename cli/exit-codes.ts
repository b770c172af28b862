/** How the command ends, for scripts and pipelines. */
export type ExitCode = typeof FINE | typeof FINDINGS | typeof REFUSED;

export const FINE = 0;
/** It worked, and there is something to look at. */
export const FINDINGS = 1;
/** Wrong usage, refused input, or AWS would not have it. */
export const REFUSED = 2;
