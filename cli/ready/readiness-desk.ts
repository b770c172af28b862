import type { ReadinessAnswer } from '../../shared/aws/ledger/readiness-rows.ts';

/** Where the hub is asked whether windows are ready, and where it answers: its bus and its ledger. */
export interface ReadinessDesk {
  readonly account: string;
  readonly region: string;
  readonly ask: (request: { readonly requestId: string; readonly window: string | undefined }) => Promise<void>;
  /** Nothing until the hub has answered. */
  readonly read: (requestId: string) => Promise<ReadinessAnswer | undefined>;
  readonly sleep: (ms: number) => Promise<void>;
}
