/** What the reports are made of: the ledger, the inventory, the catalogue, and CloudTrail. */
import { approvedValues, type Catalogue } from '../domain/catalogue/catalogue-entry.ts';
import type { NodeRecord, WindowRecord } from '../domain/explain/ledger-records.ts';
import { changedNodes, type SeenChanges } from '../domain/reports/changed-nodes.ts';
import { type NodePast, pastOf } from '../domain/reports/node-past.ts';
import { plannedWindowIds } from '../domain/reports/planned-window-ids.ts';
import type { Period } from '../domain/reports/report-period.ts';
import type { SeenNode } from '../domain/reports/seen-node.ts';
import type { AuditFacts } from '../domain/reports/tag-audit.ts';
import type { WeekFacts } from '../domain/reports/weekly-compliance.ts';
import { PATCHING_TAG } from '../domain/tagging/tag-keys.ts';
import type { Cell } from '../domain/window/node.ts';
import type { OperationsSettings } from '../inbound/operations-settings.ts';
import { inGroups } from '../platform/in-groups.ts';
import type { StaleCell } from './aggregator-status.ts';
import { type Attempt, sayRefusal } from './attempt.ts';
import type { AuditRows } from './ledger/audit-rows.ts';
import type { NodeRecords } from './ledger/node-records.ts';
import type { NoticeTimes } from './ledger/notice-times.ts';
import type { WindowRecords } from './ledger/window-records.ts';
import type { JudgeNode } from './node-judge.ts';
import type { ObserveInventory } from './observe-inventory.ts';
import type { ReadTagChanges } from './read-tag-changes.ts';

export interface ReportSources {
  readonly readCatalogue: () => Promise<Catalogue>;
  readonly readSettings: () => Promise<Pick<OperationsSettings, 'ownerTag' | 'hybridCells' | 'tagPrincipals'>>;
  /** Cells of which AWS Config does not tell what is there now. */
  readonly staleCells: () => Promise<Attempt<readonly StaleCell[]>>;
  readonly observeInventory: ObserveInventory;
  readonly judge: JudgeNode;
  readonly windows: Pick<WindowRecords, 'read' | 'openIds' | 'lastOfSchedules' | 'cells'>;
  readonly nodes: NodeRecords;
  readonly audits: Pick<AuditRows, 'remembered' | 'baseline'>;
  readonly noticeTimes: NoticeTimes;
  readonly readTagChanges: ReadTagChanges;
}

export async function observeWeek(sources: ReportSources, period: Period): Promise<WeekFacts> {
  const fleet = await observeFleet(sources);
  const [openIds, last] = await Promise.all([sources.windows.openIds(), sources.windows.lastOfSchedules()]);
  const seenPasts = await pastsOf(fleet.inventory, sources);

  const ids = [
    ...plannedWindowIds(fleet.catalogue, last.keys(), period),
    ...openIds,
    ...[...last.values()].flat(),
    ...[...seenPasts.values()].flatMap(({ windowIds }) => windowIds), // An emergency has an id that nobody can guess.
  ];
  const records = await sources.windows.read(ids);
  const windows = [...records.values()]
    .flatMap((record) => (record.kind === 'known' ? [record.value] : []))
    .filter(({ window }) => window.opensAt >= period.from && window.opensAt < period.to);
  const parts = await partsOf(windows, sources);
  const others = await pastsOf(
    parts.filter(({ id }) => !seenPasts.has(id)),
    sources,
  );
  return {
    ...period,
    windows,
    parts,
    inventory: fleet.inventory,
    unreadCells: fleet.unreadCells,
    pasts: new Map([...seenPasts, ...others].map(([id, { past }]) => [id, past])),
    unread: [
      ...fleet.unread,
      ...[...records].flatMap(([id, record]) =>
        record.kind === 'unknown' ? [`the window ${id} could not be read: ${record.why}`] : [],
      ),
    ],
  };
}

/** A node of which more refusals were told than this is a repeat offender by far. */
const REFUSALS_A_NODE_MAX = 20;

/** With what the audit will write down, should it be one that does. */
export interface ObservedAudit extends AuditFacts {
  readonly memory: ReadonlyMap<string, SeenChanges>;
}

export async function observeAudit(sources: ReportSources, period: Period): Promise<ObservedAudit> {
  const fleet = await observeFleet(sources);
  const ids = fleet.inventory.map(({ id }) => id);
  const [memory, baseline] = await Promise.all([
    sources.audits.remembered(ids),
    sources.audits.baseline(ids, period.to),
  ]);
  const refusalKeys = fleet.inventory.flatMap(({ id }) => {
    const last = memory.get(id)?.change ?? 0;
    const first = Math.max(baseline.get(id)?.change ?? 0, last - REFUSALS_A_NODE_MAX);
    return Array.from({ length: last - first }, (_, index) => ({
      nodeId: id,
      key: `tag-refused#${id}#${first + index + 1}`,
    }));
  });
  const told = await sources.noticeTimes(refusalKeys.map(({ key }) => key));
  const refusals = refusalKeys.flatMap(({ nodeId, key }) => {
    const at = told.get(key);
    return at === undefined || at < period.from || at >= period.to ? [] : [{ nodeId, at }];
  });
  const changed = changedNodes(fleet.inventory, baseline, memory);
  return {
    ...period,
    inventory: fleet.inventory,
    unreadCells: fleet.unreadCells,
    approved: fleet.approved,
    baseline,
    memory,
    refusals,
    trail: await sources.readTagChanges(changed, period),
    tagPrincipals: fleet.settings.tagPrincipals,
    unread: fleet.unread,
  };
}

/** Throws while the catalogue or the settings cannot be read: then no tag can be judged (P5). */
async function observeFleet(sources: ReportSources) {
  const [catalogue, settings, stale] = await Promise.all([
    sources.readCatalogue(),
    sources.readSettings(),
    sources.staleCells(),
  ]);
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge the tags of the inventory: ${catalogue.reason}`);
  const approved = approvedValues(catalogue);
  const staleCells = stale.kind === 'done' ? stale.value : [];
  const { nodes, unreadCells } = await sources.observeInventory({ hybridCells: settings.hybridCells, staleCells });
  const inventory = await inGroups(nodes, async ({ node, tags }): Promise<SeenNode> => {
    const { id, account, region } = node;
    return {
      id,
      account,
      region,
      name: tags.get('Name'),
      owner: tags.get(settings.ownerTag),
      value: tags.get(PATCHING_TAG),
      verdict: await sources.judge({ node, tags }, approved),
    };
  });
  return {
    catalogue,
    settings,
    approved,
    inventory,
    unreadCells,
    unread: [
      ...(stale.kind === 'done' ? [] : [`what the inventory lacks could not be read: ${sayRefusal(stale)}`]),
      ...staleCells.map((cell) => `the inventory of ${cell.account} ${cell.region} may lack nodes: ${cell.reason}`),
    ],
  };
}

interface Past {
  readonly past: NodePast;
  readonly windowIds: readonly string[];
}

async function pastsOf(nodes: readonly { readonly id: string }[], sources: ReportSources): Promise<Map<string, Past>> {
  const ids = [...new Set(nodes.map(({ id }) => id))];
  const pasts = await inGroups(ids, async (id): Promise<[string, Past]> => {
    const records = await sources.nodes.ofNode(id);
    return [id, { past: pastOf(records), windowIds: records.map(({ windowId }) => windowId) }];
  });
  return new Map(pasts);
}

async function partsOf(windows: readonly WindowRecord[], { windows: rows, nodes }: ReportSources) {
  const places = await inGroups(windows, async ({ window }) => {
    return (await rows.cells(window.id)).map((cell): [string, Cell] => [window.id, cell]);
  });
  const parts: readonly NodeRecord[][] = await inGroups(places.flat(), ([id, cell]) => nodes.inCell(id, cell));
  return parts.flat();
}
