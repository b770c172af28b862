/**
 * The windows that the schedules of an organization owe in the stretch of a run, and of which the ledger knows nothing.
 * Computed from the parameters and not from what the control plane believes.
 */
import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import { type Window, windowsBetween } from '../../shared/domain/schedule/window.ts';
import { parseCatalogueEntry } from '../../shared/inbound/catalogue-entry.ts';
import type { Organization } from '../organization/organization.ts';

const SCHEDULES_PATH = '/patchplane/schedules/';

/** The names of the schedules in the organization's parameters. */
export function scheduleNames({ parameters }: Pick<Organization, 'parameters'>): string[] {
  return [...parameters.keys()]
    .filter((name) => name.startsWith(SCHEDULES_PATH))
    .map((name) => name.slice(SCHEDULES_PATH.length));
}

export function unopenedWindows(
  organization: Pick<Organization, 'parameters'>,
  { from, to, opened }: { readonly from: Date; readonly to: Date; readonly opened: ReadonlySet<string> },
): Window[] {
  const entries = scheduleNames(organization).flatMap((value) => entryOf(value, organization));
  const owed = windowsBetween(
    entries.map((entry) => [entry.value, entry] as const),
    from,
    to,
  );
  return [...owed].filter(({ id }) => !opened.has(id));
}

/** The first sweep comes five minutes after the deployment, and owes nothing that opened before it saw the catalogue. */
const FIRST_SWEEP_MINUTES = 5;

/** Those that sweeps which came in time would have seen open. */
export function sinceFirstSweep(windows: readonly Window[], deployedAt: Date): Window[] {
  const firstSweepAt = new Date(deployedAt.getTime() + FIRST_SWEEP_MINUTES * 60_000);
  return windows.filter(({ opensAt }) => opensAt >= firstSweepAt);
}

/** An entry that is refused owes no window: the control plane tells of it by itself. */
function entryOf(value: string, { parameters }: Pick<Organization, 'parameters'>): CatalogueEntry[] {
  try {
    return [parseCatalogueEntry(value, 1, parameters.get(`${SCHEDULES_PATH}${value}`) ?? '')];
  } catch {
    return [];
  }
}
