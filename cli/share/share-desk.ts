import type { Place } from '../catalogue/parameter-store.ts';

/** Accounts that AWS takes in one change of a document's permissions. */
export const ACCOUNTS_A_CALL_MAX = 20;

/** Whether it stands for everybody, where a document was made public: AWS writes `all` and `All`. */
export function isEverybody(account: string): boolean {
  return account.toLowerCase() === 'all';
}

/** Where the hub's runbooks are shared with accounts, and what AWS knows of both. */
export interface ShareDesk {
  /** Of the hub, whose credentials they are. */
  readonly place: Place;
  /** The names of the hub's Automation documents that are Patchplane's. */
  readonly readRunbooks: () => Promise<readonly string[]>;
  /** Account ids, or `all`. */
  readonly readShared: (runbook: string) => Promise<readonly string[]>;
  /** The accounts of the organization that are active. */
  readonly readOrganization: () => Promise<readonly string[]>;
  /** At most `ACCOUNTS_A_CALL_MAX` of either. */
  readonly modify: (runbook: string, change: ShareChange) => Promise<void>;
}

export interface ShareChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}
