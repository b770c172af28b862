import { byName } from '../catalogue-folder/by-name.ts';
import { InputError } from '../input-error.ts';
import { counted } from '../printing/counted.ts';
import { ACCOUNTS_A_CALL_MAX, type ShareChange } from './share-desk.ts';

/** Accounts that AWS shares one document with, unless it has raised the quota. */
export const ACCOUNTS_A_DOCUMENT_MAX = 1000;

export interface Sharing {
  readonly runbook: string;
  /** With how many it is shared already that it is wanted for. */
  readonly shared: number;
  readonly missing: readonly string[];
  /** Shared, and not wanted: they left, or were closed. Known only where all that are wanted are. */
  readonly left: readonly string[];
}

export interface Wanted {
  readonly accounts: readonly string[];
  /** Whether these are all, so that any other is one too many. */
  readonly all: boolean;
}

export function planSharing(runbook: string, { accounts, all }: Wanted, shared: readonly string[]): Sharing {
  const there = new Set(shared);
  const wanted = new Set(accounts);
  const missing = [...wanted].filter((account) => !there.has(account)).sort(byName);
  return {
    runbook,
    shared: wanted.size - missing.length,
    missing,
    left: all ? [...there].filter((account) => !wanted.has(account)).sort(byName) : [],
  };
}

/** Refused before the first call, so that no document is left half shared for a reason that is known beforehand. */
export function refuseTooMany(
  { runbook, missing }: Sharing,
  { sharedAfter, accountsMax }: { readonly sharedAfter: number; readonly accountsMax: number },
): void {
  if (missing.length === 0 || sharedAfter <= accountsMax) return;
  throw new InputError(
    `Cannot share ${runbook} with ${counted(sharedAfter, 'account')}: Systems Manager shares a document with ${accountsMax}, unless AWS Support raises that quota for the hub's account; then say so by --accounts-max. Otherwise govern the rest by a second hub`,
  );
}

/** What leaves goes first, so that there is room for what comes. */
export function changesOf({ missing, left }: Sharing, { prune }: { readonly prune: boolean }): ShareChange[] {
  return [
    ...inCalls(prune ? left : []).map((remove) => ({ add: [], remove })),
    ...inCalls(missing).map((add) => ({ add, remove: [] })),
  ];
}

function inCalls(accounts: readonly string[]): (readonly string[])[] {
  const calls = Math.ceil(accounts.length / ACCOUNTS_A_CALL_MAX);
  return Array.from({ length: calls }, (_, index) =>
    accounts.slice(index * ACCOUNTS_A_CALL_MAX, (index + 1) * ACCOUNTS_A_CALL_MAX),
  );
}
