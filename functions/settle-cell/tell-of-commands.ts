import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { KnownCell, KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import { beganAt } from '../../shared/domain/window/evidence.ts';
import { statusOf } from '../../shared/domain/window/invocation-status.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { lateFrom } from '../../shared/domain/window/run-in-cell.ts';
import { lateInstallNotice, unknownStatusNotice } from '../../shared/notices/cell-notices.ts';
import type { WindowFacts } from '../../shared/notices/window-notices.ts';
import { deterministicUuid } from '../../shared/platform/deterministic-uuid.ts';
import type { View } from './look-at-cell.ts';

/** Tells what a command itself shows to be wrong: it began too late (P1), or its status is one that nobody knows. */
export async function tellOfCommands(
  {
    facts,
    cell,
  }: {
    readonly facts: WindowFacts & Partial<Pick<KnownWindow, 'stopped'>>;
    readonly cell: Cell & Partial<Pick<KnownCell, 'stopped'>>;
  },
  { evidence, run }: View,
  tell: (notice: Notice) => Promise<void>,
): Promise<void> {
  const from = lateFrom({ window: facts.window, stopped: facts.stopped }, cell);
  const late = evidence.invocations.filter((invocation) => beganAt(invocation) >= from);
  if (late.length > 0 && run.operation === 'Install') {
    await tell(lateInstallNotice(facts, cell, { late, from, key: keyOf(late) }));
  }
  for (const unknown of unknownStatuses(evidence)) await tell(unknownStatusNotice(facts, cell, unknown));
}

/** Which nodes these are: one that is late after others is another notice. */
function keyOf(late: View['evidence']['invocations']): string {
  const nodeIds = [...new Set(late.map(({ nodeId }) => nodeId))];
  return deterministicUuid(nodeIds.sort().join('\n')).slice(0, 8);
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
