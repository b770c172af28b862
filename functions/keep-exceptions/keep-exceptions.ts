import { type Attempt, attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import type { ExceptionRows } from '../../shared/aws/ledger/exception-rows.ts';
import type { TagRows } from '../../shared/aws/ledger/tag-row.ts';
import { approvedValues, type Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { decideReturn, type ExceptionEnd, scheduleToRemember } from '../../shared/domain/tagging/decide-return.ts';
import type { Exception, GrantedException } from '../../shared/domain/tagging/exception.ts';
import { exceptionDue } from '../../shared/domain/tagging/exception-state.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import { type NodeReference, nodeReference } from '../../shared/inbound/node-reference.ts';
import {
  exceptionEndedNotice,
  exceptionExpiringNotice,
  exceptionWaitingNotice,
} from '../../shared/notices/exception-notices.ts';

interface LiveTags {
  readonly tags: ReadonlyMap<string, string>;
}

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly now: () => Date;
  readonly readOpenExceptions: () => Promise<readonly Exception[]>;
  readonly exceptions: Pick<ExceptionRows, 'read' | 'refuse' | 'remember' | 'markExempt' | 'markExpiring' | 'end'>;
  readonly readCatalogue: () => Promise<Catalogue>;
  /** Absent where the node is gone. */
  readonly readNode: (node: NodeReference) => Promise<LiveTags | undefined>;
  readonly writeTags: (node: NodeReference, tags: Readonly<Record<string, string>>) => Promise<Attempt<void>>;
  readonly memory: Pick<TagRows, 'read'>;
  readonly tell: (notice: Notice) => Promise<void>;
  /** Tells owners what was held since they had been told within the hour. */
  readonly tellHeld: () => Promise<void>;
}

export interface ExceptionReport {
  readonly nodeId: string;
  readonly did: 'lapsed' | 'exempted' | 'warned' | 'ended' | 'unread';
  readonly why?: string;
}

/**
 * Carries out what is due of every exception. What a look finds decides, so that a look that was lost, or that died in the
 * middle, is made up for by the next one.
 *
 *   K1. What the tag said is noted before it is written over.
 *   K2. `EXEMPT` is written once: who sets another value while the exception stands has decided otherwise.
 *   K3. What cannot be read, be it the catalogue or the node, does not move (P5), and keeps no other from moving (P6).
 *   K4. The row counts as ended last of all, after what came of it is told.
 */
export async function keepExceptions(world: World): Promise<readonly ExceptionReport[]> {
  try {
    return await keepAll(world);
  } finally {
    await world.tellHeld(); // Of other things, so that no exception keeps them from being told (P6).
  }
}

async function keepAll(world: World): Promise<readonly ExceptionReport[]> {
  const reports: ExceptionReport[] = [];
  for (const listed of await world.readOpenExceptions()) {
    if (exceptionDue(listed, world.now()).kind === 'nothing') continue;
    // The list is a second behind: the row itself decides.
    const exception = await world.exceptions.read(listed.node.id);
    const report = exception && (await keep(exception, world));
    if (report !== undefined) reports.push(report);
  }
  return reports;
}

async function keep(exception: Exception, world: World): Promise<ExceptionReport | undefined> {
  const due = exceptionDue(exception, world.now());
  if (exception.kind === 'requested') return due.kind === 'lapse' ? lapse(exception, world) : undefined;
  if (exception.kind !== 'approved' && exception.kind !== 'expiring') return undefined;
  switch (due.kind) {
    case 'warn':
      await world.tell(exceptionExpiringNotice(exception));
      await world.exceptions.markExpiring(idOf(exception));
      return { nodeId: exception.node.id, did: 'warned' };
    case 'exempt':
    case 'restore': {
      const live = await attempt(() => world.readNode(nodeReference(exception.node)));
      if (live.kind === 'refused') return waits(exception, live, world);
      return due.kind === 'exempt' ? exempt(exception, live.value, world) : restore(exception, live.value, world);
    }
    case 'lapse':
    case 'nothing':
      return undefined;
  }
}

async function lapse(exception: Exception, world: World): Promise<ExceptionReport> {
  const reason = 'Nobody has approved it in time.';
  await world.tell(exceptionEndedNotice(exception, { kind: 'lapsed' }));
  await world.exceptions.refuse(idOf(exception), { by: 'patchplane', reason, at: world.now() });
  return { nodeId: exception.node.id, did: 'lapsed' };
}

async function exempt(
  exception: GrantedException,
  live: LiveTags | undefined,
  world: World,
): Promise<ExceptionReport | undefined> {
  if (live === undefined) return end(exception, { kind: 'gone' }, world);
  const { id: nodeId } = exception.node;
  const value = live.tags.get(PATCHING_TAG);
  if (exception.remembered === undefined || value !== 'EXEMPT') {
    const schedule = scheduleToRemember(value, (await world.memory.read(nodeId)).lastApproved);
    const known = exception.remembered !== undefined && exception.remembered.schedule === schedule;
    if (!known && !(await world.exceptions.remember(idOf(exception), schedule))) return undefined; // K1
  }
  const written = value === 'EXEMPT' ? undefined : await write(exception, 'EXEMPT', world);
  if (written?.kind === 'refused') return waits(exception, written, world);
  await world.exceptions.markExempt(idOf(exception), world.now()); // K2
  return { nodeId, did: 'exempted' };
}

async function restore(
  exception: GrantedException,
  live: LiveTags | undefined,
  world: World,
): Promise<ExceptionReport> {
  const catalogue = await world.readCatalogue();
  if (catalogue.kind === 'unread') return { nodeId: exception.node.id, did: 'unread', why: catalogue.reason }; // K3
  const value = live?.tags.get(PATCHING_TAG);
  const schedule = exception.remembered?.schedule;
  const decision = decideReturn({
    value: live === undefined ? { kind: 'gone' } : { kind: 'read', value },
    schedule,
    approved: approvedValues(catalogue),
  });
  switch (decision.kind) {
    case 'write': {
      const written = await write(exception, decision.schedule, world);
      if (written.kind === 'refused') return waits(exception, written, world);
      return end(exception, { kind: 'returned', schedule: decision.schedule }, world);
    }
    case 'returned':
    case 'gone':
    case 'other-value':
    case 'nothing-remembered':
    case 'withdrawn':
      return end(exception, decision, world);
  }
}

async function end(exception: GrantedException, came: ExceptionEnd, world: World): Promise<ExceptionReport> {
  await world.tell(exceptionEndedNotice(exception, came));
  await world.exceptions.end(idOf(exception), world.now()); // K4
  return { nodeId: exception.node.id, did: 'ended', why: came.kind };
}

/** K3. It is told once a day, and tried at every look. */
async function waits(
  exception: GrantedException,
  refused: Extract<Attempt<never>, { kind: 'refused' }>,
  world: World,
): Promise<ExceptionReport> {
  const refusal = sayRefusal(refused);
  await world.tell(exceptionWaitingNotice(exception, { refusal, at: world.now() }));
  return { nodeId: exception.node.id, did: 'unread', why: refusal };
}

function write({ node }: Exception, value: string, { writeTags }: World): Promise<Attempt<void>> {
  return writeTags(nodeReference(node), { [PATCHING_TAG]: value });
}

function idOf({ node, requestId }: Exception) {
  return { nodeId: node.id, requestId };
}
