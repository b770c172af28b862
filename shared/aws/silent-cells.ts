import { DescribeConfigurationRecorderStatusCommand } from '@aws-sdk/client-config-service';
import { type Cell, cellKey, cellsOf } from '../domain/window/node.ts';
import { inGroups } from '../platform/in-groups.ts';
import { type StaleCell, sourcesReader } from './aggregator-status.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { type Attempt, attempt, sayRefusal } from './attempt.ts';
import { configClient } from './clients.ts';

/** Cells of which AWS Config does not tell what is there now, and why. */
export type ReadSilentCells = (known: readonly Cell[]) => Promise<Attempt<StaleCell[]>>;

/**
 * Asks the aggregator which cells it is behind of, and each other cell whether its recorder runs: that one is off the
 * aggregator does not say, and what it does not list at all it cannot be behind of. Known are the cells that had nodes.
 * A cell without any recorder in which no node was ever seen is not governed, and nobody's concern.
 */
export function silentCellsReader({
  aggregatorName,
  assumeReadRole,
}: {
  aggregatorName: string;
  assumeReadRole: AssumeMemberRole;
}): ReadSilentCells {
  const readSources = sourcesReader(aggregatorName);

  async function whySilent(cell: Cell, hadNodes: boolean): Promise<string | undefined> {
    const read = await attempt(async () => {
      const config = configClient({ region: cell.region, credentials: await assumeReadRole(cell.account) });
      return config.send(new DescribeConfigurationRecorderStatusCommand({}));
    });
    if (read.kind === 'refused') return `Whether its Config recorder runs could not be read: ${sayRefusal(read)}`;
    const [recorder] = read.value.ConfigurationRecordersStatus ?? [];
    if (recorder === undefined) return hadNodes ? 'There is no Config recorder.' : undefined;
    return recorder.recording === true ? undefined : 'The Config recorder is off.';
  }

  return (known) =>
    attempt(async () => {
      const sources = await readSources();
      const listed = new Map(sources.map((source) => [cellKey(source), source]));
      const cells = cellsOf([...sources, ...known]);
      const hadNodes = new Set(known.map(cellKey));
      const found = await inGroups(cells, async (cell): Promise<StaleCell[]> => {
        const source = listed.get(cellKey(cell));
        if (source === undefined) return [{ ...cell, reason: 'The aggregator does not list it.' }];
        const reason = source.reason ?? (await whySilent(cell, hadNodes.has(cellKey(cell))));
        return reason === undefined ? [] : [{ ...cell, reason }];
      });
      return found.flat();
    });
}
