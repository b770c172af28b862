/** All that the command touches of its surroundings, so that tests run it in their own process. */
import type { Hub } from './aws/hub.ts';
import type { ParameterStore } from './catalogue/parameter-store.ts';
import type { ReadinessDesk } from './ready/readiness-desk.ts';
import type { RequestDesk } from './requests/request-desk.ts';
import type { ShareDesk } from './share/share-desk.ts';

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard output is a terminal. */
  readonly terminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly now: Date;
  /** A yes or no from the person at the terminal; undefined where there is nobody to ask. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Opened only by the commands that need it: to load the SDK takes longer than all others do in all. */
  readonly parameterStore: () => Promise<ParameterStore>;
  /** The ledger and what else can be read of a running Patchplane; the same goes for it. */
  readonly hub: () => Promise<Hub>;
  /** Where to ask the hub for something; opened only by the commands that do. */
  readonly requestDesk: () => Promise<RequestDesk>;
  /** With whom the hub shares its runbooks. */
  readonly shareDesk: () => Promise<ShareDesk>;
  /** Where to ask the hub whether windows are ready; the same goes for it. */
  readonly readinessDesk: () => Promise<ReadinessDesk>;
  /** A UUID that nobody has had before. */
  readonly newId: () => string;
}
