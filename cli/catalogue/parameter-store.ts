/** What push and pull need of Systems Manager. */

/** The root of everything that Patchplane keeps in Parameter Store. */
export const PARAMETER_ROOT = '/patchplane';

/** The label of the version of an entry that is in force; it is never set from here. */
export const IN_FORCE_LABEL = 'in-force';

export interface StoredParameter {
  /** Such as `/patchplane/schedules/2SATX4`. */
  readonly name: string;
  readonly text: string;
  readonly version: number;
}

/** Where a store is: a profile, or a Region left over in the shell, says it to nobody. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface ParameterStore {
  readonly readPlace: () => Promise<Place>;
  /** Everything under the root, each in its latest version. */
  readonly readAll: () => Promise<readonly StoredParameter[]>;
  /** The versions in force, by name. */
  readonly readInForce: () => Promise<ReadonlyMap<string, number>>;
  /** The version that it made. */
  readonly write: (name: string, text: string) => Promise<number>;
}
