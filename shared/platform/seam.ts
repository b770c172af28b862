/**
 * The one seam between Patchplane and its surroundings: the clock, and how SDK clients reach AWS. In production nothing
 * sets it, so the defaults below are what runs; the embedded AWS (`local/`) sets it before it loads a handler.
 */
import type { SSMClientConfig } from '@aws-sdk/client-ssm';

export interface Seam {
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** Spread into the configuration of every SDK client. */
  readonly client: Pick<SSMClientConfig, 'requestHandler'>;
}

const production: Seam = {
  now: () => new Date(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  client: {},
};

declare global {
  // A `var` is how TypeScript declares a property of globalThis.
  var patchplaneSeam: Seam | undefined;
}

export function seam(): Seam {
  return globalThis.patchplaneSeam ?? production;
}
