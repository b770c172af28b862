/** How far an account or environment has come in the rollout, the most careful first. */
export const MODES = ['observe', 'scan', 'install'] as const;

export type Mode = (typeof MODES)[number];

export interface Modes {
  /** For whatever is named below neither by account nor by environment. */
  readonly default: Mode;
  readonly accounts: Readonly<Record<string, Mode>>;
  readonly environments: Readonly<Record<string, Mode>>;
}

/** Where both the account and the environment are named, the more careful of the two holds. */
export function modeOf({ account, environment }: { account: string; environment: string }, modes: Modes): Mode {
  const named = [modes.accounts[account], modes.environments[environment]];
  return MODES.find((mode) => named.includes(mode)) ?? modes.default;
}
