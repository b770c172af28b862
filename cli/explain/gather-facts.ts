import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { NodeRecord, WindowRecord } from '../../shared/domain/explain/ledger-records.ts';
import type { Known, NodeFacts, NodePart } from '../../shared/domain/explain/node-facts.ts';
import { noticeKeys } from '../../shared/domain/explain/notice-keys.ts';
import { parseSchedule } from '../../shared/domain/schedule/schedule.ts';
import { cellKey } from '../../shared/domain/window/node.ts';
import type { Hub } from '../aws/hub.ts';
import { InputError } from '../input-error.ts';
import { lastWindow } from '../windows/last-window.ts';

export interface Question {
  readonly nodeId: string;
  /** The node's last window unless one is named. */
  readonly windowId: string | undefined;
  readonly now: Date;
}

/** Reads all that the story of a node needs. What is refused is a fact too; where nothing at all is known, it refuses. */
export async function gatherFacts(hub: Hub, question: Question): Promise<NodeFacts> {
  const { nodeId, windowId, now } = question;
  const [rows, judged, exception, catalogue, intents] = await Promise.all([
    hub.nodes.ofNode(nodeId),
    hub.readJudgedTag(nodeId),
    hub.readException(nodeId),
    hub.readCatalogue(),
    hub.readIntents(),
  ]);
  const records = await hub.windows.read(rows.map((row) => row.windowId));
  const [latest, ...before] = rows.toSorted((a, b) => openingOf(b, records) - openingOf(a, records));
  const row = windowId === undefined ? latest : rows.find((one) => one.windowId === windowId);
  if (row === undefined && windowId !== undefined) throw notInWindow(question, [latest, ...before]);

  const tags = await hub.readTags(nodeId, row);
  if (row === undefined && judged === undefined && tags.kind === 'unknown') {
    throw new InputError(`Cannot explain ${nodeId}: the ledger knows nothing of it, and ${tags.why}`);
  }
  const tagged = tags.kind === 'known' ? tags.value.patching : judged?.value;
  const schedule = row === undefined ? scheduleOf(tagged) : row.windowId.split('@')[0];
  const part = row === undefined ? undefined : await gatherPart(hub, row, records);
  const entries = catalogue.kind === 'read' ? catalogue.entries : [];
  const entry = entries.find(({ value }) => value === tagged);
  const runs = part?.runs.flatMap(({ executionId }) => executionId ?? []) ?? [];
  const keys = noticeKeys({
    nodeId,
    now,
    changes: judged?.change ?? 0,
    window: row && { id: row.windowId, account: row.account, region: row.region, executionIds: runs },
  });
  const incidents = row === undefined ? [] : await hub.readOpenIncidents(row.windowId);
  const [history, approvals, notices, later] = await Promise.all([
    readHistory(hub, 'schedules', schedule),
    readHistory(hub, 'approvals', schedule),
    hub.readNotices([...keys, ...incidents.filter((key) => key.includes(nodeId))]),
    windowId === undefined ? laterWindow(hub, { entry, rows, now }) : undefined,
  ]);
  const others = [latest, ...before].flatMap((one) => (one === undefined || one === row ? [] : [one]));
  return {
    nodeId,
    now,
    tags,
    judged,
    exception,
    catalogue,
    schedule,
    history,
    approvals,
    part,
    others,
    later,
    notices,
    ...intents,
  };
}

/** When the window of a row opened; of a window whose row is gone, its date says it well enough. */
function openingOf({ windowId }: NodeRecord, records: ReadonlyMap<string, Known<WindowRecord>>): number {
  const record = records.get(windowId);
  return record?.kind === 'known'
    ? record.value.window.opensAt.getTime()
    : Date.parse(windowId.slice(windowId.indexOf('@') + 1).slice(0, 10));
}

function notInWindow({ nodeId, windowId }: Question, rows: readonly (NodeRecord | undefined)[]): InputError {
  const ids = rows.flatMap((row) => (row === undefined ? [] : [row.windowId]));
  const has = ids.length === 0 ? 'in no window' : `in ${ids.slice(0, WINDOWS_NAMED_MAX).join(', ')}`;
  return new InputError(`Cannot explain ${nodeId} in ${windowId}: the ledger has it ${has}`);
}

const WINDOWS_NAMED_MAX = 5;

async function gatherPart(
  hub: Hub,
  node: NodeRecord,
  records: ReadonlyMap<string, Known<WindowRecord>>,
): Promise<NodePart> {
  const [cells, runs] = await Promise.all([hub.windows.cells(node.windowId), hub.windows.runs(node.windowId)]);
  return {
    node,
    record: records.get(node.windowId) ?? { kind: 'unknown', why: 'the ledger has no such window any more' },
    cell: cells.find((cell) => cellKey(cell) === cellKey(node)),
    runs,
  };
}

function scheduleOf(value: string | undefined): string | undefined {
  return value !== undefined && parseSchedule(value).kind === 'schedule' ? value : undefined;
}

async function readHistory(hub: Hub, folder: string, schedule: string | undefined) {
  return schedule === undefined ? ({ kind: 'known', value: [] } as const) : hub.readHistory(`${folder}/${schedule}`);
}

/** The last window of the node's schedule, if that one did not have it. */
async function laterWindow(
  hub: Hub,
  { entry, rows, now }: { entry: CatalogueEntry | undefined; rows: readonly NodeRecord[]; now: Date },
): Promise<WindowRecord | undefined> {
  if (entry === undefined) return undefined;
  const last = await lastWindow(hub, { schedule: entry.value, entry, now });
  return last === undefined || rows.some(({ windowId }) => windowId === last.window.id) ? undefined : last;
}
