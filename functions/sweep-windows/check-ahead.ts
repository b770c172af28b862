import type { ReadinessRows } from '../../shared/aws/ledger/readiness-rows.ts';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import { windowsAhead } from '../../shared/domain/readiness/windows-ahead.ts';

/** What looking ahead reads, and whom it wakes. */
export interface AheadWorld {
  readonly now: () => Date;
  readonly readiness: Pick<ReadinessRows, 'checked'>;
  readonly nudgeReadiness: (windowId: string) => Promise<void>;
}

/** Has each window checked that opens within a day, again with every sweep until the ledger says that it was. */
export async function checkAhead(catalogue: Catalogue, world: AheadWorld): Promise<void> {
  const windows = windowsAhead(catalogue, world.now()).map(({ window }) => window);
  if (windows.length === 0) return;
  const checked = await world.readiness.checked(windows);
  for (const { id } of windows) if (!checked.has(id)) await world.nudgeReadiness(id);
}
