import type { SSMClient } from '@aws-sdk/client-ssm';
import { byCell, type Cell, cellKey, type RosterNode } from '../domain/window/node.ts';
import { inGroups } from '../platform/in-groups.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { sayRefusal } from './attempt.ts';
import { cellClient } from './cell-client.ts';
import { readPatchStates } from './read-patch-states.ts';

export interface ScanAges {
  /** By `cellKey`: when a running node of the cell was last scanned, as far as it was looked for. */
  readonly scannedAt: ReadonlyMap<string, Date | undefined>;
  readonly refused: readonly (Cell & { readonly reason: string })[];
}

/** Looks into each cell until one scan that is fresh is found, since a single one is enough for it. */
export type ReadScanAges = (
  cells: readonly Cell[],
  of: { readonly nodes: readonly RosterNode[]; readonly freshSince: Date },
) => Promise<ScanAges>;

/** Nodes in one DescribeInstancePatchStates (the service's limit). */
const NODES_MAX = 50;

export function scanAgesReader(assumeReadRole: AssumeMemberRole): ReadScanAges {
  const inCell = cellClient(assumeReadRole);

  return async (cells, { nodes, freshSince }) => {
    const scannedAt = new Map<string, Date | undefined>();
    const refused: (Cell & { reason: string })[] = [];
    const running = byCell(nodes.filter(({ power }) => power !== 'stopped'));
    const reads = await inGroups(cells, async (cell) => ({
      cell,
      read: await inCell(cell, (ssm) => lastScanOf(ssm, (running.get(cellKey(cell)) ?? []).map(idOf), freshSince)),
    }));
    for (const { cell, read } of reads) {
      if (read.kind === 'done') scannedAt.set(cellKey(cell), read.value);
      else refused.push({ ...cell, reason: sayRefusal(read) }); // P6
    }
    return { scannedAt, refused };
  };
}

const idOf = ({ id }: RosterNode) => id;

async function lastScanOf(ssm: SSMClient, ids: readonly string[], freshSince: Date): Promise<Date | undefined> {
  let last: Date | undefined;
  for (let start = 0; start < ids.length; start += NODES_MAX) {
    for (const { OperationEndTime } of await readPatchStates(ssm, ids.slice(start, start + NODES_MAX))) {
      // An install scans as well, so whichever operation was the last one counts.
      if (OperationEndTime !== undefined && (last === undefined || OperationEndTime > last)) last = OperationEndTime;
    }
    if (last !== undefined && last >= freshSince) return last;
  }
  return last;
}
