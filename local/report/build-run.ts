/** Puts together what a run came to, from what was observed at its end. Pure: the same observation, the same bytes. */

import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import { judgeTag, type ValueVerdict } from '../../shared/domain/tagging/judge-tag.ts';
import { countVerdicts } from '../../shared/domain/window/verdict.ts';
import type { NodeSpec, Organization } from '../organization/organization.ts';
import type { CloudRecord } from '../record.ts';
import { findProblems } from './find-problems.ts';
import { type LedgerRows, type NodeRow, parseLedgerRows, type WindowRow } from './ledger-rows.ts';
import type { Run, RunInstall, RunNode, RunWindow } from './run.ts';
import { timelineOf } from './timeline.ts';
import { toldNotices } from './told-notices.ts';
import { scheduleNames, sinceFirstSweep, unopenedWindows } from './unopened-windows.ts';

export interface Observation {
  readonly organization: Organization;
  readonly seed: number;
  readonly from: Date;
  readonly to: Date;
  /** Sweeps in this stretch never came. */
  readonly withoutTicks?: Stretch | undefined;
  readonly record: CloudRecord;
  /** Every row of the ledger. */
  readonly rows: readonly unknown[];
  /** The tags of each node at the end, by node id. */
  readonly tags: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

export function buildRun(observation: Observation): Run {
  const { organization, seed, from, to, record } = observation;
  const ledger = parseLedgerRows(observation.rows);
  const windows = ledger.windows.map((row) => windowOf(row, ledger)).sort(byKeys(({ opensAt, id }) => [opensAt, id]));
  const unopened = unopenedWindows(organization, { from, to, opened: new Set(windows.map(({ id }) => id)) });
  const run = {
    organization: organizationOf(organization),
    seed,
    from: from.toISOString(),
    to: to.toISOString(),
    windows,
    nodes: nodesOf(observation, ledger, unopened),
    installs: installsOf(record, windows),
    notices: toldNotices(record.messages),
    calls: callsOf(record),
    refusals: record.refusals.map((refusal) => ({ ...refusal, at: refusal.at.toISOString() })),
  };
  return {
    ...run,
    timeline: timelineOf(run, observation),
    problems: findProblems({ ...run, unopened: sinceFirstSweep(unopened, from), sweptAt: ledger.sweptAt }, record),
  };
}

function organizationOf({ id, name, zone, hub, accounts, regions, nodes }: Organization): Run['organization'] {
  return { id, name, zone, hub, accounts, regions, nodeCount: nodes.length };
}

/** A window that is not over has no counts of its own yet: those of its nodes stand in. */
function windowOf(row: WindowRow, { nodes }: LedgerRows): RunWindow {
  const owed = nodes.filter(({ window }) => window === row.window);
  const settled = owed.flatMap(({ verdict }) => (verdict === undefined ? [] : [verdict]));
  return {
    id: row.window,
    schedule: row.schedule,
    opensAt: row.opensAt,
    cutoffAt: row.cutoffAt,
    closesAt: row.closesAt,
    state: row.state,
    reason: row.reason ?? row.waitingFor ?? null,
    openedAt: row.openedAt ?? null,
    endedAt: row.endedAt ?? null,
    roster: row.roster ?? owed.length,
    verdicts: row.verdicts ?? countVerdicts(settled),
  };
}

function nodesOf(
  { organization, tags }: Observation,
  { nodes: rows, windows }: LedgerRows,
  unopened: readonly Window[],
): RunNode[] {
  const reasons: Reasons = {
    approved: scheduleNames(organization),
    opened: new Set(windows.map(({ schedule }) => schedule)),
    unopened: new Set(unopened.map(({ schedule }) => schedule)),
  };
  const specs = new Map(organization.nodes.map((node) => [node.id, node]));
  const schedules = new Map(windows.map(({ window, schedule }) => [window, schedule]));
  const owedIds = new Set(rows.map(({ nodeId }) => nodeId));

  const owed = rows.map((row) => owedNode(row, schedules.get(row.window), specs.get(row.nodeId)));
  const others = organization.nodes
    .filter(({ id }) => !owedIds.has(id))
    .map((node) => nodeOwedByNone(node, (tags.get(node.id) ?? node.tags)['maintenance:patching'], reasons));
  return [...owed, ...others].sort(
    byKeys(({ account, region, name, id, window }) => [account, region, name, id, window ?? '']),
  );
}

function owedNode(row: NodeRow, schedule: string | undefined, spec: NodeSpec | undefined): RunNode {
  return {
    id: row.nodeId,
    name: row.name ?? spec?.name ?? row.nodeId,
    account: row.account,
    region: row.region,
    schedule: schedule ?? null,
    verdict: row.verdict ?? null,
    reason: row.reason ?? null,
    window: row.window,
  };
}

/** Schedules, by what became of their windows in this run. */
interface Reasons {
  readonly approved: readonly string[];
  readonly opened: ReadonlySet<string>;
  readonly unopened: ReadonlySet<string>;
}

function nodeOwedByNone(node: NodeSpec, value: string | undefined, reasons: Reasons): RunNode {
  const { id, name, account, region } = node;
  const reason = reasonOfNone(judgeTag(value, reasons.approved), reasons);
  return { id, name, account, region, schedule: value ?? null, verdict: null, reason, window: null };
}

function reasonOfNone(verdict: ValueVerdict, { opened, unopened }: Reasons): Reason {
  switch (verdict.kind) {
    case 'missing':
      return 'untagged';
    case 'reserved':
      return verdict.value === 'EXEMPT' ? 'exempt' : 'immutable';
    case 'malformed':
    case 'not-approved':
      return verdict.kind;
    case 'approved':
      if (unopened.has(verdict.value)) return 'window-not-opened';
      return opened.has(verdict.value) ? 'not-on-roster' : 'no-window';
  }
}

/** The command's comment says which window it patches for; a comment that names no window is nobody's install. */
function installsOf({ installs }: CloudRecord, windows: readonly RunWindow[]): RunInstall[] {
  const known = new Set(windows.map(({ id }) => id));
  return installs
    .map(({ nodeId, account, region, comment, at }) => ({
      id: nodeId,
      account,
      region,
      window: known.has(comment) ? comment : null,
      at: at.toISOString(),
    }))
    .sort(byKeys(({ at, id }) => [at, id]));
}

function callsOf({ calls }: CloudRecord): Run['calls'] {
  const sorted = <Value>(map: ReadonlyMap<string, Value>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted(calls).map(([service, counts]) => [service, Object.fromEntries(sorted(counts))]));
}

function byKeys<Item>(keysOf: (item: Item) => readonly string[]): (a: Item, b: Item) => number {
  return (a, b) => {
    const [left, right] = [keysOf(a), keysOf(b)];
    const index = left.findIndex((key, at) => key !== right[at]);
    return index === -1 ? 0 : (left[index] ?? '') < (right[index] ?? '') ? -1 : 1;
  };
}
