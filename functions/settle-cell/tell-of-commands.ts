import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { statusOf } from '../../shared/domain/window/invocation-status.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { lateInstallNotice, unknownStatusNotice } from '../../shared/notices/cell-notices.ts';
import type { WindowFacts } from '../../shared/notices/window-notices.ts';
import type { View } from './look-at-cell.ts';

/** Tells what a command itself shows to be wrong: it came too late (P1), or its status is one that nobody knows. */
export async function tellOfCommands(
  { facts, cell }: { readonly facts: WindowFacts; readonly cell: Cell },
  { evidence, run }: View,
  tell: (notice: Notice) => Promise<void>,
): Promise<void> {
  const late = evidence.invocations.filter(({ requestedAt }) => requestedAt >= facts.window.cutoffAt);
  if (late.length > 0 && run.operation === 'Install') await tell(lateInstallNotice(facts, cell, late));
  for (const unknown of unknownStatuses(evidence)) await tell(unknownStatusNotice(facts, cell, unknown));
}

/** Each once, where it is seen first. */
function unknownStatuses({ commands, invocations }: View['evidence']) {
  const shown = [
    ...commands.map(({ id: commandId, status = 'Success' }) => ({ commandId, status })),
    ...invocations.map(({ commandId, nodeId, status }) => ({ commandId, nodeId, status })),
  ];
  const unknown = shown.filter(({ status }) => statusOf(status) === 'Unknown').reverse();
  return new Map(unknown.map((each) => [each.status, each])).values();
}
