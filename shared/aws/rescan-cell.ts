import { SendCommandCommand } from '@aws-sdk/client-ssm';
import type { Cell } from '../domain/window/node.ts';
import { deterministicUuid } from '../platform/deterministic-uuid.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import type { Attempt } from './attempt.ts';
import { cellClient, eachGroup } from './cell-client.ts';
import { SCAN_DOCUMENT } from './observe-cell.ts';

/** Scans nodes whose command failed after an install. A scan changes nothing on a node, and is no install (P2). */
export interface CellRescan {
  readonly scan: (
    cell: Cell,
    of: { readonly windowId: string; readonly nodeIds: readonly string[] },
  ) => Promise<Attempt<void>>;
}

/** By it the patch state of a rescan is known to be of this window, as that of its run is by the window's own. */
export function rescanSnapshotIdOf(windowId: string): string {
  return deterministicUuid(`snapshot ${windowId} rescan`);
}

/** A node that has just come back from a reboot is given time to connect. */
const DELIVERY_TIMEOUT_SECONDS = 1800;

export function cellRescan(assumeRescanRole: AssumeMemberRole): CellRescan {
  const inCell = cellClient(assumeRescanRole);

  return {
    scan: (cell, { windowId, nodeIds }) =>
      inCell(cell, async (ssm) => {
        await eachGroup(nodeIds, async (InstanceIds) => {
          await ssm.send(
            new SendCommandCommand({
              DocumentName: SCAN_DOCUMENT,
              Comment: `${windowId} rescan`,
              InstanceIds,
              Parameters: { Operation: ['Scan'], SnapshotId: [rescanSnapshotIdOf(windowId)] },
              TimeoutSeconds: DELIVERY_TIMEOUT_SECONDS,
              MaxConcurrency: '100%',
              MaxErrors: '100%',
            }),
          );
          return [];
        });
      }),
  };
}
