import type { EvidenceRecord } from './ledger-records.ts';
import type { NodePart } from './node-facts.ts';
import type { Step } from './story.ts';

/** The patch operation that the node's patch state is of: Patch Manager keeps the latest only, whoever began it. */
export function tellOperation(part: NodePart, source: string): Step[] {
  const { evidence } = part.node;
  if (evidence === undefined) return [];
  const { startedAt, endedAt } = evidence;
  const state = sayState(evidence);
  if (startedAt === undefined)
    return [{ said: state === undefined ? 'No patch state was read.' : `Its patch state: ${state}.`, source }];
  return [
    { at: startedAt, said: `${whoseOperation(part, startedAt)} began${sayHow(evidence)}.`, source },
    ...(state === undefined && endedAt === undefined
      ? []
      : [
          {
            at: endedAt,
            said: `${endedAt === undefined ? 'Its end is not known' : 'It ended'}: ${state ?? 'no patch was counted'}.`,
            source,
          },
        ]),
  ];
}

/** The request of each of the window's runs names the snapshot that its operations carry. */
function whoseOperation({ node, record, runs }: NodePart, startedAt: Date): string {
  const { snapshotId } = node.evidence ?? {};
  if (snapshotId !== undefined && runs.some(({ requestJson }) => requestJson.includes(snapshotId))) {
    return "The window's own patch operation";
  }
  if (record.kind === 'known' && startedAt < record.value.window.opensAt)
    return 'Its last patch operation before the window';
  return node.rescanAskedAt !== undefined && startedAt >= node.rescanAskedAt
    ? 'The scan that it was asked for'
    : 'A patch operation of another run';
}

function sayHow({ operation, patchGroup, baselineId, snapshotId }: EvidenceRecord): string {
  const by = [
    ...(baselineId === undefined ? [] : [`the baseline ${baselineId}`]),
    ...(patchGroup === undefined ? [] : [`the patch group ${JSON.stringify(patchGroup)}`]),
    ...(snapshotId === undefined ? [] : [`the snapshot ${snapshotId}`]),
  ];
  return `${operation === undefined ? '' : ` (${operation})`}${by.length === 0 ? '' : `, by ${by.join(', ')}`}`;
}

function sayState({ missing, failed, pendingReboot }: EvidenceRecord): string | undefined {
  if (missing === undefined && failed === undefined && pendingReboot === undefined) return undefined;
  return `${missing ?? '?'} missing, ${failed ?? '?'} failed, ${pendingReboot ?? '?'} waiting for a reboot`;
}
