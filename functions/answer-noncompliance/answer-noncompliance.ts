import type { ReadNodeVerdict } from '../../shared/aws/ledger/node-verdict.ts';
import type { SurroundingWindows } from '../../shared/aws/ledger/surrounding-windows.ts';
import type { UrgentRows } from '../../shared/aws/ledger/urgent-rows.ts';
import type { PutIntent } from '../../shared/aws/put-intent.ts';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import {
  type AlertCause,
  judgeNoncompliance,
  type LastVerdict,
  type NoncomplianceDecision,
} from '../../shared/domain/requests/judge-noncompliance.ts';
import { counts, type SurroundingWindow } from '../../shared/domain/requests/surrounding-windows.ts';
import { urgentRequest } from '../../shared/domain/requests/urgent-request.ts';
import { PATCHING_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import { inScope } from '../../shared/domain/window/emergency.ts';
import type { ComplianceNudge } from '../../shared/inbound/compliance-nudge.ts';
import type { NodeReference } from '../../shared/inbound/node-reference.ts';
import type { OperationsSettings } from '../../shared/inbound/operations-settings.ts';
import { noncompliantNotice } from '../../shared/notices/compliance-notices.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly now: () => Date;
  readonly ruleName: string;
  readonly readPolicy: () => Promise<{ readonly catalogue: Catalogue; readonly settings: OperationsSettings }>;
  /** The node's tags as they are now. */
  readonly readTags: (node: NodeReference) => Promise<ReadonlyMap<string, string>>;
  readonly surrounding: Pick<SurroundingWindows, 'read'>;
  readonly readVerdict: ReadNodeVerdict;
  readonly urgent: UrgentRows;
  readonly uuidOf: (name: string) => string;
  readonly putIntent: PutIntent;
  readonly tell: (notice: Notice) => Promise<void>;
}

export interface NoncomplianceReport {
  readonly nodeId: string;
  readonly did: 'left' | NoncomplianceDecision['kind'];
  readonly why?: 'compliant' | 'other-compliance' | 'other-rule' | AlertCause;
}

/**
 * Answers AWS's word that a node lacks patches: its window sees to it, it is patched now, or people are told. The event
 * may be late or repeated, so tags, windows and verdicts are read afresh; one that is lost costs no patch, since windows
 * do not wait for it.
 */
export async function answerNoncompliance(nudge: ComplianceNudge, world: World): Promise<NoncomplianceReport> {
  const { node } = nudge;
  const none = whyLeft(nudge, world.ruleName);
  if (none !== undefined) return { nodeId: node.id, did: 'left', why: none };

  const observed = await observe(nudge, world);
  const decision = judgeNoncompliance(observed);
  if (decision.kind === 'urgent') await askUrgently(observed, world);
  if (decision.kind === 'alert') await alert(observed, decision, world);
  return { nodeId: node.id, did: decision.kind, ...(decision.kind === 'alert' && { why: decision.cause }) };
}

function whyLeft(nudge: ComplianceNudge, ruleName: string): NoncomplianceReport['why'] {
  if (nudge.compliant) return 'compliant';
  switch (nudge.cause) {
    case 'patch-compliance-changed':
      return nudge.of === 'Patch' ? undefined : 'other-compliance';
    case 'rule-compliance-changed':
      return nudge.rule === ruleName ? undefined : 'other-rule';
  }
}

type Observed = Awaited<ReturnType<typeof observe>>;

async function observe(nudge: ComplianceNudge, world: World) {
  const { node: reference } = nudge;
  const now = world.now();
  const [tags, { catalogue, settings: policy }] = await Promise.all([world.readTags(reference), world.readPolicy()]);
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge ${reference.id}: ${catalogue.reason}`);

  const value = tags.get(PATCHING_TAG);
  const entry = catalogue.entries.find((each) => each.value === value);
  const windows = entry === undefined ? [] : await world.surrounding.read(entry, now, stretchOf(policy, entry));
  const { severity, baselineId } =
    nudge.cause === 'patch-compliance-changed' ? nudge : { severity: undefined, baselineId: undefined };
  const { id, account, region } = reference;
  const node = { id, account, region, value, severity, baselineId };
  const last = await lastVerdict(reference, windows, { now, readVerdict: world.readVerdict });
  return { now, node, catalogue, entry, windows, last, policy, reference, tags };
}

function stretchOf(
  { minimumGapHours, rebootDeadlineHours, graceMinutes }: OperationsSettings,
  { durationHours }: { readonly durationHours: number },
) {
  const hoursBack = Math.max(minimumGapHours, rebootDeadlineHours, graceMinutes / 60);
  return { hoursBack, hoursAhead: durationHours + minimumGapHours };
}

/** In the last window that came to the node. */
async function lastVerdict(
  node: NodeReference,
  windows: readonly SurroundingWindow[],
  { now, readVerdict }: { readonly now: Date; readonly readVerdict: ReadNodeVerdict },
): Promise<LastVerdict | undefined> {
  const latest = windows
    .filter((each) => counts(each, now) && each.window.opensAt <= now && inScope(node, each.emergency))
    .toSorted((one, other) => other.window.opensAt.getTime() - one.window.opensAt.getTime())[0];
  return latest && readVerdict(latest.window, node);
}

/** Nodes of a cell that are reported together ask for the same: their requests have one id, and come to one window. */
async function askUrgently({ now, node, windows }: Observed, world: World): Promise<void> {
  const request = urgentRequest({ node, windows, now }, world.uuidOf);
  const claimed = { nodeId: node.id, schedule: request.schedule, at: now };
  const { requestId } = await world.urgent.claim(claimed, request.requestId);
  await world.putIntent({ ...request, requestId });
}

async function alert(
  { now, node, entry, last, policy, reference, tags }: Observed,
  { cause, nextOpensAt }: Extract<NoncomplianceDecision, { kind: 'alert' }>,
  world: World,
): Promise<void> {
  const { value, severity, baselineId } = node;
  const next = entry && nextOpensAt && { opensAt: nextOpensAt, zone: entry.zone };
  const [name, owner] = [tags.get('Name'), tags.get(policy.ownerTag)];
  const lacking = { node: reference, name, owner, value, severity, baselineId, last, next };
  await world.tell(noncompliantNotice(lacking, cause, now));
}
