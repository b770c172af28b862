import type { NodeRecord } from '../../shared/domain/explain/ledger-records.ts';
import type { Hub } from '../aws/hub.ts';
import { InputError } from '../input-error.ts';
import { lastWindow } from '../windows/last-window.ts';

export interface NodeList {
  readonly window: string;
  readonly state: string | undefined;
  readonly nodes: readonly NodeRecord[];
}

/** The nodes of a window, or of the last one of a schedule, cell by cell. */
export async function listNodes(
  hub: Pick<Hub, 'windows' | 'nodes' | 'readCatalogue'>,
  wanted: {
    readonly window: string | undefined;
    readonly schedule: string | undefined;
    readonly account: string | undefined;
    readonly now: Date;
  },
): Promise<NodeList> {
  const { window, state } =
    wanted.schedule === undefined
      ? await named(hub, wanted.window ?? '')
      : await last(hub, wanted.schedule, wanted.now);
  const cells = (await hub.windows.cells(window)).filter(({ account }) => (wanted.account ?? account) === account);
  const nodes: NodeRecord[] = [];
  for (const cell of cells) nodes.push(...(await hub.nodes.inCell(window, cell)));
  return { window, state, nodes };
}

async function named(hub: Pick<Hub, 'windows'>, id: string) {
  const record = (await hub.windows.read([id])).get(id);
  if (record === undefined) throw new InputError(`Cannot list the nodes of ${id}: the ledger has no such window`);
  return { window: id, state: record.kind === 'known' ? record.value.state : undefined };
}

async function last(hub: Pick<Hub, 'windows' | 'readCatalogue'>, schedule: string, now: Date) {
  const catalogue = await hub.readCatalogue();
  const entry = catalogue.kind === 'read' ? catalogue.entries.find(({ value }) => value === schedule) : undefined;
  const record = await lastWindow(hub, { schedule, entry, now });
  if (record === undefined)
    throw new InputError(`Cannot list the nodes of ${schedule}: the ledger has no window of it`);
  return { window: record.window.id, state: record.state };
}
