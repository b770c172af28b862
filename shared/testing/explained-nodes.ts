/** Ten nodes, each with its own way through a window or past all of them, as the ledger's own writers leave them behind. */
import { exceptionRow } from '../aws/ledger/exception-rows.ts';
import { holdRows } from '../aws/ledger/hold-rows.ts';
import { type LedgerTable, putRow } from '../aws/ledger/ledger-table.ts';
import { nodeRows } from '../aws/ledger/node-rows.ts';
import { incidentRows, noticeRows } from '../aws/ledger/notice-rows.ts';
import { tagRows } from '../aws/ledger/tag-row.ts';
import { windowRows } from '../aws/ledger/window-rows.ts';
import type { Known, TagsNow } from '../domain/explain/node-facts.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import type { Reason } from '../domain/reporting/reasons.ts';
import type { Emergency } from '../domain/window/emergency.ts';
import type { JudgedNode } from '../domain/window/judge-cell.ts';
import type { CellOperation } from '../domain/window/plan-cells.ts';
import { countVerdicts, type VerdictKind } from '../domain/window/verdict.ts';
import { aJudgedNode, aNotice, anEntry, aWindow, CELL, COMMAND_ID, SNAPSHOT_ID } from './domain-builders.ts';
import { aGrantedException } from './exception-builders.ts';

export interface ExplainedNode {
  /** What it is an example of. */
  readonly name: string;
  readonly nodeId: string;
  /** What AWS says of its tags. */
  readonly tags: Known<TagsNow>;
  readonly prepare: (table: LedgerTable) => Promise<void>;
}

const OPERATOR = 'arn:aws:sts::111122223333:assumed-role/Operations/ada';
const READ = "the node's tags, read through Patchplane-Read";
const REFUSED = 'AccessDenied: User is not authorized to perform: sts:AssumeRole on resource: Patchplane-Read';

const at = (time: string) => new Date(`2026-03-${time}Z`);

/** Every node has its own schedule, so that no two share a window. */
const PATCHED = { id: 'i-0a1b2c3d4e5f60701', schedule: '22FRI' };
const FAILED = { id: 'i-0a1b2c3d4e5f60702', schedule: '2SAT' };
const MISSED = { id: 'i-0a1b2c3d4e5f60703', schedule: '6SAT' };
const HELD = { id: 'i-0a1b2c3d4e5f60704', schedule: '10SAT' };
const FROZEN = { id: 'i-0a1b2c3d4e5f60705', schedule: '14SAT' };
const EMERGENCY = { id: 'i-0a1b2c3d4e5f60706', schedule: '18SAT' };
const WRONG_BASELINE = { id: 'mi-0a1b2c3d4e5f60707', schedule: '22SAT' };

export const EXPLAINED_NODES: readonly ExplainedNode[] = [
  { name: 'patched', nodeId: PATCHED.id, tags: tagged('22FRI', { wave: '1' }), prepare: patched },
  { name: 'failed', nodeId: FAILED.id, tags: tagged('2SAT'), prepare: failed },
  { name: 'missed', nodeId: MISSED.id, tags: { kind: 'unknown', why: REFUSED }, prepare: missed },
  { name: 'held', nodeId: HELD.id, tags: tagged('10SAT'), prepare: held },
  { name: 'frozen', nodeId: FROZEN.id, tags: tagged('14SAT'), prepare: frozen },
  {
    name: 'exempt',
    nodeId: 'i-0a1b2c3d4e5f60708',
    tags: tagged('EXEMPT', { source: `AWS Config's aggregator, minutes to a day old, since ${REFUSED}` }),
    prepare: exempt,
  },
  {
    name: 'immutable',
    nodeId: 'i-0a1b2c3d4e5f60709',
    tags: { kind: 'unknown', why: REFUSED },
    prepare: judged('i-0a1b2c3d4e5f60709', 'REPLACE', 'reserved'),
  },
  { name: 'emergency-patched', nodeId: EMERGENCY.id, tags: tagged('18SAT'), prepare: emergencyPatched },
  {
    name: 'wrong-baseline',
    nodeId: WRONG_BASELINE.id,
    tags: tagged('22SAT', { patchGroup: 'test' }),
    prepare: wrongBaseline,
  },
  { name: 'refused', nodeId: 'i-0a1b2c3d4e5f60710', tags: tagged('2STA'), prepare: refused },
];

function tagged(patching: string, overrides: Partial<TagsNow> = {}): Known<TagsNow> {
  const nothing = { wave: undefined, patchGroup: undefined };
  return {
    kind: 'known',
    value: { ...CELL, patching, ...nothing, name: 'payments-db-01', source: READ, ...overrides },
  };
}

async function patched(table: LedgerTable): Promise<void> {
  await judged(PATCHED.id, '22FRI', 'approved')(table);
  await ran(table, { ...PATCHED, window: aWindow(), verdict: 'patched', reason: 'installed' });
  await told(
    table,
    { key: 'window-final#22FRI@2026-03-06', subject: 'Window 22FRI@2026-03-06: 1 patched' },
    at('07T01:05:00'),
  );
}

async function failed(table: LedgerTable): Promise<void> {
  const window = saturday('2SAT', 2);
  await ran(table, {
    ...FAILED,
    window,
    verdict: 'failed',
    reason: 'patches-failed',
    claimedAt: at('07T01:40:01'),
    node: { rescanAskedAt: at('07T02:10:00') },
    evidence: { status: 'Failed', responseCode: 1, failed: 2 },
  });
  const key = `window-final#${window.id}`;
  const incident = { key, subject: `Window ${window.id}: 1 failed`, incident: true };
  await told(table, incident, at('07T05:05:00'));
  const { acknowledge, markSpoken } = incidentRows(table);
  await markSpoken(key, { count: 1, at: at('08T05:10:00') });
  await acknowledge(key, { by: OPERATOR, reason: 'The repository was down; patched by hand.', at: at('08T07:30:00') });
}

async function missed(table: LedgerTable): Promise<void> {
  const window = saturday('6SAT', 6);
  await over(table, {
    ...MISSED,
    window,
    state: 'missed',
    verdict: 'missed',
    reason: 'hub-down',
    claimedAt: at('07T09:10:00'),
  });
  const key = `window-missed#${window.id}`;
  const subject = `MISSED window ${window.id}: 1 node not patched (hub-down)`;
  await told(table, { key, subject, incident: true }, at('07T09:10:02'));
}

async function held(table: LedgerTable): Promise<void> {
  const window = saturday('10SAT', 10);
  const scope = { kind: 'schedule', schedule: '10SAT' } as const;
  const reason = 'The payments release runs late.';
  await holdRows(table).hold({ scope, reason, by: OPERATOR, at: at('07T08:30:00'), cancelRunning: false });
  await over(table, {
    ...HELD,
    window,
    state: 'missed',
    verdict: 'missed',
    reason: 'held',
    endedAt: at('07T11:55:00'),
  });
  await holdRows(table).release(scope, { reason: 'It is done.', by: OPERATOR, at: at('07T14:00:00') });
  const details = [`${OPERATOR} holds schedule 10SAT: ${reason}`];
  const waiting = { key: `window-waiting#${window.id}#held`, subject: `Window ${window.id} waits (held)`, details };
  await told(table, waiting, at('07T09:00:02'));
  const subject = `MISSED window ${window.id}: 1 node not patched (held)`;
  await told(table, { key: `window-missed#${window.id}`, subject, incident: true }, at('07T11:55:02'));
}

async function frozen(table: LedgerTable): Promise<void> {
  const window = saturday('14SAT', 14);
  const end = { state: 'skipped', endedAt: at('07T13:00:02'), makeUpOpensAt: at('14T13:00:00') } as const;
  await over(table, { ...FROZEN, window, ...end, verdict: 'skipped', reason: 'frozen', calendars: ['quarter-end'] });
  const subject = `Window ${window.id} is skipped (frozen)`;
  await told(table, { key: `window-skipped#${window.id}`, subject }, at('07T13:00:03'));
}

async function emergencyPatched(table: LedgerTable): Promise<void> {
  const before = saturday('18SAT', 18);
  await over(table, { ...EMERGENCY, window: before, state: 'missed', verdict: 'missed', reason: 'roster-unread' });
  const window = { ...before, id: '18SAT@2026-03-08+1a2b3c4d', date: '2026-03-08', ...hours(at('08T10:00:00')) };
  const emergency: Emergency = {
    by: OPERATOR,
    reason: 'CVE-2026-1234 is exploited.',
    severity: 'critical',
    requestedAt: at('08T09:59:40'),
    accounts: [CELL.account],
  };
  await ran(table, { ...EMERGENCY, window, emergency, verdict: 'patched', reason: 'installed' });
  await told(table, { key: `window-final#${window.id}`, subject: `Window ${window.id}: 1 patched` }, at('08T14:05:00'));
}

async function wrongBaseline(table: LedgerTable): Promise<void> {
  const window = saturday('22SAT', 22);
  await ran(table, {
    ...WRONG_BASELINE,
    window,
    verdict: 'failed',
    reason: 'wrong-baseline',
    patchGroup: 'prod-14-days',
    evidence: { patchGroup: 'test', baselineId: 'pb-0c9d8e7f6a5b4c3d2' },
    node: { name: 'plant-07', wave: undefined, power: undefined, platform: 'Ubuntu' },
  });
}

async function refused(table: LedgerTable): Promise<void> {
  const nodeId = 'i-0a1b2c3d4e5f60710';
  await judged(nodeId, '2STA', 'malformed')(table);
  const subject = 'payments-db-01: schedule "2STA" is refused, meant 2SAT?';
  await told(table, { key: `tag-refused#${nodeId}#1`, subject }, at('05T14:02:11'));
}

function judged(nodeId: string, value: string, verdict: 'approved' | 'reserved' | 'malformed') {
  return (table: LedgerTable) => tagRows(table).write(nodeId, { value, verdict, change: 1 });
}

/** A window of Saturday 7 March, at an hour of Berlin. */
function saturday(schedule: string, hour: number) {
  const opensAt = new Date(at('07T00:00:00').getTime() + (hour - 1) * 3_600_000);
  return aWindow({ id: `${schedule}@2026-03-07`, schedule, date: '2026-03-07', ...hours(opensAt) });
}

function hours(opensAt: Date) {
  const after = (count: number) => new Date(opensAt.getTime() + count * 3_600_000);
  return { opensAt, cutoffAt: after(3), closesAt: after(4) };
}

interface Passage {
  readonly id: string;
  readonly schedule: string;
  readonly window: ReturnType<typeof aWindow>;
  readonly verdict: VerdictKind;
  readonly reason: Reason;
  readonly claimedAt?: Date;
  readonly endedAt?: Date;
  readonly emergency?: Emergency;
  readonly patchGroup?: string;
  readonly calendars?: readonly string[];
  readonly makeUpOpensAt?: Date;
  readonly node?: Partial<JudgedNode>;
  readonly evidence?: NonNullable<JudgedNode['evidence']>;
}

/** A window that opened, ran and became final. */
async function ran(table: LedgerTable, passage: Passage): Promise<void> {
  const { window, claimedAt = seconds(window.opensAt, 2), evidence } = passage;
  const rows = windowRows(table);
  await claim(table, passage, 'Install');
  await rows.storeRequest(window.id, 1, {
    requestJson: `{"Accounts":["${CELL.account}"],"SnapshotId":["${SNAPSHOT_ID}"]}`,
    runTag: 'patchplane:run:0',
  });
  await rows.setExecution(window.id, 1, 'b0f5c2e1-7a64-4d0e-9b0b-2f6f6c1f0a11');
  await rows.setOpen(window.id, seconds(claimedAt, 3));
  await rows.setCell(window.id, CELL, { settled: true, lookedAt: seconds(claimedAt, 3000) });
  const startedAt = seconds(claimedAt, 60);
  const state = { snapshotId: SNAPSHOT_ID, operation: 'Install', missing: 0, failed: 0, pendingReboot: 0 } as const;
  await put(table, passage, {
    commandId: COMMAND_ID,
    evidence: {
      ...{ commandId: COMMAND_ID, status: 'Success', responseCode: 0, ...state },
      ...{ startedAt, endedAt: seconds(startedAt, 900), output: `s3://patchplane-output/run-command/${window.id}/` },
      ...evidence,
    },
  });
  await end(table, passage, 'final');
}

/** A window that never opened. */
async function over(table: LedgerTable, passage: Passage & { readonly state: 'missed' | 'skipped' }): Promise<void> {
  await claim(table, passage, 'none', passage.reason);
  await put(table, passage, {});
  await end(table, passage, passage.state);
}

async function claim(
  table: LedgerTable,
  passage: Passage,
  operation: CellOperation,
  waitingFor?: Reason,
): Promise<void> {
  const { window, claimedAt = seconds(window.opensAt, 2), emergency, patchGroup, calendars = [] } = passage;
  const entry = anEntry({ value: window.schedule, patchGroup, calendars });
  await windowRows(table).claim(window, entry, claimedAt, { waitingFor, emergency });
  await windowRows(table).putCells(window.id, [{ ...CELL, operation }], claimedAt);
}

async function put(table: LedgerTable, { id, window, verdict, reason, node }: Passage, rest: Partial<JudgedNode>) {
  const { commandId: _, ...plain } = aJudgedNode({ id, verdict: { kind: verdict, reason } });
  await nodeRows(table).put(window.id, [{ ...plain, ...rest, ...node }]);
}

async function end(table: LedgerTable, passage: Passage, state: 'final' | 'missed' | 'skipped'): Promise<void> {
  const { window, verdict, reason, endedAt, claimedAt, makeUpOpensAt } = passage;
  await windowRows(table).setOver(window.id, {
    state,
    ...(state !== 'final' && { reason }),
    roster: 1,
    verdicts: countVerdicts([verdict]),
    endedAt: endedAt ?? (state === 'final' ? seconds(window.closesAt, 240) : (claimedAt ?? seconds(window.opensAt, 3))),
    makeUpOpensAt,
  });
}

async function told(table: LedgerTable, notice: Partial<Notice> & { key: string }, notedAt: Date): Promise<void> {
  await noticeRows(table).note(aNotice({ details: [], ...notice }), notedAt);
  await noticeRows(table).markTold(notice.key, seconds(notedAt, 1), notice);
}

function seconds(instant: Date, count: number): Date {
  return new Date(instant.getTime() + count * 1000);
}

async function exempt(table: LedgerTable): Promise<void> {
  const id = 'i-0a1b2c3d4e5f60708';
  await judged(id, 'EXEMPT', 'reserved')(table);
  await putRow(table, exceptionRow(aGrantedException({ node: { id, ...CELL } })));
}
