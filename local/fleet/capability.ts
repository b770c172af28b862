import type { Operation, Provider } from '../cloud.ts';

/** What one file adds to a service: Systems Manager has too many operations for one. */
export interface Capability {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly resources?: Readonly<Record<string, Provider>>;
}
