import type { ReadinessRows } from '../../shared/aws/ledger/readiness-rows.ts';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import { windowsAhead } from '../../shared/domain/readiness/windows-ahead.ts';

/** What looking ahead reads, and whom it wakes. */
export interface AheadWorld {
  readonly now: () => Date;
  readonly readiness: Pick<ReadinessRows, 'checked'>;
  readonly nudgeReadiness: (windowIds: readonly string[]) => Promise<void>;
}

/**
 * Has each window checked that opens within a day, again with every sweep until the ledger says that it was. One event names
 * them all, since the function that checks runs one at a time.
 */
export async function checkAhead(catalogue: Catalogue, world: AheadWorld): Promise<void> {
  const windows = windowsAhead(catalogue, world.now()).map(({ window }) => window);
  if (windows.length === 0) return;
  const checked = await world.readiness.checked(windows);
  const unchecked = windows.map(({ id }) => id).filter((id) => !checked.has(id));
  if (unchecked.length > 0) await world.nudgeReadiness(unchecked);
}
