import type { HoldScope } from '../window/hold.ts';
import type { VerdictCounts } from '../window/verdict.ts';
import type { Reason } from './reasons.ts';

/**
 * What Patchplane tells other systems on the hub's bus, under the source `patchplane`. The kind is the detail type; the
 * detail carries `version` and what stands here, instants as ISO text.
 */
export type LifecycleEvent =
  | (AboutWindow & { readonly kind: 'Window Opened'; readonly roster: number; readonly openedAt: Date })
  | (AboutWindow & { readonly kind: 'Window Held'; readonly reason: Reason; readonly waitsFor: string })
  | (AboutWindow & {
      readonly kind: 'Window Skipped';
      readonly reason: Reason;
      readonly roster: number;
      readonly makeUpOpensAt?: Date | undefined;
    })
  | (AboutWindow & { readonly kind: 'Window Missed'; readonly reason: Reason; readonly roster: number })
  | (AboutWindow & { readonly kind: 'Window Final'; readonly roster: number; readonly verdicts: VerdictCounts })
  | (AboutWindow & {
      readonly kind: 'Verdict Amended';
      readonly nodeId: string;
      readonly account: string;
      readonly region: string;
      readonly verdict: string;
      readonly reason: Reason;
    })
  | {
      readonly kind: 'Tag Refused';
      readonly nodeId: string;
      readonly account: string;
      readonly region: string;
      readonly value: string;
    }
  | { readonly kind: 'Catalogue Changed'; readonly inForce: readonly string[]; readonly left: readonly string[] }
  | {
      readonly kind: 'Hold Set' | 'Hold Released';
      readonly scope: HoldScope;
      readonly by: string;
      readonly reason: string;
    };

interface AboutWindow {
  readonly window: string;
  readonly schedule: string;
  readonly environment: string;
  readonly emergency: boolean;
}

export type Announce = (event: LifecycleEvent) => Promise<void>;
